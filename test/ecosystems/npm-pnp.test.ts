import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';
import { ask, kinds, packages, run, words } from './_npm.ts';

type Target = string | [string, string] | null;
const entry = (packageLocation: string, dependencies: Record<string, Target>): object => ({
  packageLocation,
  packageDependencies: Object.entries(dependencies),
  linkType: 'HARD',
});
const zip = (name: string, version: string): string =>
  `./.yarn/cache/${name.replace('/', '-')}-npm-${version}-0123456789-abcdef.zip/node_modules/${name}/`;

/** The program asks for a (which has a virtual instance for its peer), an alias, a workspace and a tool for development. */
const DATA = {
  __info: ['It\'s generated. A \\ and a " stay.'],
  dependencyTreeRoots: [{ name: 'app', reference: 'workspace:.' }],
  packageRegistryData: [
    [null, [[null, entry('./', { a: 'virtual:abc#npm:1.0.0', app: 'workspace:.' })]]],
    [
      'app',
      [
        [
          'workspace:.',
          entry('./', {
            a: 'virtual:abc#npm:1.0.0',
            alias: ['@s/real', 'npm:2.0.0'],
            app: 'workspace:.',
            member: 'workspace:packages/member',
            tool: 'npm:1.0.0',
          }),
        ],
      ],
    ],
    [
      'member',
      [['workspace:packages/member', entry('./packages/member/', { unplugged: 'npm:1.0.0', tool: 'npm:1.0.0' })]],
    ],
    [
      'a',
      [
        ['npm:1.0.0', entry(zip('a', '1.0.0'), { a: 'npm:1.0.0' })],
        [
          'virtual:abc#npm:1.0.0',
          {
            ...entry(`./.yarn/__virtual__/a-virtual-abc/0/cache/${zip('a', '1.0.0').slice('./.yarn/cache/'.length)}`, {
              a: 'virtual:abc#npm:1.0.0',
              b: 'npm:1.1.0',
              peer: null,
            }),
            packagePeers: ['peer'],
          },
        ],
      ],
    ],
    ['b', [['npm:1.1.0', entry(zip('b', '1.1.0'), { b: 'npm:1.1.0', elsewhere: 'npm:1.0.0', a: 'npm:1.0.0' })]]],
    ['elsewhere', [['npm:1.0.0', entry('./.yarn/unplugged/elsewhere-npm-1.0.0-0/node_modules/elsewhere/', {})]]],
    ['unplugged', [['npm:1.0.0', entry('./.yarn/unplugged/unplugged-npm-1.0.0-0/node_modules/unplugged/', {})]]],
    ['@s/real', [['npm:2.0.0', entry(zip('@s/real', '2.0.0'), {})]]],
    ['tool', [['npm:1.0.0', entry(zip('tool', '1.0.0'), {})]]],
  ],
};

const LOCK = `__metadata:
  version: 8

"a@npm:^1.0.0":
  version: 1.0.0
  resolution: "a@npm:1.0.0"
  dependencies:
    b: "npm:^1.0.0"
  bin:
    start: cli.js

"b@npm:^1.0.0":
  version: 1.1.0
  resolution: "b@npm:1.1.0"
  dependencies:
    elsewhere: "npm:1"
  dependenciesMeta:
    elsewhere:
      optional: true

"elsewhere@npm:1":
  version: 1.0.0
  resolution: "elsewhere@npm:1.0.0"
  conditions: os=plan9
`;

const PROJECT: Record<string, unknown> = {
  'package.json': {
    name: 'app',
    dependencies: { a: '^1.0.0', alias: 'npm:@s/real@2', member: 'workspace:*' },
    devDependencies: { tool: '1' },
  },
  'index.js': '',
  'yarn.lock': LOCK,
  'packages/member/package.json': {
    name: 'member',
    version: '1.0.0',
    dependencies: { unplugged: '1' },
    devDependencies: { tool: '1' },
  },
  'packages/member/index.js': '',
  '.yarn/cache/a-npm-1.0.0-0123456789-abcdef.zip': 'PK',
  '.yarn/cache/b-npm-1.1.0-0123456789-abcdef.zip': 'PK',
  '.yarn/cache/@s-real-npm-2.0.0-0123456789-abcdef.zip': 'PK',
  '.yarn/unplugged/unplugged-npm-1.0.0-0/node_modules/unplugged/package.json': { name: 'unplugged', version: '1.0.0' },
};

const quoted = JSON.stringify(DATA, null, 2).replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\\n');
const PROGRAMS: Record<string, Record<string, string>> = {
  'inlined, as yarn 4 writes it': {
    '.pnp.cjs': `"use strict";\n\nconst RAW_RUNTIME_STATE =\n'${quoted}';\n\nfunction $$SETUP_STATE(hydrateRuntimeState, basePath) {\n  return hydrateRuntimeState(JSON.parse(RAW_RUNTIME_STATE), {basePath});\n}\n`,
  },
  'inlined, as yarn 3 writes it': {
    '.pnp.cjs': `function $$SETUP_STATE(hydrateRuntimeState, basePath) {\n  return hydrateRuntimeState(${JSON.stringify(DATA, null, 2).replace(/^\{/, '{')}, {basePath: basePath || __dirname});\n}\n`,
  },
  'in a file beside': { '.pnp.cjs': 'process.exit(9);', '.pnp.data.json': JSON.stringify(DATA) },
};

const EXPECTED = ['@s/real@2.0.0 required', 'a@1.0.0 required', 'b@1.1.0 required', 'unplugged@1.0.0 required'];

describe("Plug'n'Play", () => {
  it.each(Object.entries(PROGRAMS))('data %s give each locator once', async (_, program) => {
    const home = folderWith({ ...PROJECT, ...program });
    const resolved = await run(home, join(home, 'index.js'));
    expect(resolved.gaps).toEqual([]);
    expect(packages(resolved)).toEqual(EXPECTED);
    expect(resolved.installation).toMatchObject({ path: home, fidelity: 'installed' });
    const a = resolved.installation?.components.find(({ name }) => name === 'a');
    expect(a).toMatchObject({
      id: 'a@npm:1.0.0',
      purl: 'pkg:npm/a@1.0.0',
      dependsOn: ['b@npm:1.1.0'],
      ranges: ['^1.0.0'],
    });
  });

  const home = (changes: Record<string, unknown> = {}): string =>
    folderWith({ ...PROJECT, ...PROGRAMS['in a file beside'], ...changes });

  it('gives what a workspace needs', async () => {
    const folder = home();
    expect(packages(await run(folder, join(folder, 'packages/member/index.js')))).toEqual(['unplugged@1.0.0 required']);
  });

  it('gives the package of a command', async () => {
    const folder = home();
    const target = { kind: 'project-command' as const, command: 'start', directory: null };
    const resolved = await ask(folder, target, { cwd: folder });
    expect(packages(resolved)).toEqual(['a@1.0.0 required', 'b@1.1.0 required']);
    expect(resolved?.installation).toMatchObject({ version: '1.0.0', root: 'a@npm:1.0.0' });
    expect(kinds(resolved)).toEqual(['tree-unsupported']);
  });

  it.each([
    ['that is in no cache', { '.yarn/cache/b-npm-1.1.0-0123456789-abcdef.zip/x': '' }],
    [
      'in a folder that holds another',
      { '.yarn/unplugged/unplugged-npm-1.0.0-0/node_modules/unplugged/package.json': { name: 'x', version: '1.0.0' } },
    ],
  ])('names a package %s', async (_, change) => {
    const { '.yarn/cache/b-npm-1.1.0-0123456789-abcdef.zip': archive, ...others } = PROJECT;
    const isGone = Object.keys(change)[0]?.startsWith('.yarn/cache');
    const folder = folderWith({
      ...others,
      ...(isGone ? {} : { '.yarn/cache/b-npm-1.1.0-0123456789-abcdef.zip': archive }),
      ...PROGRAMS['in a file beside'],
      ...change,
    });
    const resolved = await run(folder, join(folder, 'index.js'));
    expect(packages(resolved)).toEqual(EXPECTED);
    expect(kinds(resolved)).toEqual(['tree-mismatch']);
    expect(words(resolved)).toMatch(isGone ? /b@npm:1\.1\.0/ : /unplugged@npm:1\.0\.0/);
  });

  it('names a package whose archive bears another name', async () => {
    const text = JSON.stringify(DATA).replaceAll(zip('b', '1.1.0'), zip('a', '1.0.0'));
    const folder = home({ '.pnp.data.json': text });
    expect(kinds(await run(folder, join(folder, 'index.js')))).toEqual(['tree-mismatch']);
  });

  it('gives way to packages that are installed beside it', async () => {
    const folder = home();
    writeFiles(folder, {
      'node_modules/a/package.json': { name: 'a', version: '3.0.0' },
      'packages/member/package.json': { name: 'member' },
      'package.json': { name: 'app', dependencies: { a: '3' } },
    });
    expect(packages(await run(folder, join(folder, 'index.js')))).toEqual(['a@3.0.0 required']);
  });

  it.each([
    ['nothing', ''],
    ['a text that never ends', "const RAW_RUNTIME_STATE =\n'{"],
    ['data of another shape', "const RAW_RUNTIME_STATE =\n'{}';"],
    ['an object that never ends', 'hydrateRuntimeState({"a": {'],
  ])('with %s is a gap', async (_, text) => {
    const folder = folderWith({ ...PROJECT, '.pnp.cjs': text });
    const resolved = await run(folder, join(folder, 'index.js'));
    expect(packages(resolved)).toEqual([]);
    expect(kinds(resolved)).toEqual(['tree-unreadable']);
  });
});

describe("a Plug'n'Play project beside a folder whose name begins like its own", () => {
  it('takes nothing from there for its own', async () => {
    const reach = entry('../app-other/node_modules/stray/', {});
    const home = folderWith({
      'app/package.json': { name: 'app', dependencies: { stray: '1' } },
      'app/index.js': '',
      'app/.pnp.cjs': '',
      'app/.pnp.data.json': {
        packageRegistryData: [
          ['app', [['workspace:.', entry('./', { stray: 'npm:1.0.0' })]]],
          ['stray', [['npm:1.0.0', reach]]],
        ],
      },
      'app-other/node_modules/stray/package.json': { name: 'stray', version: '1.0.0' },
    });
    expect(words(await run(home, join(home, 'app/index.js')))).toMatch(/its cache does not hold: stray@npm:1\.0\.0/);
  });
});
