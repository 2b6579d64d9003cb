import { describe, expect, it } from 'vitest';
import { STORES } from '../../src/stores/index.ts';
import { findStores, type FoundStores } from '../../src/scan/stores.ts';
import type { Access, Machine } from '../../src/io/index.ts';
import { reachableStoreSchema } from '../../src/model/store.ts';
import { filesInMemory } from '../ecosystems/_memory.ts';
import { OUTSIDE, SHAPES, type Shape } from './_shapes.ts';

let made = 0;
const secret = (): string => `s3cr3t${(made += 1)}Qz7${made * 7919}xK`;

const HOME = '/home/ada';
const access: Access = {
  permissions: () => ({ mode: 0o600, owner: 1, group: 1, isSocket: false }),
  allows: () => true,
};

function look(shapes: readonly Shape[]): FoundStores {
  const files = Object.fromEntries(shapes.map(({ path, content }) => [`${HOME}/${path}`, content(secret)]));
  const machine: Machine = { platform: 'linux', home: HOME, env: {}, nodePrefixes: [] };
  return findStores(machine, filesInMemory(files), access, { project: `${HOME}/work/shop`, isOwnHome: false });
}

describe('a store', () => {
  it.each(SHAPES.map((shape, index) => [`${shape.store} ${shape.path} ${index}`, shape] as const))('%s', (_, shape) => {
    const { stores, gaps } = look([shape]);
    expect(gaps).toEqual([]);
    if (shape.expected === null) return expect(stores).toEqual([]);
    expect(stores).toHaveLength(1);
    const [store] = stores;
    const { hosts, line, ...facts } = shape.expected;
    expect(store).toMatchObject({ id: shape.store, ...facts });
    expect(store?.location.file).toBe(`${HOME}/${shape.path}`);
    if (hosts !== undefined) expect(store?.opens.hosts).toEqual(hosts);
    if (line !== undefined) expect(store?.location.line).toBe(line);
    reachableStoreSchema.parse(store);
  });

  it.each(STORES.filter(({ id }) => !OUTSIDE.has(id)).map(({ id }) => id))(
    '%s is tried with and without credentials',
    (id) => {
      const own = SHAPES.filter(({ store }) => store === id);
      expect(own.some(({ expected }) => expected !== null)).toBe(true);
      expect(own.some(({ expected }) => expected === null)).toBe(true);
    },
  );

  it('is none in an empty home', () => {
    expect(look([])).toMatchObject({ stores: [], gaps: [] });
  });

  it('has words that go on from others', () => {
    for (const { id, title, why, scope } of STORES) {
      for (const text of [title, why, scope?.scopeReason ?? 'x']) expect(text, id).toMatch(/^[^.!]{1,100}$/);
      expect(why, id).toMatch(/^[a-z]/);
    }
  });
});
