import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closureOf } from '../../src/ecosystems/npm/closure.ts';
import { readDisk } from '../../src/ecosystems/npm/disk.ts';
import { treeOf } from '../../src/ecosystems/npm/edges.ts';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';
import { filesInMemory } from './_memory.ts';
import { kinds, packages, run, words } from './_npm.ts';

const manifest = (name: string, version: string, rest: object = {}): object => ({ name, version, ...rest });

/** A folder with files and links (place to target, relative to the place). */
function treeWith(files: Record<string, unknown>, links: Record<string, string>): string {
  const home = folderWith(files);
  for (const [place, target] of Object.entries(links)) {
    mkdirSync(dirname(join(home, place)), { recursive: true });
    symlinkSync(target, join(home, place));
  }
  return home;
}

/** a needs b and the peer p; b needs a again and another c than the root; stores differ in the names of their folders. */
function isolated(store: '.pnpm' | '.bun'): string {
  const at = `app/node_modules/${store}`;
  return treeWith(
    {
      'app/package.json': manifest('app', '1.0.0', { dependencies: { a: '^1.0.0', c: '1', alias: 'npm:@s/real@2' } }),
      'app/index.js': '',
      [`${at}/a@1.0.0/node_modules/a/package.json`]: manifest('a', '1.0.0', {
        dependencies: { b: '1' },
        peerDependencies: { p: '1', q: '1' },
        peerDependenciesMeta: { q: { optional: true } },
        optionalDependencies: { absent: '1' },
        devDependencies: { tool: '1' },
      }),
      [`${at}/b@1.2.0/node_modules/b/package.json`]: manifest('b', '1.2.0', { dependencies: { a: '1', c: '2' } }),
      [`${at}/c@1.0.0/node_modules/c/package.json`]: manifest('c', '1.0.0'),
      [`${at}/c@2.0.0/node_modules/c/package.json`]: manifest('c', '2.0.0'),
      [`${at}/p@1.0.0/node_modules/p/package.json`]: manifest('p', '1.0.0'),
      [`${at}/@s+real@2.0.0/node_modules/@s/real/package.json`]: manifest('@s/real', '2.0.0'),
      [`${at}/stale@1.0.0/node_modules/stale/package.json`]: manifest('stale', '1.0.0'),
      [`${at}/given@1.0.0/node_modules/given/package.json`]: manifest('given', '1.0.0'),
    },
    {
      'app/node_modules/a': `${store}/a@1.0.0/node_modules/a`,
      'app/node_modules/c': `${store}/c@1.0.0/node_modules/c`,
      'app/node_modules/alias': `${store}/@s+real@2.0.0/node_modules/@s/real`,
      [`${at}/a@1.0.0/node_modules/b`]: '../../b@1.2.0/node_modules/b',
      [`${at}/a@1.0.0/node_modules/p`]: '../../p@1.0.0/node_modules/p',
      [`${at}/b@1.2.0/node_modules/a`]: '../../a@1.0.0/node_modules/a',
      [`${at}/b@1.2.0/node_modules/c`]: '../../c@2.0.0/node_modules/c',
      // As a hook or pnpm's own corrections of manifests add it.
      [`${at}/b@1.2.0/node_modules/given`]: '../../given@1.0.0/node_modules/given',
    },
  );
}

describe('isolated stores', () => {
  it.each(['.pnpm', '.bun'] as const)('of %s are read as Node reads them', async (store) => {
    const home = isolated(store);
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(resolved.gaps).toEqual([]);
    expect(packages(resolved)).toEqual([
      '@s/real@2.0.0 required',
      'a@1.0.0 required',
      'b@1.2.0 required',
      'c@1.0.0 required',
      'c@2.0.0 required',
      'given@1.0.0 optional',
      'p@1.0.0 required',
    ]);
    const b = resolved.installation?.components.find(({ name }) => name === 'b');
    expect(b?.dependsOn).toEqual([
      `node_modules/${store}/a@1.0.0/node_modules/a`,
      `node_modules/${store}/c@2.0.0/node_modules/c`,
      `node_modules/${store}/given@1.0.0/node_modules/given`,
    ]);
  });

  it('give the closure of one of their packages alone', async () => {
    const home = isolated('.pnpm');
    writeFiles(home, { 'app/node_modules/.pnpm/c@2.0.0/node_modules/c/cli.js': '' });
    const resolved = await run(home, join(home, 'app/node_modules/.pnpm/b@1.2.0/node_modules/c/cli.js'));
    expect(packages(resolved)).toEqual(['c@2.0.0 required']);
    expect(resolved.installation).toMatchObject({ path: join(home, 'app'), version: '2.0.0' });
  });

  it('beside node_modules, as of global packages', async () => {
    const home = treeWith(
      {
        'global/5/package.json': { dependencies: { a: '1.0.0' } },
        'global/5/.pnpm/a@1.0.0/node_modules/a/package.json': manifest('a', '1.0.0', { dependencies: { b: '1' } }),
        'global/5/.pnpm/a@1.0.0/node_modules/a/cli.js': '',
        'global/5/.pnpm/b@1.0.0/node_modules/b/package.json': manifest('b', '1.0.0'),
      },
      {
        'global/5/node_modules/a': '../.pnpm/a@1.0.0/node_modules/a',
        'global/5/.pnpm/a@1.0.0/node_modules/b': '../../b@1.0.0/node_modules/b',
      },
    );
    const resolved = await run(home, join(home, 'global/5/node_modules/a/cli.js'));
    expect(resolved.gaps).toEqual([]);
    expect(packages(resolved)).toEqual(['a@1.0.0 required', 'b@1.0.0 required']);
  });

  it('that hold another package than their folder says are a gap', async () => {
    const home = isolated('.pnpm');
    const place = 'app/node_modules/.pnpm/c@2.0.0/node_modules/c/package.json';
    writeFiles(home, { [place]: manifest('c', '2.0.1') });
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(packages(resolved)).toContain('c@2.0.1 required');
    expect(kinds(resolved)).toEqual(['tree-mismatch']);
  });

  it('keep the deprecations that pnpm noted', async () => {
    const home = isolated('.pnpm');
    const lock = "lockfileVersion: '9.0'\npackages:\n  c@2.0.0:\n    deprecated: use d instead\n";
    writeFiles(home, { 'app/node_modules/.pnpm/lock.yaml': lock });
    const { installation } = await run(home, join(home, 'app/index.js'));
    const said = new Map(
      installation?.components.map(({ name, version, withdrawn }) => [`${name}@${version}`, withdrawn]),
    );
    expect(said.get('c@2.0.0')).toEqual({ kind: 'deprecated', message: 'use d instead', source: 'lockfile' });
    expect([...said.values()].filter((one) => one === null).length).toBe(said.size - 1);
  });
});

describe('workspaces', () => {
  const members = (root: object): Record<string, unknown> => ({
    'mono/package.json': { name: 'mono', ...root },
    'mono/packages/one/package.json': manifest('one', '1.0.0', {
      dependencies: { two: '*', a: '2' },
      devDependencies: { tool: '1' },
    }),
    'mono/packages/one/index.js': '',
    'mono/packages/two/package.json': manifest('two', '1.0.0', {
      dependencies: { b: '1' },
      devDependencies: { x: '1' },
    }),
  });

  it('with packages of a member and packages above it', async () => {
    const home = treeWith(
      {
        ...members({ workspaces: ['packages/*'] }),
        'mono/package-lock.json': '{}',
        'mono/packages/one/node_modules/a/package.json': manifest('a', '2.0.0', { dependencies: { b: '1' } }),
        'mono/node_modules/a/package.json': manifest('a', '1.0.0'),
        'mono/node_modules/b/package.json': manifest('b', '1.0.0'),
        'mono/node_modules/tool/package.json': manifest('tool', '1.0.0'),
      },
      { 'mono/node_modules/one': '../packages/one', 'mono/node_modules/two': '../packages/two' },
    );
    const resolved = await run(home, join(home, 'mono/packages/one/index.js'));
    expect(resolved.gaps).toEqual([]);
    expect(packages(resolved)).toEqual(['a@2.0.0 required', 'b@1.0.0 required']);
    expect(resolved.installation?.path).toBe(join(home, 'mono'));
  });

  it('of pnpm, whose members link into the store of the root and to each other', async () => {
    const home = treeWith(
      {
        ...members({}),
        'mono/pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
        'mono/pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
        'mono/node_modules/.pnpm/a@2.0.0/node_modules/a/package.json': manifest('a', '2.0.0'),
        'mono/node_modules/.pnpm/b@1.0.0/node_modules/b/package.json': manifest('b', '1.0.0'),
      },
      {
        'mono/packages/one/node_modules/a': '../../../node_modules/.pnpm/a@2.0.0/node_modules/a',
        'mono/packages/one/node_modules/two': '../../two',
        'mono/packages/two/node_modules/b': '../../../node_modules/.pnpm/b@1.0.0/node_modules/b',
        // A member that depends on itself.
        'mono/packages/two/node_modules/two': '../../two',
      },
    );
    const resolved = await run(home, join(home, 'mono/packages/one/index.js'));
    expect(resolved.gaps).toEqual([]);
    expect(packages(resolved)).toEqual(['a@2.0.0 required', 'b@1.0.0 required']);
  });
});

describe('packages that are not as their manifests ask', () => {
  const app = (root: object, extra: Record<string, unknown> = {}): string =>
    folderWith({
      'app/package.json': { name: 'app', dependencies: { a: '1' }, ...root },
      'app/index.js': '',
      'app/node_modules/a/package.json': manifest('a', '1.0.0', { dependencies: { b: '^1.0.0' } }),
      'app/node_modules/b/package.json': manifest('b', '2.0.0'),
      ...extra,
    });
  const askFor = async (home: string): Promise<string[]> => kinds(await run(home, join(home, 'app/index.js')));

  it.each([
    ['nothing that settles it', {}, {}, ['tree-mismatch']],
    ['overrides of npm', { overrides: { b: '2.0.0' } }, {}, []],
    ['overrides of npm for one package', { overrides: { a: { 'b@1': '2.0.0' } } }, {}, []],
    ['overrides of another package', { overrides: { bb: '2.0.0' } }, {}, ['tree-mismatch']],
    ['resolutions of yarn', { resolutions: { '**/b': '2.0.0' } }, {}, []],
    ['resolutions of yarn for one package', { resolutions: { 'a/b': '2.0.0' } }, {}, []],
    ['overrides of pnpm', { pnpm: { overrides: { 'a@1>b': '2.0.0' } } }, {}, []],
    ["pnpm's workspace file", {}, { 'app/pnpm-workspace.yaml': "overrides:\n  'b@<2': 2.0.0\n" }, []],
  ])('with %s', async (_, root, extra, expected) => expect(await askFor(app(root, extra))).toEqual(expected));

  it('keep bundled packages that nothing else names', async () => {
    const home = app(
      {},
      {
        'app/node_modules/a/package.json': manifest('a', '1.0.0', { bundleDependencies: ['inner', 'absent'] }),
        'app/node_modules/a/node_modules/inner/package.json': manifest('inner', '1.0.0'),
      },
    );
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(packages(resolved)).toEqual(['a@1.0.0 required', 'b@2.0.0 extraneous', 'inner@1.0.0 required']);
    expect(resolved.gaps).toEqual([]);
  });

  it('lose only entries of a wrong type', async () => {
    const place = {
      'app/node_modules/a/package.json': { name: 'a', version: '1.0.0', dependencies: { x: 7, b: '2' } },
    };
    const resolved = await run(app({}, place), '');
    expect(kinds(resolved)).toEqual(['tree-unreadable']);
    const home = app({}, place);
    expect(packages(await run(home, join(home, 'app/index.js')))).toEqual(['a@1.0.0 required', 'b@2.0.0 required']);
  });
});

describe('hostile links', () => {
  it('cost themselves and nothing of the rest, each named', async () => {
    const home = treeWith(
      {
        'app/package.json': { name: 'app', dependencies: { a: '1', out: '1', one: '1' } },
        'app/index.js': '',
        'app/node_modules/a/package.json': manifest('a', '1.0.0', { dependencies: { b: '1' } }),
        'app/node_modules/b/package.json': manifest('b', '1.0.0'),
        'secret/package.json': manifest('out', '1.0.0'),
        'scope/x/package.json': manifest('@s/x', '1.0.0'),
      },
      {
        'app/node_modules/one': 'two',
        'app/node_modules/two': 'one',
        'app/node_modules/broken': 'nowhere',
        'app/node_modules/out': '../../secret',
        'app/node_modules/self': '..',
        'app/node_modules/@s': '../../scope',
        'app/node_modules/b/node_modules': '..',
      },
    );
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(packages(resolved)).toEqual(['a@1.0.0 required', 'b@1.0.0 required']);
    expect(kinds(resolved)).toEqual(['tree-unreadable', 'tree-mismatch']);
    expect(words(resolved)).toContain('7 links');
    expect(words(resolved)).toContain('out is missing');
  });

  it('in circles between folders of the tree end', async () => {
    const files: Record<string, unknown> = {
      'app/package.json': { name: 'app', dependencies: { p0: '1' } },
      'app/index.js': '',
    };
    const links: Record<string, string> = {};
    for (let index = 0; index < 60; index++) {
      files[`app/node_modules/p${index}/package.json`] = manifest(`p${index}`, '1.0.0', {
        dependencies: { [`p${(index + 1) % 60}`]: '1' },
      });
      for (let other = 0; other < 10; other++) {
        links[`app/node_modules/p${index}/node_modules/p${(index + other) % 60}`] = `../../p${(index + other) % 60}`;
      }
    }
    const home = treeWith(files, links);
    const resolved = await run(home, join(home, 'app/index.js'));
    expect(resolved.installation?.components).toHaveLength(60);
    expect(resolved.gaps).toEqual([]);
  });

  it('that form one chain as long as the tree are followed, whatever holds the files', () => {
    const length = 10_000;
    const store = (index: number): string => `/app/node_modules/.pnpm/p${index}@1.0.0/node_modules`;
    const files: Record<string, unknown> = { '/app/package.json': { dependencies: { p0: '1' } } };
    const links: Record<string, string> = { '/app/node_modules/p0': '.pnpm/p0@1.0.0/node_modules/p0' };
    for (let index = 0; index < length; index++) {
      const next = `p${index + 1}`;
      const dependencies = index + 1 < length ? { [next]: '1' } : {};
      files[`${store(index)}/p${index}/package.json`] = manifest(`p${index}`, '1.0.0', { dependencies });
      if (index + 1 < length) links[`${store(index)}/${next}`] = `../../${next}@1.0.0/node_modules/${next}`;
    }
    const disk = readDisk(filesInMemory(files, links), '/app');
    expect(disk.problems).toEqual([]);
    const { components, broken } = closureOf(treeOf(disk, new Set()), [''], []);
    expect(broken).toEqual([]);
    expect(components).toHaveLength(length);
  });
});

it('packages whose names differ in case only are two', async () => {
  const home = folderWith({
    'app/package.json': { name: 'app', dependencies: { Zod: '1', zod: '2' } },
    'app/index.js': '',
    'app/node_modules/Zod/package.json': manifest('Zod', '1.0.0'),
  });
  // A disk that cannot hold both has nothing to tell apart.
  writeFiles(home, { 'app/node_modules/zod/package.json': manifest('zod', '2.0.0') });
  const resolved = await run(home, join(home, 'app/index.js'));
  if (process.platform === 'linux') expect(packages(resolved)).toEqual(['Zod@1.0.0 required', 'zod@2.0.0 required']);
  expect(packages(resolved)).toContain('zod@2.0.0 required');
});
