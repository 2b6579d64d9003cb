import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { treeOf } from '../../src/ecosystems/npm/edges.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { elf } from '../stand-ins/executables.ts';
import { kinds, packages, run, words } from './_npm.ts';

const APP = { 'app/package.json': { name: 'app', dependencies: { a: '1' } }, 'app/index.js': '' };
const A = { 'app/node_modules/a/package.json': { name: 'a', version: '1.0.0' } };
const record = (entry: unknown): Record<string, unknown> => ({
  'app/node_modules/.package-lock.json': { lockfileVersion: 3, packages: { 'node_modules/a': entry } },
});

/** A server installed globally, with a tree of its own. */
const at = 'lib/node_modules/server';
const runGlobal = (files: Record<string, unknown>) => {
  const home = folderWith({
    [`${at}/package.json`]: { name: 'server', version: '1.0.0' },
    [`${at}/index.js`]: '',
    ...files,
  });
  return run(home, join(home, at, 'index.js'));
};

describe('a manifest', () => {
  it('that is a link out of the tree is not read', async () => {
    const home = folderWith({ ...APP, 'private/package.json': { name: 'private', version: '6.6.6' } });
    mkdirSync(join(home, 'app/node_modules/a'), { recursive: true });
    symlinkSync(join(home, 'private/package.json'), join(home, 'app/node_modules/a/package.json'));
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(kinds(resolved)).toContain('tree-unreadable');
    expect(JSON.stringify(resolved)).not.toMatch(/6\.6\.6/);
  });

  it('with names of objects is read like any other', async () => {
    const home = folderWith({
      'app/package.json':
        '{"name":"app","__proto__":{"dependencies":{"x":"1"}},"dependencies":{"__proto__":"1","constructor":"1"}}',
      'app/index.js': '',
      'app/node_modules/__proto__/package.json': '{"name":"__proto__","version":"1.0.0"}',
      'app/node_modules/constructor/package.json': '{"name":"constructor","version":"1.0.0"}',
    });
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(packages(resolved)).toEqual(['__proto__@1.0.0 required', 'constructor@1.0.0 required']);
    expect(resolved.gaps).toEqual([]);
  });

  it('that says another name than it was installed by is told, also where an alias of that folder is asked for', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', dependencies: { a: 'npm:a@1' } },
      'app/index.js': '',
      'app/node_modules/a/package.json': { name: 'harmless', version: '1.0.0' },
    });
    expect(kinds(await run(home, join(home, 'app/index.js')))).toEqual(['tree-mismatch']);
  });

  it('that asks for a million packages does not hold more than is followed', async () => {
    const asked = JSON.stringify(Object.fromEntries(Array.from({ length: 130_000 }, (_, index) => [`p${index}`, '1'])));
    const manifests = Array.from({ length: 8 }, (_, index) => [
      `app/node_modules/m${index}/package.json`,
      `{"version":"1.0.0","optionalDependencies":${asked}}`,
    ]);
    const home = folderWith({ ...APP, ...A, ...Object.fromEntries(manifests) });
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(words(resolved)).toMatch(/asks for more than is followed/);
    expect(packages(resolved)).toContain('a@1.0.0 required');
  });
});

describe("npm's record", () => {
  it.each([
    ['no JSON', '{'],
    ['no list', { packages: 7 }],
  ])('that is %s is a gap: nothing says that the disk is as it was', async (_, text) => {
    const home = folderWith({ ...APP, ...A, 'app/node_modules/.package-lock.json': text });
    expect(kinds(await run(home, join(home, 'app/index.js')))).toEqual(['tree-unreadable']);
  });

  it('that is a link brings no messages from elsewhere', async () => {
    const home = folderWith({
      ...APP,
      ...A,
      'elsewhere.json': { packages: { 'node_modules/a': { version: '1.0.0', deprecated: 'words of another file' } } },
    });
    symlinkSync('../../elsewhere.json', join(home, 'app/node_modules/.package-lock.json'));
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(kinds(resolved)).toEqual(['tree-unreadable']);
    expect(JSON.stringify(resolved)).not.toMatch(/another file/);
  });

  it('without a name means the name of the folder', async () => {
    const home = folderWith({
      ...APP,
      'app/package.json': { name: 'app', dependencies: { a: 'npm:b@1' } },
      'app/node_modules/a/package.json': { name: 'b', version: '1.0.0' },
      ...record({ version: '1.0.0' }),
    });
    expect(words(await run(home, join(home, 'app/index.js')))).toMatch(/record .* is not what lies on disk/);
  });

  it('names an alias', async () => {
    const home = folderWith({
      ...APP,
      'app/package.json': { name: 'app', dependencies: { a: 'npm:b@1' } },
      'app/node_modules/a/package.json': { name: 'b', version: '1.0.0' },
      ...record({ name: 'b', version: '1.0.0' }),
    });
    expect((await run(home, join(home, 'app/index.js'))).gaps).toEqual([]);
  });
});

describe('a package', () => {
  it('with others in folders of its own code names them', async () => {
    const resolved = await runGlobal({
      [`${at}/dist/node_modules/hidden/package.json`]: { name: 'hidden', version: '3.2.1' },
      [`${at}/dist/node_modules/hidden/index.js`]: '',
      [`${at}/dist/node_modules/@scope/alias/package.json`]: { name: '@scope/real', version: '1.0.0' },
    });
    expect(packages(resolved)).toEqual(['@scope/real@1.0.0 bundled', 'hidden@3.2.1 bundled', 'server@1.0.0 required']);
    const hidden = resolved.installation?.components.find(({ name }) => name === 'hidden');
    expect(hidden?.evidence).toEqual(['It lies in dist/node_modules/hidden.']);
  });

  it('with hundreds of programs is read in part, and says so', async () => {
    const program = elf({ '.text': Buffer.alloc(16) }).toString('latin1');
    const ascii = program.replaceAll(/[^\0-\x7f]/g, '\0');
    const programs = Array.from({ length: 70 }, (_, index) => [`${at}/bin/p${index}`, ascii]);
    expect(kinds(await runGlobal(Object.fromEntries(programs)))).toContain('limit-reached');
  });
});

describe('a tree', () => {
  const placed = (location: string) => ({ location, name: 'x', version: '1.0.0', isProject: false, asked: [] });

  it('with a path longer than any file system has is refused at once', () => {
    const location = `${'a/'.repeat(1_000_000)}node_modules/x`;
    const layout = { packages: new Map([[location, placed(location)]]), links: new Map(), neighbours: new Map() };
    expect(() => treeOf(layout, new Set())).toThrow('has a path that is too long');
  });

  it('finds what lies many folders up without looking at each for every name', () => {
    const deep = `${'a/'.repeat(1500)}b`;
    const asked = Array.from({ length: 200_000 }, (_, index) => ({
      name: index === 0 ? 'x' : `missing${index}`,
      range: '*',
      kind: 'optional' as const,
      mayMiss: true,
    }));
    const placedAt = new Map([
      ['node_modules/x', placed('node_modules/x')],
      [deep, { ...placed(deep), isProject: true, asked }],
    ]);
    const tree = treeOf({ packages: placedAt, links: new Map(), neighbours: new Map() }, new Set());
    expect(tree.get(deep)?.dependencies).toEqual([{ to: 'node_modules/x', type: 'optional', range: '*' }]);
  });
});
