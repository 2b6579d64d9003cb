import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closureOf } from '../../src/ecosystems/python/closure.ts';
import { markerValuesOf } from '../../src/ecosystems/python/interpreter.ts';
import { readRequirementsFile } from '../../src/ecosystems/python/requirements-file.ts';
import { readSitePackages } from '../../src/ecosystems/python/site-packages.ts';
import { realFiles } from '../../src/io/index.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { ask, dist, kinds, names, uvx, venv } from './_python.ts';

const SITE = 'venv/lib/python3.11/site-packages';

const runScript = (home: string) =>
  ask(home, {
    kind: 'python',
    interpreter: join(home, 'venv/bin/python'),
    script: join(home, 'app/server.py'),
    module: null,
  });
const runCommand = (home: string, command: string) =>
  ask(home, { kind: 'executable', path: join(home, 'venv/bin', command) });

describe('requirements.txt', () => {
  const environment = venv('venv', { 'a@1.0': {}, 'b@1.0': {}, 'c@1.0': {} });

  it('that is a link to a file elsewhere does not show its words', async () => {
    const home = folderWith({ ...environment, 'app/server.py': '', 'private/token': 'tok3n-of-somebody\n' });
    symlinkSync('../private/token', join(home, 'app/requirements.txt'));
    const resolved = await runScript(home);
    expect(kinds(resolved)).toEqual(['tree-unreadable']);
    expect(JSON.stringify(resolved)).not.toMatch(/tok3n/);
  });

  it('includes others below its folder, and no link out of it', async () => {
    const home = folderWith({
      ...environment,
      'app/server.py': '',
      'app/requirements.txt': 'a\n-r parts/base.txt\n-r parts/token.txt\n',
      'app/parts/base.txt': 'b\n-r ../requirements.txt\n',
      'private/token': 'tok3n-of-somebody\n',
    });
    symlinkSync('../../private/token', join(home, 'app/parts/token.txt'));
    const resolved = await runScript(home);
    expect(names(resolved)).toEqual(['a@1.0', 'b@1.0']);
    expect(kinds(resolved)).toEqual(['tree-unsupported']);
    expect(JSON.stringify(resolved)).not.toMatch(/tok3n/);
  });

  it.each([
    '-e ./inner',
    './inner',
    'https://example.org/x.whl',
    '--editable=git+https://example.org/x',
    '-r /etc/base.txt',
  ])('with a line that names no package (%s) says so', async (line) => {
    const home = folderWith({ ...environment, 'app/server.py': '', 'app/requirements.txt': `a\n${line}\n` });
    expect(kinds(await runScript(home))).toEqual(['tree-unsupported']);
  });

  it('with options that bring no packages is read whole', async () => {
    const text = '--index-url https://example.org\n-c limits.txt\n--pre\n-i https://example.org\na\n';
    const home = folderWith({ ...environment, 'app/server.py': '', 'app/requirements.txt': text });
    expect((await runScript(home)).gaps).toEqual([]);
  });

  it('that includes itself a hundred thousand times is read once', () => {
    const home = folderWith({ 'requirements.txt': `a\n${'-r requirements.txt\n'.repeat(40_000)}` });
    expect(readRequirementsFile(realFiles, join(home, 'requirements.txt'))?.requirements).toHaveLength(1);
  });
});

describe('an environment', () => {
  it('in which two packages bring the command lists both, and says that one of them runs', async () => {
    const home = folderWith({
      ...venv('venv', {
        'aaa-helper@1.0': { scripts: ['server'] },
        'server@2.0': { scripts: ['server'], requires: ['aaa-helper', 'b'] },
        'b@1.0': {},
      }),
      'venv/bin/server': '#!/usr/bin/python3\n',
    });
    const resolved = await runCommand(home, 'server');
    expect(names(resolved)).toEqual(['aaa-helper@1.0', 'b@1.0', 'server@2.0']);
    expect(kinds(resolved)).toEqual(['tree-unsupported']);
  });

  it('in which two packages bring the module lists both', async () => {
    const home = folderWith(
      venv('venv', {
        'aaa-helper@1.0': { record: ['server/__main__.py'] },
        'acme-server@2.0': { record: ['server/__main__.py'], requires: ['aaa-helper'] },
      }),
    );
    const interpreter = join(home, 'venv/bin/python');
    const resolved = await ask(home, { kind: 'python', interpreter, script: null, module: 'server' });
    expect(names(resolved)).toEqual(['aaa-helper@1.0', 'acme-server@2.0']);
    expect(kinds(resolved)).toEqual(['tree-unsupported']);
  });

  it('that was made for another Python before does not count what that had', async () => {
    const home = folderWith({
      ...venv('venv', { 'server@2.0': { scripts: ['server'] } }),
      ...dist('venv/lib/python3.10/site-packages', 'server@1.0', { scripts: ['server'] }),
      'venv/bin/server': '#!/usr/bin/python3\n',
    });
    const resolved = await runCommand(home, 'server');
    expect(resolved.installation?.version).toBe('2.0');
    expect(resolved.installation?.environment).toEqual([]);
    expect(resolved.gaps).toEqual([]);
  });

  it('of a cache beside the one that is asked is not taken for it', async () => {
    const home = folderWith(venv('.cache/uv-other/archive-v0/x', { 'server@1.0': { scripts: ['server'] } }));
    mkdirSync(join(home, '.cache/uv/environments-v2/cpython'), { recursive: true });
    symlinkSync('../../../uv-other/archive-v0/x', join(home, '.cache/uv/environments-v2/cpython/y'));
    expect(kinds(await ask(home, uvx('server')))).toEqual(['not-installed']);
  });
});

describe('site-packages', () => {
  const read = (home: string) => readSitePackages(realFiles, [join(home, SITE)], join(home, 'venv'));

  it.each([
    ['another version', { ...dist(SITE, 'a@1.0'), [`${SITE}/a-1.0.dist-info/METADATA`]: 'Name: a\nVersion: 9.9\n\n' }],
    ['two versions of one package', { ...dist(SITE, 'a@1.0'), ...dist(SITE, 'a@2.0') }],
  ])('that holds %s is told of', (_, files) => {
    expect(read(folderWith(files)).problems).toHaveLength(1);
  });

  it.each(['1.0.0', '1', '1.0'])('does not mind that a version is written as %s', (version) => {
    const home = folderWith({ [`${SITE}/a-1.0.dist-info/METADATA`]: `Name: a\nVersion: ${version}\n\n` });
    expect(read(home).problems).toEqual([]);
  });

  it('does not take metadata from a folder elsewhere that bears another name', () => {
    const home = folderWith({ ...dist(SITE, 'a@1.0'), 'private/METADATA': 'Name: private\nVersion: 6.6.6\n\n' });
    symlinkSync(join(home, 'private'), join(home, SITE, 'b-1.0.dist-info'));
    const { distributions, problems } = read(home);
    expect(distributions.map(({ name, version }) => `${name}@${version}`)).toEqual(['a@1.0', 'b@1.0']);
    expect(problems).toEqual(['b-1.0.dist-info has no metadata that can be read']);
  });

  it('with code that runs at start and is of no package is told of', () => {
    const home = folderWith({
      ...dist(SITE, 'a@1.0', { record: ['a_nspkg.pth', 'a/__init__.py'] }),
      [`${SITE}/a_nspkg.pth`]: 'import sys, types; types\n',
      [`${SITE}/_virtualenv.pth`]: 'import _virtualenv\n',
      [`${SITE}/evil.pth`]: "import sys; sys.path.insert(0, '/elsewhere')\n",
    });
    expect(read(home).problems).toEqual(['evil.pth runs code at start and is of no package']);
  });
});

describe('a closure', () => {
  it('of thousands of packages of one name that all ask for it ends, and says that it is not whole', () => {
    const requires = Array.from({ length: 300 }, (_, index) => `a>=0.${index}`);
    const many = Array.from({ length: 300 }, (_, index) => ({
      id: `${index}`,
      name: 'a',
      version: `1.${index}`,
      requires,
      extras: [],
      folder: `/site/${index}`,
      site: '/site',
    }));
    const values = markerValuesOf({ version: '3.11.7', implementation: 'CPython', platform: 'linux' });
    const { broken } = closureOf(many, [{ name: 'a', extras: [], specifier: '' }], values);
    expect(broken).toContain('it has more requirements than are followed');
  });
});
