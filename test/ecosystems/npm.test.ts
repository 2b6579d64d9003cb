import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npm } from '../../src/ecosystems/npm/index.ts';
import { npxHash } from '../../src/ecosystems/npm/locate-npx.ts';
import type { Question, Resolved } from '../../src/ecosystems/index.ts';
import { homeAt, realFiles, type Io, type Machine } from '../../src/io/index.ts';
import { isNotIdentified } from '../../src/launchers/index.ts';
import { npx } from '../../src/launchers/npx.ts';
import { UNKNOWN_LAUNCH } from '../../src/model/launch.ts';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';

const io: Io = {
  files: realFiles,
  http: null,
  now: () => new Date(0),
  random: () => 0,
  sleep: async () => {},
  progress: () => {},
};

interface Where {
  cwd?: string;
  cache?: string;
  machine?: Partial<Machine>;
  env?: Record<string, string>;
}

async function ask(home: string, question: Pick<Question, 'target' | 'launch'>, where: Where = {}): Promise<Resolved> {
  const machine = { ...homeAt(home), ...where.machine };
  const resolved = await npm.resolve(
    { ...question, cwd: where.cwd ?? null, env: where.env ?? {} },
    { io, machine, cache: where.cache ?? null },
  );
  if (resolved === null) throw new Error('npm does not know the target');
  return resolved;
}

function runNpx(home: string, args: string[], where: Where = {}): Promise<Resolved> {
  const result = npx.identify({ program: 'npx', command: 'npx', args });
  if (isNotIdentified(result)) throw new Error(result.problem);
  return ask(home, { target: result.target, launch: { ...UNKNOWN_LAUNCH, ...result.launch } }, where);
}

const runNode = (home: string, path: string, where: Where = {}): Promise<Resolved> =>
  ask(
    home,
    { target: { kind: 'script', path }, launch: { ...UNKNOWN_LAUNCH, launcher: 'node', localEntry: path } },
    where,
  );

const ids = ({ installation }: Resolved): string[] =>
  (installation?.components ?? []).map(({ id, version }) => `${id}@${version}`);
const kinds = ({ gaps }: Resolved): string[] => gaps.map(({ kind }) => kind);

const cacheOf = (spec: string): string => `.npm/_npx/${npxHash([spec])}`;

/** A small npx cache folder: server 1.0.0 needs a and, optionally, b; a holds an own copy of c. */
function cached(spec: string, version = '1.0.0'): Record<string, unknown> {
  const at = cacheOf(spec);
  return {
    [`${at}/package.json`]: { dependencies: { server: `^${version}` } },
    [`${at}/node_modules/server/package.json`]: {
      name: 'server',
      version,
      bin: { start: 'start.js' },
      dependencies: { a: '^1.0.0' },
      optionalDependencies: { b: '1', absent: '1' },
      devDependencies: { dev: '1' },
    },
    [`${at}/node_modules/a/package.json`]: { name: 'a', version: '1.1.0', dependencies: { c: '^2.0.0' } },
    [`${at}/node_modules/a/node_modules/c/package.json`]: { name: 'c', version: '2.0.0' },
    [`${at}/node_modules/b/package.json`]: { name: 'b', version: '1.0.0' },
  };
}

describe('npxHash', () => {
  // Made with real runs of npm 11.
  it.each([
    [['semver@7.6.0'], '9dfaefb6dc6ac94c'],
    [['semver'], 'a9bef924e4cb6cdb'],
    [['semver@7.6.0', 'ms'], '58af6c5f56179a7d'],
    [['ms', 'semver@7.6.0'], '58af6c5f56179a7d'],
    [['@modelcontextprotocol/server-filesystem'], 'a3241bba59c344f5'],
  ])('of %j is %s', (specs, hash) => expect(npxHash(specs)).toBe(hash));
});

describe('the npx cache', () => {
  it('gives the installed tree with scopes and edges', async () => {
    const home = folderWith(cached('server@1.0.0'));
    const resolved = await runNpx(home, ['-y', 'server@1.0.0']);
    expect(resolved.gaps).toEqual([]);
    expect(resolved.installation).toMatchObject({
      method: 'npx-cache',
      fidelity: 'installed',
      version: '1.0.0',
      root: 'node_modules/server',
      path: join(home, cacheOf('server@1.0.0')),
    });
    expect(resolved.installation?.components).toEqual([
      expect.objectContaining({
        id: 'node_modules/a',
        scope: 'required',
        dependsOn: ['node_modules/a/node_modules/c'],
      }),
      expect.objectContaining({ id: 'node_modules/a/node_modules/c', purl: 'pkg:npm/c@2.0.0', scope: 'required' }),
      expect.objectContaining({ id: 'node_modules/b', scope: 'optional' }),
      expect.objectContaining({ id: 'node_modules/server', dependsOn: ['node_modules/a', 'node_modules/b'] }),
    ]);
  });

  it('names an alias by what it really is', async () => {
    const home = folderWith({
      ...cached('server@1.0.0'),
      [`${cacheOf('server@1.0.0')}/node_modules/server/package.json`]: {
        name: 'server',
        version: '1.0.0',
        dependencies: { a: 'npm:real@^3.0.0' },
      },
      [`${cacheOf('server@1.0.0')}/node_modules/a/package.json`]: { name: 'real', version: '3.0.0' },
    });
    const resolved = await runNpx(home, ['server@1.0.0']);
    expect(resolved.installation?.components).toContainEqual(
      expect.objectContaining({ id: 'node_modules/a', purl: 'pkg:npm/real@3.0.0', scope: 'required' }),
    );
  });

  it('lists what no manifest asks for as extraneous', async () => {
    const home = folderWith({
      ...cached('server@1.0.0'),
      [`${cacheOf('server@1.0.0')}/node_modules/stowaway/package.json`]: { name: 'stowaway', version: '6.6.6' },
    });
    const resolved = await runNpx(home, ['server@1.0.0']);
    expect(resolved.installation?.components).toContainEqual(
      expect.objectContaining({ purl: 'pkg:npm/stowaway@6.6.6', scope: 'extraneous' }),
    );
  });

  it('tells specs of one package apart, as npx does', async () => {
    const home = folderWith({ ...cached('server'), ...cached('server@latest', '2.0.0') });
    expect((await runNpx(home, ['server'])).installation?.version).toBe('1.0.0');
    expect((await runNpx(home, ['server@latest'])).installation?.version).toBe('2.0.0');
    expect((await runNpx(home, ['-p', 'server', 'start'])).installation?.version).toBe('1.0.0');
  });

  it('follows --cache, the entry, the machine and npmrc, in this order', async () => {
    const home = folderWith({});
    const places = ['option', 'entry', 'machine', 'rc'];
    for (const [index, place] of places.entries()) {
      const files = cached('server', `${index + 1}.0.0`);
      writeFiles(
        join(home, place),
        Object.fromEntries(Object.entries(files).map(([path, value]) => [path.replace('.npm/', ''), value])),
      );
    }
    writeFiles(home, { '.npmrc': `; comment\ncache = ${join(home, 'rc')}\n` });
    const version = async (args: string[], where: Where): Promise<string | null | undefined> =>
      (await runNpx(home, args, where)).installation?.version;
    const machine = { env: { npm_config_cache: join(home, 'machine') } };
    const env = { npm_config_cache: join(home, 'entry') };
    expect(await version(['server'], {})).toBe('4.0.0');
    expect(await version(['server'], { machine })).toBe('3.0.0');
    expect(await version(['server'], { machine, env })).toBe('2.0.0');
    expect(await version(['--cache', join(home, 'option'), 'server'], { machine, env })).toBe('1.0.0');
  });

  it('says what is not installed, and knows a pinned version all the same', async () => {
    const pinned = await runNpx(folderWith({}), ['server@1.0.0']);
    expect(kinds(pinned)).toEqual(['not-installed']);
    expect(pinned.installation).toMatchObject({ fidelity: 'declared', path: null, version: '1.0.0' });
    expect(ids(pinned)).toEqual(['.@1.0.0']);
    const floating = await runNpx(folderWith({}), ['server']);
    expect(kinds(floating)).toEqual(['not-installed']);
    expect(ids(floating)).toEqual([]);
  });
});

describe('what npx prefers over its cache', () => {
  const local = (version: string): Record<string, unknown> => ({
    'work/package.json': { name: 'work', dependencies: { server: '*' } },
    'work/node_modules/server/package.json': { name: 'server', version, bin: { server: 'cli.js' } },
    'work/node_modules/server/cli.js': '',
  });

  it('a package of the project it starts in, also from a folder below', async () => {
    const home = folderWith({ ...cached('server'), ...local('3.0.0'), 'work/sub/file': '' });
    const resolved = await runNpx(home, ['server'], { cwd: join(home, 'work/sub') });
    expect(resolved.installation).toMatchObject({ method: 'project', version: '3.0.0' });
    expect((await runNpx(home, ['server'])).installation?.method).toBe('npx-cache');
  });

  it('a command in .bin of that name, whichever package it belongs to', async () => {
    const home = folderWith({ ...cached('server'), ...local('3.0.0') });
    mkdirSync(join(home, 'work/node_modules/.bin'));
    symlinkSync('../server/cli.js', join(home, 'work/node_modules/.bin/tool'));
    const resolved = await runNpx(home, ['tool'], { cwd: join(home, 'work') });
    expect(resolved.installation).toMatchObject({ method: 'project', version: '3.0.0', root: 'node_modules/server' });
  });

  it('only a version that fits what was asked for', async () => {
    const home = folderWith({ ...cached('server@^1.0.0'), ...local('3.0.0') });
    const resolved = await runNpx(home, ['server@^1.0.0'], { cwd: join(home, 'work') });
    expect(resolved.installation).toMatchObject({ method: 'npx-cache', version: '1.0.0' });
  });

  it('a global package, which holds its own tree', async () => {
    const home = folderWith({
      ...cached('@scope/server'),
      'prefix/lib/node_modules/@scope/server/package.json': {
        name: '@scope/server',
        version: '5.0.0',
        dependencies: { a: '1' },
      },
      'prefix/lib/node_modules/@scope/server/node_modules/a/package.json': { name: 'a', version: '1.0.0' },
      'prefix/lib/node_modules/other/package.json': { name: 'other', version: '1.0.0' },
    });
    const resolved = await runNpx(home, ['@scope/server'], { machine: { nodePrefixes: [join(home, 'prefix')] } });
    expect(resolved.installation).toMatchObject({ method: 'global', version: '5.0.0', root: '.' });
    expect(ids(resolved)).toEqual(['.@5.0.0', 'node_modules/a@1.0.0']);
  });
});

describe('scripts', () => {
  it('use the project above them, without its development dependencies', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', version: '0.1.0', dependencies: { a: '1' }, devDependencies: { dev: '1' } },
      'app/dist/package.json': { type: 'module' },
      'app/dist/index.js': '',
      'app/node_modules/a/package.json': { name: 'a', version: '1.0.0', peerDependencies: { p: '1' } },
      'app/node_modules/p/package.json': { name: 'p', version: '1.0.0' },
      'app/node_modules/dev/package.json': { name: 'dev', version: '1.0.0' },
    });
    const resolved = await runNode(home, join(home, 'app/dist/index.js'));
    expect(resolved.gaps).toEqual([]);
    expect(resolved.installation).toMatchObject({ method: 'file', version: '0.1.0', root: null });
    expect(ids(resolved)).toEqual(['node_modules/a@1.0.0', 'node_modules/p@1.0.0']);
  });

  it('of a workspace use the packages of the project above', async () => {
    const home = folderWith({
      'mono/package.json': { name: 'mono', workspaces: ['packages/*'], devDependencies: { dev: '1' } },
      'mono/packages/one/package.json': { name: 'one', version: '1.0.0', dependencies: { a: '1' } },
      'mono/packages/one/index.js': '',
      'mono/node_modules/a/package.json': { name: 'a', version: '1.0.0' },
      'mono/node_modules/dev/package.json': { name: 'dev', version: '1.0.0' },
    });
    symlinkSync('../packages/one', join(home, 'mono/node_modules/one'));
    const resolved = await runNode(home, join(home, 'mono/packages/one/index.js'));
    expect(resolved.gaps).toEqual([]);
    expect(ids(resolved)).toEqual(['node_modules/a@1.0.0']);
  });

  it('of an installed package are that package', async () => {
    const home = folderWith(cached('server'));
    const at = join(home, cacheOf('server'), 'node_modules');
    writeFileSync(join(at, 'server/cli.js'), '');
    mkdirSync(join(at, '.bin'));
    symlinkSync('../server/cli.js', join(at, '.bin/server'));
    const resolved = await runNode(home, join(at, '.bin/server'));
    expect(resolved.installation).toMatchObject({ version: '1.0.0', root: 'node_modules/server' });
  });

  it('of a project that is locked and not installed are known by the lockfile', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', version: '1.0.0', dependencies: { a: '1' } },
      'app/index.js': '',
      'app/package-lock.json': {
        name: 'app',
        lockfileVersion: 3,
        packages: {
          '': { name: 'app', version: '1.0.0', dependencies: { a: '1' } },
          'node_modules/a': { version: '1.2.3', dependencies: { c: '2' } },
          'node_modules/c': { version: '2.0.0' },
          'node_modules/dev': { version: '1.0.0', dev: true },
        },
      },
    });
    const resolved = await runNode(home, join(home, 'app/index.js'));
    expect(resolved.installation?.fidelity).toBe('locked');
    expect(ids(resolved)).toEqual(['node_modules/a@1.2.3', 'node_modules/c@2.0.0']);
    expect(kinds(resolved)).toEqual(['not-installed']);
  });

  it.each([
    ['relative.js', 'tree-unreadable'],
    ['${HOME}/server.js', 'tree-unreadable'],
    ['/nowhere/at/all/server.js', 'not-installed'],
  ])('that cannot be found (%s) are a gap', async (path, kind) => {
    expect(kinds(await runNode(folderWith({}), path))).toEqual([kind]);
  });
});

describe('npm records', () => {
  const lock = (version: string): Record<string, unknown> => ({
    lockfileVersion: 3,
    packages: {
      'node_modules/server': { version: '1.0.0', dependencies: { a: '^1.0.0' } },
      'node_modules/a': { version, deprecated: 'use b\u001b[31m', dependencies: { c: '^2.0.0' } },
      'node_modules/a/node_modules/c': { version: '2.0.0' },
      'node_modules/b': { version: '1.0.0' },
    },
  });

  it('give the deprecation of a package', async () => {
    const home = folderWith({
      ...cached('server'),
      [`${cacheOf('server')}/node_modules/.package-lock.json`]: lock('1.1.0'),
    });
    const resolved = await runNpx(home, ['server']);
    expect(resolved.gaps).toEqual([]);
    const said = resolved.installation?.components.map(({ id, withdrawn }) => [id, withdrawn]);
    expect(said).toEqual([
      ['node_modules/a', { kind: 'deprecated', message: 'use b\u001b[31m', source: 'lockfile' }],
      ['node_modules/a/node_modules/c', false],
      ['node_modules/b', false],
      ['node_modules/server', false],
    ]);
  });

  it('that say another version than the disk are not believed', async () => {
    const home = folderWith({
      ...cached('server'),
      [`${cacheOf('server')}/node_modules/.package-lock.json`]: lock('9.9.9'),
    });
    const resolved = await runNpx(home, ['server']);
    expect(ids(resolved)).toContain('node_modules/a@1.1.0');
    expect(kinds(resolved)).toEqual(['tree-mismatch']);
    expect(resolved.installation?.components.find(({ name }) => name === 'a')?.withdrawn).toBeNull();
  });

  it('that leave out a package do not hide it', async () => {
    const record = lock('1.1.0');
    delete (record['packages'] as Record<string, unknown>)['node_modules/a/node_modules/c'];
    const home = folderWith({ ...cached('server'), [`${cacheOf('server')}/node_modules/.package-lock.json`]: record });
    const resolved = await runNpx(home, ['server']);
    expect(ids(resolved)).toContain('node_modules/a/node_modules/c@2.0.0');
    expect(resolved.installation?.components.find(({ name }) => name === 'c')?.withdrawn).toBeNull();
  });
});

describe('hostile trees', () => {
  it('with links in circles or out of the tree are read without following them', async () => {
    const home = folderWith({ ...cached('server'), 'secret/package.json': { name: 'secret', version: '1.0.0' } });
    const modules = join(home, cacheOf('server'), 'node_modules');
    symlinkSync('two', join(modules, 'one'));
    symlinkSync('one', join(modules, 'two'));
    symlinkSync('../..', join(modules, 'up'));
    symlinkSync('..', join(modules, 'self'));
    symlinkSync('/', join(modules, 'root'));
    symlinkSync(join(home, 'secret'), join(modules, 'secret'));
    symlinkSync('nowhere', join(modules, 'broken'));
    const resolved = await runNpx(home, ['server']);
    expect(kinds(resolved)).toEqual(['tree-unreadable']);
    expect(ids(resolved)).toEqual([
      'node_modules/a@1.1.0',
      'node_modules/a/node_modules/c@2.0.0',
      'node_modules/b@1.0.0',
      'node_modules/server@1.0.0',
    ]);
  });

  it('with manifests that lie, lack or break fields keep the rest', async () => {
    const at = `${cacheOf('server')}/node_modules`;
    const home = folderWith({
      ...cached('server'),
      [`${at}/broken/package.json`]: '{"name": "broken", "version": ',
      [`${at}/array/package.json`]: '[]',
      [`${at}/nameless/package.json`]: { version: '1.0.0' },
      [`${at}/versionless/package.json`]: { name: 'versionless' },
      [`${at}/typed/package.json`]: { name: 7, version: '1.0.0', dependencies: 'none' },
      [`${at}/proto/package.json`]: '{"name": "__proto__", "version": "1.0.0", "dependencies": {"__proto__": "1"}}',
      [`${at}/empty/readme.md`]: '',
    });
    const resolved = await runNpx(home, ['server']);
    expect(kinds(resolved)).toContain('tree-unreadable');
    expect(resolved.gaps[0]?.message).toContain('broken');
    const names = resolved.installation?.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['a', 'b', 'c', 'server', 'nameless', '__proto__']));
    expect(names).not.toContain('broken');
  });

  it('with workspaces that leave the project are read without them', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', dependencies: { a: '1' }, workspaces: ['../../../../**'] },
      'app/index.js': '',
      'app/node_modules/a/package.json': { name: 'a', version: '1.0.0' },
    });
    const resolved = await runNode(home, join(home, 'app/index.js'));
    expect(ids(resolved)).toEqual(['node_modules/a@1.0.0']);
    expect(kinds(resolved)).toEqual([]);
  });

  it("in archives (Yarn Plug'n'Play) without their data are a gap, not an empty tree", async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', dependencies: { a: '1' } },
      'app/.pnp.cjs': '',
      'app/index.js': '',
    });
    expect(kinds(await runNode(home, join(home, 'app/index.js')))).toEqual(['tree-unreadable']);
  });
});

describe('what must not pass as a clean tree', () => {
  it('a script of a project without dependencies that holds those of others', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', version: '1.0.0' },
      'app/dist/server.js':
        '// node_modules/.pnpm/minimist@1.2.0/node_modules/minimist/index.js\nmodule.exports = {};\n',
      'app/dist/chunk.js': '// ../node_modules/left-pad/index.js\n',
      'app/other/x.js': '// ../node_modules/not-started/index.js\n',
    });
    const { installation } = await runNode(home, join(home, 'app/dist/server.js'));
    expect(installation?.components.map(({ id, scope }) => [id, scope])).toEqual([
      ['dist!left-pad@', 'bundled'],
      ['dist!minimist@1.2.0', 'bundled'],
    ]);
  });

  it('an executable script of a project that holds others', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', version: '1.0.0' },
      'app/run': '#!/usr/bin/env node\n// node_modules/.pnpm/minimist@1.2.0/node_modules/minimist/index.js\n',
    });
    const path = join(home, 'app/run');
    const launch = { ...UNKNOWN_LAUNCH, launcher: 'binary' as const, localEntry: path };
    const { installation } = await ask(home, { target: { kind: 'executable', path }, launch });
    expect(installation?.components.map(({ id }) => id)).toContain('.!minimist@1.2.0');
  });

  it('a script of a project that holds what cannot be named', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', version: '1.0.0' },
      'app/server.js': `var __commonJS = (cb, mod) => () => mod;\n${'x=1;'.repeat(60_000)}`,
    });
    const { gaps } = await runNode(home, join(home, 'app/server.js'));
    expect(gaps).toMatchObject([{ kind: 'tree-unsupported', message: expect.stringContaining('bundled code') }]);
  });

  it('prints no line that would fetch from another registry than the entry does', async () => {
    const home = folderWith({});
    const [own] = (await runNpx(home, ['--registry', 'https://npm.acme.example/', '@acme/server@1.0.0'])).gaps;
    const [usual] = (await runNpx(home, ['@acme/server@1.0.0'])).gaps;
    expect(own?.hint).not.toContain('@acme/server');
    expect(usual?.hint).toContain('--package=@acme/server@1.0.0');
  });

  it('a name with letters that the registry does not have', async () => {
    const { gaps } = await runNpx(folderWith({}), ['@\u0430cme/server@1.0.0']);
    expect(gaps).toMatchObject([{ kind: 'tree-unreadable', message: expect.stringContaining('npm refuses the name') }]);
  });

  const OLD = { name: 'lodash', version: '4.17.15' };

  it('a project whose packages lie in a folder above it', async () => {
    const home = folderWith({
      'node_modules/lodash/package.json': OLD,
      'work/package.json': { name: 'work', dependencies: { lodash: '4.17.15' } },
      'work/server.js': '',
    });
    const resolved = await runNode(home, join(home, 'work/server.js'));
    expect(ids(resolved)).toEqual(['node_modules/lodash@4.17.15']);
    expect(kinds(resolved)).toEqual([]);
  });

  it('a command that is a script and no link, as on Windows and with pnpm', async () => {
    const home = folderWith({
      'work/package.json': { name: 'work', dependencies: { foo: '1', bar: '1' } },
      'work/node_modules/.bin/tool': '#!/bin/sh',
      'work/node_modules/.bin/odd': '#!/bin/sh',
      'work/node_modules/foo/package.json': { name: 'foo', version: '1.0.0', bin: { tool: 'x.js' } },
      'work/node_modules/bar/package.json': { name: 'bar', version: '1.0.0' },
    });
    const cwd = join(home, 'work');
    const resolved = await runNpx(home, ['tool'], { cwd });
    expect(resolved.installation).toMatchObject({ root: 'node_modules/foo', version: '1.0.0' });
    expect(kinds(await runNpx(home, ['odd'], { cwd }))).toEqual(['tree-unreadable']);
    expect(ids(await runNode(home, join(cwd, 'node_modules/.bin/tool')))).toEqual(['node_modules/foo@1.0.0']);
  });

  it('a command that belongs to none of the packages', async () => {
    const home = folderWith(cached('server'));
    expect(kinds(await runNpx(home, ['-p', 'server', 'sh', '-c', 'x']))).toEqual(['tree-unreadable']);
    expect(kinds(await runNpx(home, ['-p', 'server', 'start']))).toEqual([]);
  });

  it('several packages of which only the first is there', async () => {
    const home = folderWith({
      'work/package.json': { name: 'work' },
      'work/node_modules/server/package.json': { name: 'server', version: '1.0.0', bin: { start: 'x' } },
    });
    expect(kinds(await runNpx(home, ['-p', 'server', '-p', 'other', 'start']))).toEqual(['not-installed']);
    const spread = await runNpx(home, ['-p', 'server', '-p', 'other', 'start'], { cwd: join(home, 'work') });
    expect(kinds(spread)).toEqual(['tree-unreadable']);
  });

  it('another version than the one that is pinned', async () => {
    const at = cacheOf('server@2.0.0');
    const home = folderWith({
      [`${at}/package.json`]: { dependencies: { server: '^2.0.0' } },
      [`${at}/node_modules/server/package.json`]: { name: 'server', version: '1.0.0' },
    });
    const resolved = await runNpx(home, ['server@2.0.0']);
    expect(kinds(resolved)).toEqual(['not-installed']);
    expect(ids(resolved)).toEqual(['.@2.0.0']);
  });

  it('a folder that holds a package of another name', async () => {
    const at = cacheOf('lodash');
    const home = folderWith({
      [`${at}/package.json`]: { dependencies: { lodash: '^4.17.15' } },
      [`${at}/node_modules/lodash/package.json`]: { name: 'harmless', version: '9.9.9' },
    });
    expect(kinds(await runNpx(home, ['lodash']))).toContain('tree-mismatch');
  });

  it('a lockfile from which edges were removed', async () => {
    const home = folderWith({
      'work/package.json': { name: 'work', dependencies: { foo: '1' } },
      'work/index.js': '',
      'work/node_modules/foo/package.json': { name: 'foo', version: '1.0.0', dependencies: { lodash: '4' } },
      'work/node_modules/lodash/package.json': OLD,
      'work/node_modules/.package-lock.json': {
        lockfileVersion: 3,
        packages: { 'node_modules/foo': { version: '1.0.0' }, 'node_modules/lodash': { version: '4.17.15' } },
      },
    });
    utimesSync(join(home, 'work/node_modules/.package-lock.json'), 4e9, 4e9);
    expect(ids(await runNode(home, join(home, 'work/index.js')))).toContain('node_modules/lodash@4.17.15');
  });

  it('a workspace that the root asks for, also after it has changed', async () => {
    const home = folderWith({
      'mono/package.json': { name: 'mono', workspaces: ['packages/*'], dependencies: { core: '*' } },
      'mono/server.js': '',
      'mono/packages/core/package.json': { name: 'core', version: '1.0.0' },
      'mono/node_modules/lodash/package.json': OLD,
    });
    symlinkSync('../packages/core', join(home, 'mono/node_modules/core'));
    const cache = join(home, 'cache');
    const scopes = async (): Promise<string[]> => {
      const { installation } = await runNode(home, join(home, 'mono/server.js'), { cache });
      return (installation?.components ?? []).map(({ name, scope }) => `${name} ${scope}`);
    };
    expect(await scopes()).toEqual(['lodash extraneous']);
    writeFiles(home, {
      'mono/packages/core/package.json': { name: 'core', version: '1.0.0', dependencies: { lodash: '4' } },
    });
    expect(await scopes()).toEqual(['lodash required']);
  });

  it.each([
    ['optional packages that are not installed', { optionalDependencies: { a: '1' } }, 'not-installed'],
    ['development packages that may be built in', { devDependencies: { a: '1' } }, 'tree-unsupported'],
  ])('%s', async (_, manifest, kind) => {
    const home = folderWith({ 'app/package.json': { name: 'app', ...manifest }, 'app/index.js': '' });
    expect(kinds(await runNode(home, join(home, 'app/index.js')))).toEqual([kind]);
  });

  it('code without a manifest, and peers that are missing', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', dependencies: { a: '1' } },
      'app/index.js': '',
      'app/node_modules/a/package.json': { name: 'a', version: '1.0.0', peerDependencies: { p: '1' } },
      'app/node_modules/bare/index.js': '',
    });
    const { gaps } = await runNode(home, join(home, 'app/index.js'));
    expect(gaps.map(({ message }) => message).join('\n')).toMatch(/bare has no package\.json[^]*p is missing/);
  });

  it('what an npmrc makes npx run instead', async () => {
    const home = folderWith({ ...cached('server'), 'work/.npmrc': 'package=evil\n', 'work/package.json': {} });
    expect(kinds(await runNpx(home, ['server'], { cwd: join(home, 'work') }))).toEqual(['tree-unreadable']);
  });

  it.each(['"package"=evil', 'fund=false\rpackage[]=evil', 'pack${NO}age=evil', 'global=true', 'package'])(
    'what an npmrc with %j makes npx run',
    async (line) => {
      const home = folderWith({ ...cached('server'), 'work/.npmrc': line, 'work/package.json': {} });
      expect(kinds(await runNpx(home, ['server'], { cwd: join(home, 'work') }))).toEqual(['tree-unreadable']);
    },
  );

  it('what an npmrc says that cannot be read', async () => {
    const home = folderWith({ ...cached('server'), 'work/.npmrc/x': '', 'work/package.json': {} });
    expect(kinds(await runNpx(home, ['server'], { cwd: join(home, 'work') }))).toEqual(['tree-unreadable']);
  });

  it.each(['v4.17.15', '=4.17.15', ' 4.17.15 ', '04.17.15', 'latest', ''])(
    'a package that says its version is %j',
    async (version) => {
      const home = folderWith({
        ...cached('server'),
        [`${cacheOf('server')}/node_modules/b/package.json`]: { name: 'b', version },
      });
      expect(kinds(await runNpx(home, ['server'])).length).toBeGreaterThan(0);
    },
  );

  it('packages below the manifest that names them, and files among packages', async () => {
    const spread = folderWith({
      'app/package.json': { name: 'app' },
      'app/dist/server.js': '',
      'app/dist/node_modules/lodash/package.json': OLD,
    });
    expect(kinds(await runNode(spread, join(spread, 'app/dist/server.js')))).toEqual(['tree-unreadable']);
    const file = folderWith({ ...cached('server'), [`${cacheOf('server')}/node_modules/a.js`]: '' });
    expect(kinds(await runNpx(file, ['server']))).toEqual(['tree-unreadable']);
  });

  it('a workspace that nothing links to, after it has changed', async () => {
    const home = folderWith({
      'mono/package.json': { name: 'mono', workspaces: ['packages/*'] },
      'mono/packages/srv/package.json': { name: 'srv', version: '1.0.0' },
      'mono/packages/srv/server.js': '',
      'mono/node_modules/lodash/package.json': OLD,
    });
    const cache = join(home, 'cache');
    const script = join(home, 'mono/packages/srv/server.js');
    expect(ids(await runNode(home, script, { cache }))).toEqual([]);
    writeFiles(home, {
      'mono/packages/srv/package.json': { name: 'srv', version: '1.0.0', dependencies: { lodash: '4' } },
    });
    expect(ids(await runNode(home, script, { cache }))).toEqual(['node_modules/lodash@4.17.15']);
  });

  it('a project of development packages alone that are installed', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', devDependencies: { lodash: '4' } },
      'app/index.js': '',
      'app/node_modules/lodash/package.json': OLD,
    });
    expect(kinds(await runNode(home, join(home, 'app/index.js')))).toEqual(['tree-unsupported']);
  });

  it('a project given by --prefix', async () => {
    const home = folderWith({
      ...cached('server'),
      'other/package.json': { name: 'other' },
      'other/node_modules/server/package.json': { name: 'server', version: '7.0.0' },
    });
    const resolved = await runNpx(home, ['--prefix', join(home, 'other'), 'server']);
    expect(resolved.installation).toMatchObject({ method: 'project', version: '7.0.0' });
  });
});

describe('trees that are made to stall a reader', () => {
  it.each([['+(+(+(a)))b'], ['../../../../usr/**'], ['/usr/**'], ['**/**/**/x'], ['{a,b}{c,d}*']])(
    'with workspaces %s are read without them, and not given to arborist',
    async (pattern) => {
      const manifest = { name: 'app', dependencies: { a: '1' }, workspaces: [pattern] };
      const installed = folderWith({
        'app/package.json': manifest,
        'app/index.js': '',
        'app/node_modules/a/package.json': { name: 'a', version: '1.0.0' },
        [`app/${'a'.repeat(40)}/x`]: '',
      });
      expect(kinds(await runNode(installed, join(installed, 'app/index.js')))).toEqual([]);
      const locked = (lockfile: object): string =>
        folderWith({
          'app/package.json': manifest,
          'app/index.js': '',
          'app/package-lock.json': lockfile,
          [`app/${'a'.repeat(40)}/x`]: '',
        });
      const packages = { '': manifest, 'node_modules/a': { version: '1.0.0' } };
      const own = locked({ lockfileVersion: 3, packages });
      expect(kinds(await runNode(own, join(own, 'app/index.js')))).toEqual(['not-installed']);
      const old = locked({ lockfileVersion: 1, dependencies: { a: { version: '1.0.0' } } });
      expect(kinds(await runNode(old, join(old, 'app/index.js')))).toEqual(['tree-unreadable']);
    },
  );

  it('with a manifest of 150,000 missing packages do not break it', async () => {
    const dependencies = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`p${index}`, '1']));
    const home = folderWith({
      'app/package.json': { name: 'app', dependencies },
      'app/index.js': '',
      'app/node_modules/a/package.json': { name: 'a', version: '1.0.0' },
    });
    expect(kinds(await runNode(home, join(home, 'app/index.js')))).toContain('tree-mismatch');
  });

  it('with an old lockfile of ten thousand packages are not given to arborist', async () => {
    const dependencies = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`p${index}`, { version: '1.0.0' }]),
    );
    const home = folderWith({
      'app/package.json': { name: 'app', dependencies: { p0: '1' } },
      'app/index.js': '',
      'app/package-lock.json': { lockfileVersion: 1, dependencies },
    });
    expect(kinds(await runNode(home, join(home, 'app/index.js')))).toEqual(['tree-unreadable']);
  });

  it('give no command that a shell would take apart', async () => {
    const target = { kind: 'npx' as const, specs: ['a'], operand: null, command: null, cache: null, prefix: null };
    const { gaps } = await ask(folderWith({}), { target, launch: { ...UNKNOWN_LAUNCH, package: 'a$(touch x)`id`' } });
    expect(kinds({ installation: null, gaps })).toEqual(['not-installed']);
    expect(gaps.map(({ hint }) => hint).join('')).not.toMatch(/[$`]/);
  });
});
