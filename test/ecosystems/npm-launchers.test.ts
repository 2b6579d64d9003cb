import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';
import { ask, kinds, packages, words, type Where } from './_npm.ts';

const manifest = (name: string, version: string, rest: object = {}): object => ({ name, version, ...rest });

describe('pnpm dlx', () => {
  const KEY = '0efb5688a4aa881369eae924e77672a6c786cd6d6a10877c4f1f32303e973023';

  /** A folder of pnpm's cache with a server, which needs a. */
  function fetched(home: string, version: string, key = KEY, cache = '.cache/pnpm'): void {
    const at = `${cache}/dlx/${key}/1a2074fb8e8-e86`;
    writeFiles(home, {
      [`${at}/package.json`]: { dependencies: { server: version } },
      [`${at}/node_modules/.pnpm/server@${version}/node_modules/server/package.json`]: manifest('server', version, {
        bin: { start: 'x.js' },
        dependencies: { a: '1' },
      }),
      [`${at}/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json`]: manifest('a', '1.0.0'),
    });
    const link = (target: string, place: string): void => symlinkSync(target, join(home, at, place));
    link(`.pnpm/server@${version}/node_modules/server`, 'node_modules/server');
    link('../../a@1.0.0/node_modules/a', `node_modules/.pnpm/server@${version}/node_modules/a`);
    symlinkSync('1a2074fb8e8-e86', join(home, `${cache}/dlx/${key}/pkg`));
  }
  const dlx = (home: string, specs: string[], command: string | null = null, where: Where = {}) =>
    ask(home, { kind: 'dlx', manager: 'pnpm', specs, command }, where);

  it.each(['server', 'server@latest', 'server@1.0.0', 'server@^1.0.0'])('finds %s', async (spec) => {
    const home = folderWith({});
    fetched(home, '1.0.0');
    const resolved = await dlx(home, [spec]);
    expect(resolved?.gaps).toEqual([]);
    expect(packages(resolved)).toEqual(['a@1.0.0 required', 'server@1.0.0 required']);
    expect(resolved?.installation).toMatchObject({
      method: 'dlx-cache',
      version: '1.0.0',
      root: 'node_modules/.pnpm/server@1.0.0/node_modules/server',
    });
  });

  it.each([[['server@2.0.0']], [['other']], [['server', 'other']], [['github:o/server']]])(
    'does not take it for %j',
    async (specs) => {
      const home = folderWith({});
      fetched(home, '1.0.0');
      expect(kinds(await dlx(home, specs))).toEqual(['not-installed']);
    },
  );

  it('says when several versions are there, and takes a pinned one', async () => {
    const home = folderWith({});
    fetched(home, '1.9.0');
    fetched(home, '1.10.0', '6bda95f357a539104f31c0e06e398333');
    const floating = await dlx(home, ['server']);
    expect(floating?.installation?.version).toBe('1.10.0');
    expect(words(floating)).toContain('1.9.0');
    const pinned = await dlx(home, ['server@1.9.0']);
    expect(pinned?.installation?.version).toBe('1.9.0');
    expect(pinned?.gaps).toEqual([]);
  });

  it('looks where the cache is', async () => {
    const home = folderWith({});
    fetched(home, '1.0.0', KEY, 'xdg/pnpm');
    expect(kinds(await dlx(home, ['server']))).toEqual(['not-installed']);
    expect(kinds(await dlx(home, ['server'], null, { env: { XDG_CACHE_HOME: join(home, 'xdg') } }))).toEqual([]);
  });

  it('refuses a command that the package has not', async () => {
    const home = folderWith({});
    fetched(home, '1.0.0');
    expect(kinds(await dlx(home, ['server'], 'start'))).toEqual([]);
    expect(kinds(await dlx(home, ['server'], 'sh'))).toEqual(['tree-unreadable']);
  });

  it('follows no link out of its cache', async () => {
    const home = folderWith({ 'elsewhere/package.json': { dependencies: { server: '1' } } });
    mkdirSync(join(home, `.cache/pnpm/dlx/${KEY}`), { recursive: true });
    symlinkSync(join(home, 'elsewhere'), join(home, `.cache/pnpm/dlx/${KEY}/pkg`));
    writeFiles(home, { 'elsewhere/node_modules/server/package.json': manifest('server', '1.0.0') });
    expect(kinds(await dlx(home, ['server']))).toEqual(['not-installed']);
  });
});

it('yarn dlx leaves nothing to be found', async () => {
  const launch = { package: 'server', version: '1.0.0', pinned: true };
  const resolved = await ask(
    folderWith({}),
    { kind: 'dlx', manager: 'yarn', specs: ['server@1.0.0'], command: null },
    { launch },
  );
  expect(kinds(resolved)).toEqual(['not-installed']);
  expect(packages(resolved)).toEqual(['server@1.0.0 required']);
});

describe('bunx', () => {
  const fetched = (folder: string, version: string): Record<string, unknown> => ({
    [`${folder}/package.json`]: { dependencies: { '@s/server': `^${version}` } },
    [`${folder}/node_modules/@s/server/package.json`]: manifest('@s/server', version, { bin: { server: 'x.js' } }),
  });
  const CACHE = '.bun/install/cache/.bunx-1000/@s/server';
  const bunx = (home: string, spec: string, where: Where = {}) =>
    ask(
      home,
      { kind: 'dlx', manager: 'bun', specs: [spec], command: null },
      { ...where, env: { TMPDIR: join(home, 'tmp'), ...where.env } },
    );

  it('keeps each spec apart', async () => {
    const home = folderWith({
      ...fetched(`${CACHE}@latest`, '2.0.0'),
      ...fetched(`${CACHE}@1.0.0`, '1.0.0'),
      ...fetched(`${CACHE}@^1`, '1.5.0'),
    });
    for (const [spec, version] of [
      ['@s/server', '2.0.0'],
      ['@s/server@latest', '2.0.0'],
      ['@s/server@1.0.0', '1.0.0'],
      ['@s/server@^1', '1.5.0'],
    ] as const) {
      const resolved = await bunx(home, spec);
      expect(resolved?.gaps).toEqual([]);
      expect(resolved?.installation).toMatchObject({ version, method: 'bunx-cache', root: 'node_modules/@s/server' });
    }
    expect(kinds(await bunx(home, '@s/server@1.0.1'))).toEqual(['not-installed']);
  });

  it('finds what older versions left in the folder for temporary files', async () => {
    const home = folderWith(fetched('tmp/bunx-1000-@s/server@latest', '1.0.0'));
    expect((await bunx(home, '@s/server'))?.installation?.version).toBe('1.0.0');
  });

  it('follows the variables that move its cache', async () => {
    const home = folderWith(fetched('moved/.bunx-0/@s/server@latest', '3.0.0'));
    const env = { BUN_INSTALL_CACHE_DIR: join(home, 'moved') };
    expect((await bunx(home, '@s/server', { env }))?.installation?.version).toBe('3.0.0');
  });

  it('starts a command of the project or of PATH before it, when no version is named', async () => {
    const home = folderWith({
      ...fetched(`${CACHE}@latest`, '2.0.0'),
      ...fetched(`${CACHE}@2.0.0`, '2.0.0'),
      'work/package.json': { name: 'work', dependencies: { mine: '1' } },
      'work/node_modules/mine/package.json': manifest('mine', '1.0.0', { bin: { server: 'x.js' } }),
      'work/node_modules/mine/x.js': '',
      'bin/server': '\u007fELF',
    });
    mkdirSync(join(home, 'work/node_modules/.bin'));
    symlinkSync('../mine/x.js', join(home, 'work/node_modules/.bin/server'));
    const cwd = join(home, 'work');
    expect((await bunx(home, '@s/server', { cwd }))?.installation?.root).toBe('node_modules/mine');
    expect((await bunx(home, '@s/server@2.0.0', { cwd }))?.installation?.method).toBe('bunx-cache');
    const machine = { env: { PATH: join(home, 'bin') } };
    expect(kinds(await bunx(home, '@s/server', { machine }))).toEqual(['tree-unreadable']);
  });
});

describe('a command of a project', () => {
  const command = (home: string, name: string, where: Where) =>
    ask(home, { kind: 'project-command', command: name, directory: null }, where);
  const SHIM = `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")

if [ -x "$basedir/node" ]; then
  exec "$basedir/node"  "$basedir/../.pnpm/two@1.0.0/node_modules/two/cli.js" "$@"
else
  exec node  "$basedir/../.pnpm/two@1.0.0/node_modules/two/cli.js" "$@"
fi
`;

  it('is that of the package which its script starts, whoever else offers one of that name', async () => {
    const home = folderWith({
      'work/package.json': { name: 'work', dependencies: { one: '1' } },
      'work/node_modules/one/package.json': manifest('one', '1.0.0', { bin: { tool: 'cli.js' } }),
      'work/node_modules/.pnpm/two@1.0.0/node_modules/two/package.json': manifest('two', '1.0.0', {
        bin: { tool: 'cli.js' },
      }),
      'work/node_modules/.pnpm/two@1.0.0/node_modules/two/cli.js': '',
      'work/node_modules/.bin/tool': SHIM,
    });
    expect(packages(await command(home, 'tool', { cwd: join(home, 'work') }))).toEqual(['two@1.0.0 required']);
  });

  it.each([
    ['nowhere', 'other', 'work', ['not-installed']],
    ['in a folder that only the client knows', 'tool', null, ['tree-unreadable']],
  ])('%s is a gap', async (_, name, folder, expected) => {
    const home = folderWith({ 'work/package.json': { name: 'work' } });
    expect(kinds(await command(home, name, folder === null ? {} : { cwd: join(home, folder) }))).toEqual(expected);
  });
});

describe('an executable', () => {
  const executable = (home: string, path: string, where: Where = {}) => ask(home, { kind: 'executable', path }, where);
  const server = manifest('server', '1.0.0', { bin: { server: 'cli.js' }, dependencies: { a: '1' } });
  const tree = (modules: string): Record<string, unknown> => ({
    [`${modules}/server/package.json`]: server,
    [`${modules}/server/cli.js`]: '#!/usr/bin/env node\n',
    [`${modules}/a/package.json`]: manifest('a', '1.0.0'),
  });
  const inPath = (home: string): Where => ({ machine: { env: { PATH: join(home, 'bin') } } });
  const both = ['a@1.0.0 required', 'server@1.0.0 required'];

  it('of a global folder of bun or yarn is its package', async () => {
    for (const folder of ['.bun/install/global', '.config/yarn/global']) {
      const home = folderWith({ ...tree(`${folder}/node_modules`), [`${folder}/package.json`]: {} });
      mkdirSync(join(home, 'bin'));
      symlinkSync(`../${folder}/node_modules/server/cli.js`, join(home, 'bin/server'));
      const resolved = await executable(home, 'server', inPath(home));
      expect(packages(resolved)).toEqual(both);
      expect(resolved?.installation).toMatchObject({ method: 'global', version: '1.0.0' });
    }
  });

  it.each([
    [
      'pnpm 10',
      '#!/bin/sh\nbasedir=$(dirname "$0")\nexec node  "$basedir/../global/5/node_modules/server/cli.js" "$@"\n',
      'server',
    ],
    [
      'pnpm 12',
      '#!/bin/sh\nbasedir_abs=$(pwd)\nexec node  "$basedir_abs"/\'../global/5/node_modules/server/cli.js\' "$@"\n',
      'server',
    ],
    [
      'npm on Windows',
      '@ECHO off\r\nSET dp0=%~dp0\r\nnode  "%dp0%\\..\\global\\5\\node_modules\\server\\cli.js" %*\r\n',
      'server.cmd',
    ],
  ])('that is a script of %s is the package that it starts', async (_, text, name) => {
    const home = folderWith({ ...tree('global/5/node_modules'), 'global/5/package.json': {}, [`bin/${name}`]: text });
    expect(packages(await executable(home, join(home, 'bin', name)))).toEqual(both);
  });

  it('of volta is the package that volta notes', async () => {
    const home = folderWith({
      ...tree('.volta/tools/image/packages/server/lib/node_modules'),
      '.volta/tools/user/bins/server.json': { name: 'server', package: 'server', version: '1.0.0' },
      '.volta/bin/volta-shim': '\u007fELF',
    });
    mkdirSync(join(home, 'bin'));
    symlinkSync('../.volta/bin/volta-shim', join(home, 'bin/server'));
    expect(packages(await executable(home, 'server', inPath(home)))).toContain('server@1.0.0 required');
  });

  it('that is a script of a project is that project', async () => {
    const home = folderWith({
      'app/package.json': { name: 'app', version: '2.0.0', dependencies: { a: '1' } },
      'app/node_modules/a/package.json': manifest('a', '1.0.0'),
      'app/bin/run': '#!/usr/bin/env node\n',
    });
    chmodSync(join(home, 'app/bin/run'), 0o755);
    expect(packages(await executable(home, join(home, 'app/bin/run')))).toEqual(['a@1.0.0 required']);
  });

  it.each([
    ['a native program', { 'bin/server': '\u007fELF' }],
    ['a script of another language', { 'bin/server': '#!/usr/bin/env python3\n', 'package.json': { name: 'x' } }],
    ['nothing', { 'bin/other': '' }],
  ])('that is %s is left to others', async (_, files) => {
    const home = folderWith(files);
    expect(await executable(home, 'server', inPath(home))).toBeNull();
  });
});
