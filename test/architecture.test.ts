import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADVISORY_SOURCES } from '../src/advisories/index.ts';
import { CHECKS } from '../src/checks/index.ts';
import { CLIENTS } from '../src/clients/index.ts';
import { FAMILIES } from '../src/credential/formats/index.ts';
import { ECOSYSTEMS } from '../src/ecosystems/index.ts';
import { GATE_ITEM_RECORDS } from '../src/gate/index.ts';
import { TOOLS } from '../src/isolation/tools/index.ts';
import { LAUNCHERS } from '../src/launchers/index.ts';
import { REGISTRIES as PACKAGE_REGISTRIES } from '../src/registries/index.ts';
import { PROBE_IDS } from '../src/model/observation.ts';
import { PROBES } from '../src/probes/index.ts';
import { SUBJECTS } from '../src/subjects/index.ts';
import { WRAPPERS } from '../src/wrappers/index.ts';
import { GATE_ITEMS } from '../src/model/gate-item.ts';
import { STORES } from '../src/stores/index.ts';
import { REPORTERS } from '../src/reporters/index.ts';
import { LINT_RULES } from '../src/tool/lint/index.ts';

const SRC = resolve(import.meta.dirname, '../src');

/** Rooms by rank; imports go to lower ranks or stay in the room. */
const RANKS: Record<string, number> = {
  errors: 0,
  package: 0,
  model: 0,
  io: 1,
  syntax: 1,
  advisory: 1,
  credential: 1,
  executable: 1,
  archive: 1,
  tool: 1,
  database: 2,
  isolation: 2,
  mcp: 2,
  sandbox: 2,
  clients: 3,
  stores: 3,
  launchers: 3,
  wrappers: 3,
  subjects: 3,
  ecosystems: 3,
  advisories: 3,
  registries: 3,
  probes: 3,
  checks: 3,
  reporters: 3,
  scan: 4,
  gate: 4,
  index: 5,
  commands: 5,
  cli: 6,
};

/** Types may be shared along these lines between rooms of one rank. */
const TYPE_NEIGHBOURS = new Set(['ecosystems > launchers', 'wrappers > launchers']);

const REGISTRIES = [
  'clients',
  'stores',
  'launchers',
  'wrappers',
  'subjects',
  'ecosystems',
  'advisories',
  'registries',
  'probes',
  'checks',
  'reporters',
  'gate/items',
  'tool/lint',
  'credential/formats',
  'isolation/tools',
];

/** Rooms that take data and touch neither disk, network, clock, console nor process. */
const PURE = new Set([
  'model',
  'syntax',
  'archive',
  'executable',
  'advisory',
  'credential',
  'tool',
  'isolation',
  'clients',
  'stores',
  'launchers',
  'wrappers',
  'checks',
  'reporters',
  'gate',
]);
const IMPURE_MODULE = /^node:(?!crypto$|path$|url$|buffer$|util$|zlib$|stream$)|^(undici|@npmcli\/arborist)$/;
const IMPURE_CALL = /\b(Date\.now|new Date\(\)|Math\.random|process\.|console\.|fetch\()/;

/** Which rooms may import a package. */
const OWNERS: Record<string, readonly string[]> = {
  commander: ['cli', 'commands'],
  chalk: ['reporters'],
  yaml: ['syntax', 'gate'],
  'jsonc-parser': ['syntax'],
  'toml-eslint-parser': ['syntax'],
  '@npmcli/arborist': ['ecosystems'],
  'npm-package-arg': ['launchers', 'ecosystems', 'subjects'],
  semver: ['ecosystems', 'checks'],
  'ae-cvss-calculator': ['advisory'],
  undici: ['io'],
  fzstd: ['archive'],
  zod: [
    'model',
    'advisory',
    'advisories',
    'database',
    'clients',
    'ecosystems',
    'executable',
    'gate',
    'registries',
    'reporters',
    'scan',
    'subjects',
  ],
};

interface Import {
  file: string;
  room: string;
  from: string;
  typeOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const text = (file: string): string => readFileSync(join(SRC, file), 'utf8');
const roomOf = (file: string): string => (file.split('/')[0] ?? '').replace(/\.ts$/, '');

const imports: Import[] = files.flatMap((file) =>
  [
    ...text(file).matchAll(/^(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm),
  ].map(([, type, fixed, dynamic]) => ({
    file,
    room: roomOf(file),
    from: fixed ?? dynamic ?? '',
    typeOnly: type !== undefined,
  })),
);
const own = imports
  .filter(({ from }) => from.startsWith('.'))
  .map((one) => ({ ...one, target: relative(SRC, resolve(SRC, dirname(one.file), one.from)).replaceAll('\\', '/') }));

describe('imports', () => {
  it('are found at all', () => expect(own.length).toBeGreaterThan(100));

  it('come from rooms that have a rank', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !(room in RANKS))).toEqual([]);
  });

  it('go down only', () => {
    const up = own.filter(({ room, target, typeOnly }) => {
      const other = roomOf(target);
      if (room === other || (typeOnly && TYPE_NEIGHBOURS.has(`${room} > ${other}`))) return false;
      return (RANKS[other] ?? Infinity) >= (RANKS[room] ?? -1);
    });
    expect(up.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('of a registry member name no other member', () => {
    const isMember = (path: string): string | undefined =>
      REGISTRIES.find((registry) => dirname(path) === registry && !/\/(_[^/]*|index)\.ts$/.test(path));
    const across = own.filter(({ file, target }) => {
      const registry = isMember(file);
      return registry !== undefined && isMember(target) === registry;
    });
    expect(across.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('of a package stand in the rooms that own it', () => {
    const foreign = imports.filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'));
    const wrong = foreign.filter(({ from, room }) => !(OWNERS[from] ?? []).includes(room));
    expect(wrong.map(({ file, from }) => `${file} imports ${from}`)).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(SRC, '../package.json'), 'utf8')) as { dependencies: object };
    expect(Object.keys(OWNERS).sort()).toEqual(Object.keys(dependencies).sort());
  });
});

describe('pure rooms', () => {
  const pure = files.filter((file) => PURE.has(roomOf(file)));

  it('import nothing that touches the machine', () => {
    const wrong = imports.filter(({ room, from, typeOnly }) => PURE.has(room) && !typeOnly && IMPURE_MODULE.test(from));
    expect(wrong.map(({ file, from }) => `${file} imports ${from}`)).toEqual([]);
  });

  it('read no clock, chance, console or process', () => {
    const code = (file: string): string => text(file).replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
    expect(pure.filter((file) => IMPURE_CALL.test(code(file)))).toEqual([]);
  });
});

describe('registries', () => {
  const members = (folder: string): string[] =>
    readdirSync(join(SRC, folder), { withFileTypes: true })
      .map(({ name }) => name.replace(/\.ts$/, ''))
      .filter((name) => name !== 'index' && !name.startsWith('_') && !name.includes('.'))
      .sort();
  const ids = (list: ReadonlyArray<{ id: string }>): string[] => list.map(({ id }) => id).sort();

  it.each([
    ['clients', CLIENTS],
    ['stores', STORES],
    ['launchers', LAUNCHERS],
    ['wrappers', WRAPPERS],
    ['subjects', SUBJECTS],
    ['ecosystems', ECOSYSTEMS],
    ['advisories', ADVISORY_SOURCES],
    ['registries', PACKAGE_REGISTRIES],
    ['probes', PROBES],
    ['checks', CHECKS],
    ['reporters', REPORTERS],
    ['gate/items', GATE_ITEM_RECORDS],
    ['tool/lint', LINT_RULES],
    ['credential/formats', FAMILIES],
    ['isolation/tools', TOOLS],
  ])('%s list every file of the folder by its name', (folder, list) => {
    expect(ids(list)).toEqual(members(folder));
  });

  it('put every question to a live transport, in order', () => {
    expect(PROBES.map(({ id }) => id)).toEqual([...PROBE_IDS]);
  });

  it('answer every gate item, in order', () => {
    expect(GATE_ITEM_RECORDS.map(({ id }) => id)).toEqual([...GATE_ITEMS]);
  });
});
