import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIndented } from '../../src/ecosystems/npm/lockfiles/indented.ts';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';
import { kinds, packages, run, words } from './_npm.ts';

const MANIFEST = {
  name: 'app',
  version: '1.0.0',
  dependencies: { a: '^1.0.0', alias: 'npm:@s/real@^2.0.0' },
  optionalDependencies: { o: '1' },
  devDependencies: { tool: '1' },
};

/** a needs b 2, the root's tool needs b 1; @s/real is known as alias; o is optional. */
const EXPECTED = ['@s/real@2.1.0 required', 'a@1.5.0 required', 'b@2.0.0 required', 'o@1.0.0 optional'];

const LOCKFILES: Record<string, Record<string, unknown>> = {
  'npm 7 and later': {
    'package-lock.json': {
      lockfileVersion: 3,
      packages: {
        '': MANIFEST,
        'node_modules/a': { version: '1.5.0', dependencies: { b: '2' } },
        'node_modules/a/node_modules/b': { version: '2.0.0' },
        'node_modules/alias': { name: '@s/real', version: '2.1.0' },
        'node_modules/b': { version: '1.0.0', dev: true },
        'node_modules/o': { version: '1.0.0', optional: true },
        'node_modules/tool': { version: '1.0.0', dev: true, dependencies: { b: '1' } },
      },
    },
  },
  'npm 6': {
    'package-lock.json': {
      lockfileVersion: 1,
      requires: true,
      dependencies: {
        a: { version: '1.5.0', requires: { b: '2' }, dependencies: { b: { version: '2.0.0' } } },
        alias: { version: 'npm:@s/real@2.1.0' },
        b: { version: '1.0.0', dev: true },
        o: { version: '1.0.0', optional: true },
        tool: { version: '1.0.0', dev: true, requires: { b: '1' } },
      },
    },
  },
  'pnpm 9 and later': {
    'pnpm-lock.yaml': `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.5.0(p@3.0.0)
      alias:
        specifier: npm:@s/real@^2.0.0
        version: '@s/real@2.1.0'
    optionalDependencies:
      o:
        specifier: '1'
        version: 1.0.0
    devDependencies:
      tool:
        specifier: '1'
        version: 1.0.0

packages:

  '@s/real@2.1.0':
    resolution: {integrity: sha512-AAAA==}
    engines: {node: '>=18'}

  a@1.5.0:
    resolution: {integrity: sha512-AAAA==}
    cpu: [x64]

snapshots:

  '@s/real@2.1.0': {}

  a@1.5.0(p@3.0.0):
    dependencies:
      b: 2.0.0
    transitivePeerDependencies:
      - p

  b@1.0.0: {}

  b@2.0.0: {}

  o@1.0.0:
    optional: true

  tool@1.0.0:
    dependencies:
      b: 1.0.0
`,
  },
  'pnpm 8': {
    'pnpm-lock.yaml': `lockfileVersion: '6.0'

dependencies:
  a:
    specifier: ^1.0.0
    version: 1.5.0
  alias:
    specifier: npm:@s/real@^2.0.0
    version: /@s/real@2.1.0

optionalDependencies:
  o:
    specifier: '1'
    version: 1.0.0

devDependencies:
  tool:
    specifier: '1'
    version: 1.0.0

packages:

  /@s/real@2.1.0:
    resolution: {integrity: sha512-AAAA==}
    dev: false

  /a@1.5.0:
    resolution: {integrity: sha512-AAAA==}
    dependencies:
      b: 2.0.0

  /b@1.0.0:
    dev: true

  /b@2.0.0:
    dev: false

  /o@1.0.0:
    optional: true

  /tool@1.0.0:
    dependencies:
      b: 1.0.0
`,
  },
  'pnpm 7': {
    'pnpm-lock.yaml': `lockfileVersion: 5.4

specifiers:
  a: ^1.0.0
  alias: npm:@s/real@^2.0.0
  o: '1'
  tool: '1'

dependencies:
  a: 1.5.0
  alias: /@s/real/2.1.0

optionalDependencies:
  o: 1.0.0

devDependencies:
  tool: 1.0.0

packages:

  /@s/real/2.1.0:
    dev: false

  /a/1.5.0:
    dependencies:
      b: 2.0.0

  /b/1.0.0:
    dev: true

  /b/2.0.0:
    dev: false

  /o/1.0.0:
    optional: true

  /tool/1.0.0:
    dependencies:
      b: 1.0.0
`,
  },
  'yarn classic': {
    'yarn.lock': `# yarn lockfile v1


a@^1.0.0, a@^1.2.0:
  version "1.5.0"
  resolved "https://registry.example/a.tgz#0"
  dependencies:
    b "2"

"alias@npm:@s/real@^2.0.0":
  version "2.1.0"

b@1:
  version "1.0.0"

"b@2", "b@>=2 <3":
  version "2.0.0"

o@1:
  version "1.0.0"

tool@1:
  version "1.0.0"
  dependencies:
    b "1"
`,
  },
  'yarn berry': {
    'yarn.lock': `__metadata:
  version: 8
  cacheKey: 10c0

"@s/real@npm:^2.0.0, alias@npm:@s/real@^2.0.0":
  version: 2.1.0
  resolution: "@s/real@npm:2.1.0"
  languageName: node
  linkType: hard

"a@npm:^1.0.0":
  version: 1.5.0
  resolution: "a@npm:1.5.0"
  dependencies:
    b: "npm:2"
    absent: "npm:1"
  dependenciesMeta:
    absent:
      optional: true

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  dependencies:
    a: "npm:^1.0.0"
    tool: "npm:1"

"b@npm:1":
  version: 1.0.0
  resolution: "b@npm:1.0.0"

"b@npm:2":
  version: 2.0.0
  resolution: "b@npm:2.0.0"

"o@npm:1":
  version: 1.0.0
  resolution: "o@npm:1.0.0"

"tool@npm:1":
  version: 1.0.0
  resolution: "tool@npm:1.0.0"
  dependencies:
    b: "npm:1"
`,
  },
  bun: {
    'bun.lock': `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "app",
      "dependencies": { "a": "^1.0.0", "alias": "npm:@s/real@^2.0.0", },
      "optionalDependencies": { "o": "1", },
      "devDependencies": { "tool": "1", },
    },
  },
  "packages": {
    "a": ["a@1.5.0", "", { "dependencies": { "b": "2" } }, "sha512-,]"],
    "a/b": ["b@2.0.0", "", {}, "sha512-"],
    "alias": ["@s/real@2.1.0", "", { "bin": { "x": "x" } }, "sha512-"],
    "b": ["b@1.0.0", "", {}, "sha512-"],
    "o": ["o@1.0.0", "", {}, "sha512-"],
    "tool": ["tool@1.0.0", "", { "dependencies": { "b": "1" } }, "sha512-"],
  }
}
`,
  },
};

describe('a lockfile alone', () => {
  it.each(Object.entries(LOCKFILES))('of %s gives what would run', async (_, files) => {
    const home = folderWith({ 'package.json': MANIFEST, 'index.js': '', ...files });
    const resolved = await run(home, join(home, 'index.js'));
    expect(words(resolved).split('\n')).toHaveLength(1);
    expect(kinds(resolved)).toEqual(['not-installed']);
    expect(resolved.installation?.fidelity).toBe('locked');
    expect(packages(resolved)).toEqual(EXPECTED);
    const a = resolved.installation?.components.find(({ name }) => name === 'a');
    const [b] = a?.dependsOn ?? [];
    expect(resolved.installation?.components.find(({ id }) => id === b)?.version).toBe('2.0.0');
  });

  it.each(Object.keys(LOCKFILES))('of %s that lacks a package is a gap', async (kind) => {
    const files = Object.fromEntries(
      Object.entries(LOCKFILES[kind] ?? {}).map(([name, content]) => {
        const text = typeof content === 'string' ? content : JSON.stringify(content);
        return [
          name,
          text.replaceAll(/b"?(: |@| )"?2|"b":"2"|"b": "2"|b: 2\.0\.0|b: "npm:2"/g, (found) =>
            found.replace('b', 'gone'),
          ),
        ];
      }),
    );
    const home = folderWith({ 'package.json': MANIFEST, 'index.js': '', ...files });
    const resolved = await run(home, join(home, 'index.js'));
    expect(kinds(resolved).length + packages(resolved).filter((one) => one.startsWith('gone')).length).toBeGreaterThan(
      1,
    );
  });

  it.each([
    ['npm 7 and later', /("version":"1\.5\.0")/, '$1,"deprecated":"use c"'],
    ['npm 7 and later', /("version":"1\.5\.0")/, '$1,"deprecated":""'],
    ['pnpm 9 and later', /(\n {2}a@1\.5\.0:\n)/, '$1    deprecated: use c\n'],
    ['pnpm 8', /(\n {2}\/a@1\.5\.0:\n)/, '$1    deprecated: use c\n'],
    ['pnpm 7', /(\n {2}\/a\/1\.5\.0:\n)/, '$1    deprecated: use c\n'],
  ])('of %s says which packages are deprecated, and which are not', async (kind, place, replacement) => {
    const [[name, content] = ['', '']] = Object.entries(LOCKFILES[kind] ?? {});
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(text).toMatch(place);
    const files = { 'package.json': MANIFEST, 'index.js': '', [name]: text.replace(place, replacement) };
    const home = folderWith(files);
    const resolved = await run(home, join(home, 'index.js'));
    const said = Object.fromEntries(resolved.installation?.components.map((one) => [one.name, one.withdrawn]) ?? []);
    const use = { kind: 'deprecated', message: 'use c', source: 'lockfile' };
    expect(said['a']).toEqual(replacement.includes('use c') ? use : false);
    expect(said['@s/real']).toBe(false);
  });

  it.each(['npm 6', 'yarn classic', 'yarn berry', 'bun'])('of %s says nothing of it', async (kind) => {
    const home = folderWith({ 'package.json': MANIFEST, 'index.js': '', ...LOCKFILES[kind] });
    const resolved = await run(home, join(home, 'index.js'));
    expect(resolved.installation?.components.map(({ withdrawn }) => withdrawn)).toEqual([null, null, null, null]);
  });

  it('of a workspace gives what one member needs', async () => {
    const home = folderWith({
      'package.json': { name: 'mono', workspaces: ['packages/*'], dependencies: { z: '1' } },
      'packages/one/package.json': { name: 'one', version: '1.0.0', dependencies: { two: 'workspace:*', a: '1' } },
      'packages/one/index.js': '',
      'packages/two/package.json': {
        name: 'two',
        version: '1.0.0',
        dependencies: { b: '1' },
        devDependencies: { x: '1' },
      },
    });
    const script = join(home, 'packages/one/index.js');
    const importers = (name: string, range: string, version: string): string =>
      `      ${name}:\n        specifier: ${range}\n        version: ${version}\n`;
    const lockfiles: Record<string, string> = {
      'pnpm-lock.yaml': `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n${importers('z', "'1'", '1.0.0')}  packages/one:\n    dependencies:\n${importers('two', 'workspace:*', 'link:../two')}${importers('a', "'1'", '1.0.0')}  packages/two:\n    dependencies:\n${importers('b', "'1'", '1.0.0')}snapshots:\n  a@1.0.0: {}\n  b@1.0.0: {}\n  z@1.0.0: {}\n`,
      'bun.lock': JSON.stringify({
        workspaces: {
          '': { name: 'mono', dependencies: { z: '1' } },
          'packages/one': { name: 'one', dependencies: { two: 'workspace:*', a: '1' } },
          'packages/two': { name: 'two', dependencies: { b: '1' } },
        },
        packages: {
          a: ['a@1.0.0', '', {}, ''],
          b: ['b@9.0.0', '', {}, ''],
          one: ['one@workspace:packages/one'],
          two: ['two@workspace:packages/two'],
          'two/b': ['b@1.0.0', '', {}, ''],
          z: ['z@1.0.0', '', {}, ''],
        },
      }),
      'yarn.lock': `__metadata:\n  version: 8\n\n"a@npm:1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n\n"b@npm:1":\n  version: 1.0.0\n  resolution: "b@npm:1.0.0"\n\n"one@workspace:packages/one":\n  version: 0.0.0\n  resolution: "one@workspace:packages/one"\n\n"two@workspace:*, two@workspace:packages/two":\n  version: 0.0.0\n  resolution: "two@workspace:packages/two"\n`,
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { name: 'mono', dependencies: { z: '1' } },
          'packages/one': { name: 'one', version: '1.0.0', dependencies: { two: 'workspace:*', a: '1' } },
          'packages/two': { name: 'two', version: '1.0.0', dependencies: { b: '1' } },
          'packages/two/node_modules/b': { version: '1.0.0' },
          'node_modules/a': { version: '1.0.0' },
          'node_modules/b': { version: '9.0.0' },
          'node_modules/one': { resolved: 'packages/one', link: true },
          'node_modules/two': { resolved: 'packages/two', link: true },
          'node_modules/z': { version: '1.0.0' },
        },
      }),
    };
    for (const [name, text] of Object.entries(lockfiles)) {
      writeFiles(home, { [name]: text });
      const manager = name === 'package-lock.json' ? 'npm' : name.replace(/[.-]?lock.*/, '');
      const root = {
        name: 'mono',
        workspaces: ['packages/*'],
        dependencies: { z: '1' },
        packageManager: `${manager}@9.0.0`,
      };
      writeFiles(home, { 'package.json': root });
      expect(packages(await run(home, script)), name).toEqual(['a@1.0.0 required', 'b@1.0.0 required']);
    }
  });

  it('that knows no version of a package from git is a gap beside', async () => {
    const lock = {
      workspaces: { '': { name: 'app', dependencies: { g: 'github:o/g' } } },
      packages: { g: ['g@github:o/g#0', {}, ''] },
    };
    const home = folderWith({
      'package.json': { name: 'app', dependencies: { g: 'github:o/g' } },
      'index.js': '',
      'bun.lock': JSON.stringify(lock),
    });
    const resolved = await run(home, join(home, 'index.js'));
    expect(packages(resolved)).toEqual(['g@ required']);
    expect(kinds(resolved)).toEqual(['not-installed', 'tree-unreadable']);
  });

  it.each([
    ['package-lock.json', '{"lockfileVersion": 3'],
    ['package-lock.json', '{"lockfileVersion": 3, "packages": 7}'],
    ['pnpm-lock.yaml', '{{{'],
    ['yarn.lock', 'nothing'],
    ['bun.lock', '{"workspaces": {"": 1}}'],
    ['bun.lock', '[[['],
  ])('%s that is none (%s) is a gap', async (name, text) => {
    const home = folderWith({
      'package.json': { name: 'app', dependencies: { a: '1' } },
      'index.js': '',
      [name]: text,
    });
    const resolved = await run(home, join(home, 'index.js'));
    expect(packages(resolved)).toEqual([]);
    expect(kinds(resolved).length).toBeGreaterThan(0);
  });

  it('of ten thousand packages is read', async () => {
    const length = 10_000;
    const indices = Array.from({ length }, (_, index) => index);
    const root = { name: 'app', dependencies: { p0: '1' } };
    const npm = {
      lockfileVersion: 3,
      packages: {
        '': root,
        ...Object.fromEntries(
          indices.map((index) => [
            `node_modules/p${index}`,
            { version: '1.0.0', dependencies: index + 1 < length ? { [`p${index + 1}`]: '1' } : {} },
          ]),
        ),
      },
    };
    const home = folderWith({ 'package.json': root, 'index.js': '', 'package-lock.json': npm });
    expect((await run(home, join(home, 'index.js'))).installation?.components).toHaveLength(length);
  });
});

describe('readIndented', () => {
  it.each([
    ['a: 1\nb:\n  c: d\n  e:\n    f: g\nh: i', { a: '1', b: { c: 'd', e: { f: 'g' } }, h: 'i' }],
    ["'@s/a@1(b@2)':\n  x: 'y: z'\n", { '@s/a@1(b@2)': { x: 'y: z' } }],
    ['"a@1", "a@2":\n  version "1.0.0"\n', { '"a@1", "a@2"': { version: '1.0.0' } }],
    ['a@1, a@^1 || ^2:\n  version "1.0.0"\n', { 'a@1, a@^1 || ^2': { version: '1.0.0' } }],
    ['# no\n---\na: {}\nlist:\n  - x: 1\n  - y\nb: 2', { a: {}, list: {}, b: '2' }],
    ['__proto__:\n  a: b\n', { ['__proto__']: { a: 'b' } }],
    ['a:\r\n  b: c\r\n', { a: { b: 'c' } }],
    [`${'  '.repeat(5000)}a: b`, { a: 'b' }],
  ])('reads %j', (text, expected) => {
    const plain = (branch: ReturnType<typeof readIndented>): [string, unknown][] =>
      [...branch].map(([key, value]) => [key, typeof value === 'string' ? value : plain(value)]);
    const pairs = (value: object): [string, unknown][] =>
      Object.entries(value).map(([key, inner]) => [key, typeof inner === 'string' ? inner : pairs(inner as object)]);
    expect(plain(readIndented(text))).toEqual(pairs(expected));
  });

  it('of a map that goes too deep keeps what is above', () => {
    const text = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}k${depth}:`).join('\n');
    expect([...readIndented(text).keys()]).toEqual(['k0']);
  });
});
