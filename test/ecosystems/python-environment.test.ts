import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sitePackagesOf } from '../../src/ecosystems/python/environment.ts';
import { readSitePackages } from '../../src/ecosystems/python/site-packages.ts';
import { FileError, realFiles, type Files } from '../../src/io/index.ts';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';
import { ask, dist, kinds, names, rest, venv } from './_python.ts';

const SITE = 'v/lib/python3.11/site-packages';

const runModule = (home: string, module = 'srv') =>
  ask(home, { kind: 'python', interpreter: join(home, 'v/bin/python'), script: null, module });

const read = (home: string, site = 'site'): ReturnType<typeof readSitePackages> =>
  readSitePackages(realFiles, [join(home, site)], home);

const labels = ({ distributions }: ReturnType<typeof readSitePackages>): string[] =>
  distributions.map(({ id, name, version }) => `${id} ${name}@${version}`);

describe('site-packages', () => {
  it('hold distributions of every form', () => {
    const home = folderWith({
      ...dist('site', 'Wheel.One@1.0', { requires: ['x'] }),
      'site/old.egg-info': 'Metadata-Version: 1.0\nName: old\nVersion: 2.0\n',
      'site/egg_folder-3.0.egg-info/PKG-INFO': 'Name: egg-folder\nVersion: 3.0\n',
      'site/egg_folder-3.0.egg-info/requires.txt':
        'a>=1\n\n[x]\nb\n\n[:python_version<"3"]\nc\n\n[y:os_name=="nt"]\nd\n',
      'site/packed-4.0-py3.11.egg/EGG-INFO/PKG-INFO': 'Name: packed\nVersion: 4.0\n',
      'site/~ip-23.0.dist-info/METADATA': 'Name: pip\nVersion: 23.0\n',
      'site/package/__init__.py': '',
    });
    const found = read(home);
    expect(labels(found)).toEqual([
      'site/Wheel.One-1.0.dist-info wheel-one@1.0',
      'site/egg_folder-3.0.egg-info egg-folder@3.0',
      'site/old.egg-info old@2.0',
      'site/packed-4.0-py3.11.egg packed@4.0',
    ]);
    expect(found.distributions[1]?.requires).toEqual([
      'a>=1',
      'b ; extra == "x"',
      'c ; (python_version<"3")',
      'd ; (os_name=="nt") and extra == "y"',
    ]);
    expect(found.problems).toEqual([]);
  });

  it('go on where .pth files and egg-links lead, once each', () => {
    const home = folderWith({
      'site/paths.pth': `# a remark\nimport os; os.remove("x")\n../more\n/nowhere\n../more\n`,
      'site/linked.egg-link': '../source\n..\n',
      'source/linked.egg-info/PKG-INFO': 'Name: linked\nVersion: 1\n',
      'more/back.pth': '../site\n',
      ...dist('more', 'further@1.0'),
    });
    expect(labels(read(home))).toEqual(['source/linked.egg-info linked@1', 'more/further-1.0.dist-info further@1.0']);
  });

  it('read folded lines and the first of equal keys', () => {
    const home = folderWith({
      'site/a-1.dist-info/METADATA':
        'Name: a\r\nVersion: 1\r\nVersion: 2\r\nRequires-Dist: b\r\n  >=1\r\nRequires-Dist: c\r\n\r\nRequires-Dist: d\r\n',
    });
    expect(read(home).distributions[0]).toMatchObject({ version: '1', requires: ['b >=1', 'c'] });
  });

  it('tell of metadata that says another name', () => {
    const home = folderWith({ 'site/good-1.0.dist-info/METADATA': 'Name: evil\nVersion: 1.0\n' });
    const found = read(home);
    expect(labels(found)).toEqual(['site/good-1.0.dist-info evil@1.0']);
    expect(found.problems).toEqual(['good-1.0.dist-info says that it is evil 1.0']);
  });

  it('tell of metadata that is not there, and keep the folder’s word', () => {
    const found = read(folderWith({ 'site/some_name-1.0.dist-info/RECORD': '' }));
    expect(labels(found)).toEqual(['site/some_name-1.0.dist-info some-name@1.0']);
    expect(found.problems).toHaveLength(1);
  });
});

describe('an environment', () => {
  it('includes the installation below it when it says so', async () => {
    const home = folderWith({});
    const base = join(home, 'base/bin');
    writeFiles(home, {
      ...venv('v', { 'srv@1.0': { requires: ['low', 'both'], record: ['srv/__init__.py'] }, 'both@2.0': {} }),
      'v/pyvenv.cfg': `home = ${base}\ninclude-system-site-packages = true\nversion = 3.11.7\n`,
      ...dist('base/lib/python3.11/site-packages', 'low@1.0'),
      ...dist('base/lib/python3.11/site-packages', 'both@1.0'),
      ...dist('base/lib/python3.12/site-packages', 'low@9.0'),
    });
    const resolved = await runModule(home);
    expect(names(resolved)).toEqual(['both@2.0', 'low@1.0', 'srv@1.0']);
    expect(rest(resolved)).toEqual(['both']);
    expect(resolved.installation?.components.map(({ id }) => id)).toContain(
      '../base/lib/python3.11/site-packages/low-1.0.dist-info',
    );
  });

  it('includes the one that it extends, and ends where they lead in a circle', async () => {
    const home = folderWith({});
    writeFiles(home, {
      ...venv(
        'v',
        { 'srv@1.0': { requires: ['low'], record: ['srv/__init__.py'] } },
        `extends-environment = ${join(home, 'w')}\n`,
      ),
      ...venv('w', { 'low@1.0': {} }, `extends-environment = ${join(home, 'v')}\n`),
    });
    const resolved = await runModule(home);
    expect(names(resolved)).toEqual(['low@1.0', 'srv@1.0']);
    expect(kinds(resolved)).toEqual(['tree-unreadable']);
  });

  it('that lacks what is asked for, or has another version, is a mismatch', async () => {
    const home = folderWith(
      venv('v', {
        'srv@1.0': {
          requires: ['absent', 'old>=2', "elsewhere; sys_platform == 'win32'", "maybe; platform_machine == 'x86_64'"],
          record: ['srv/__init__.py'],
        },
        'old@1.0': {},
      }),
    );
    const resolved = await runModule(home);
    expect(kinds(resolved)).toEqual(['tree-mismatch']);
    expect(resolved.gaps[0]?.message).toMatch(/absent is missing, for srv, old is not >=2, for srv$/);
  });

  it('of conda holds more than is read', async () => {
    const home = folderWith({
      ...venv('v', { 'srv@1.0': { record: ['srv/__init__.py'] } }),
      'v/conda-meta/x.json': '{}',
    });
    expect(kinds(await runModule(home))).toEqual(['tree-unreadable']);
  });
});

describe('hostile environments', () => {
  it('a METADATA of 1 GB is read at its head only', async () => {
    const home = folderWith(venv('v', { 'srv@1.0': { requires: ['big'], record: ['srv/__init__.py'] } }));
    for (const [name, head] of [
      ['big', 'Name: big\nVersion: 1.0\n\n'],
      ['endless', 'Name: endless\nVersion: 1.0\n'],
    ] as const) {
      mkdirSync(join(home, SITE, `${name}-1.0.dist-info`));
      const file = openSync(join(home, SITE, `${name}-1.0.dist-info/METADATA`), 'w');
      writeSync(file, head);
      ftruncateSync(file, 1024 ** 3);
      closeSync(file);
    }
    const resolved = await runModule(home);
    expect(names(resolved)).toEqual(['big@1.0', 'srv@1.0']);
    expect(rest(resolved)).toEqual(['endless']);
    expect(resolved.gaps.map(({ message }) => message)).toEqual([
      expect.stringContaining('endless-1.0.dist-info is longer than is read'),
    ]);
  });

  it('requirements in circles end', async () => {
    const circle = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `n${index}@1.0`,
        { requires: [`n${(index + 1) % 200}[x]`, 'srv[x]'], extras: ['x'] },
      ]),
    );
    const home = folderWith(
      venv('v', {
        'srv@1.0': { requires: ['n0', 'srv[y]', 'n1; extra == "y"'], record: ['srv/__init__.py'] },
        ...circle,
      }),
    );
    expect(names(await runModule(home))).toHaveLength(201);
  });

  it('extras that ask for each other by the thousand end', async () => {
    const extras = Array.from({ length: 1500 }, (_, index) => `e${index}`);
    const requires = extras.map((extra, index) => `srv[e${(index + 1) % 1500}] ; extra == "${extra}"`);
    const home = folderWith(
      venv('v', {
        'srv@1.0': { requires: [...requires, 'srv[e0]', 'z; extra == "E1499"'], extras, record: ['srv/__init__.py'] },
        'z@1.0': {},
      }),
    );
    const resolved = await runModule(home);
    expect(names(resolved)).toEqual(['srv@1.0', 'z@1.0']);
  });

  it('links do not lead to other files', async () => {
    const home = folderWith({
      ...venv('v', { 'srv@1.0': { requires: ['secret', 'cached'], record: ['srv/__init__.py'] } }),
      'outside/private': 'Name: secret\nVersion: 6.6.6\n',
      ...dist('outside', 'cached@1.0'),
      [`${SITE}/secret-1.0.dist-info/RECORD`]: '',
      [`${SITE}/loop-1.0.dist-info/RECORD`]: '',
    });
    symlinkSync(join(home, 'outside/private'), join(home, SITE, 'secret-1.0.dist-info/METADATA'));
    symlinkSync('METADATA', join(home, SITE, 'loop-1.0.dist-info/METADATA'));
    symlinkSync(join(home, 'outside/cached-1.0.dist-info'), join(home, SITE, 'cached-1.0.dist-info'));
    const resolved = await runModule(home);
    expect(names(resolved)).toEqual(['cached@1.0', 'secret@1.0', 'srv@1.0']);
    expect(kinds(resolved)).toEqual(['tree-unreadable']);
    expect(JSON.stringify(resolved)).not.toContain('6.6.6');
  });

  it('20,000 distributions are read up to a bound, which is told', () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => ({
      name: `p${index}-1.0.dist-info`,
      kind: 'folder' as const,
    }));
    const crowded: Files = {
      ...realFiles,
      list: () => entries,
      kind: (path) => (path.endsWith('METADATA') ? 'file' : 'folder'),
      realPath: (path) => path,
      readRange: (path) => Buffer.from(`Name: ${/p\d+/.exec(path)?.[0]}\nVersion: 1.0\n\n`),
    };
    const found = readSitePackages(crowded, ['/site'], '/');
    expect(found.distributions).toHaveLength(10_000);
    expect(found.limits).toEqual(['more than 10000 packages']);
  });

  it('a version, name or requirement of any text does no harm', async () => {
    const home = folderWith({
      ...venv('v', {
        'srv@1.0': {
          requires: [`x${'y'.repeat(10_000)}`, '!!!', `z>=${'9'.repeat(5000)}`, 'z'],
          record: ['srv/__init__.py'],
        },
      }),
      [`${SITE}/z-1.dist-info/METADATA`]: `Name: __proto__\nVersion: ${'1.'.repeat(5000)}\n\n`,
    });
    const resolved = await runModule(home);
    expect(names(resolved)).toEqual(['srv@1.0']);
    expect(kinds(resolved)).toEqual(['tree-unreadable', 'tree-mismatch']);
    expect(resolved.gaps.every(({ message }) => message.length < 1000)).toBe(true);
  });
});

describe('a folder of packages that may not be read', () => {
  it('is no empty one', () => {
    const root = folderWith({ 'lib/python3.11/site-packages/x.py': '' });
    const list = (path: string): ReturnType<Files['list']> => {
      if (path.endsWith('python3.11')) throw new FileError('denied', 'may not be read by this user');
      return realFiles.list(path);
    };
    expect(() => sitePackagesOf({ ...realFiles, list }, root, null)).toThrow('may not be read');
    expect(sitePackagesOf(realFiles, root, null)).toEqual([join(root, 'lib/python3.11/site-packages')]);
    expect(sitePackagesOf(realFiles, join(root, 'nothing'), null)).toEqual([]);
  });
});
