import { mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';
import { ask, dist, kinds, names, rest, uvRun, uvx, venv, type Dist } from './_python.ts';

const SERVER: Record<string, Dist> = {
  'srv@1.0': {
    requires: ['A_lib>=1', "win-only; sys_platform == 'win32'", 'b[fast]', 'pytest; extra == "test"'],
    extras: ['test'],
    scripts: ['srv'],
    record: ['srv/__init__.py', 'srv/__main__.py'],
  },
  'a-lib@1.2': { requires: ['c'] },
  'b@2.0': { requires: ['speed; extra == "fast"', 'slow; extra == "other"'] },
  'c@3.0': { requires: ['a-lib'] },
  'speed@1.0': {},
};
const CLOSURE = ['a-lib@1.2', 'b@2.0', 'c@3.0', 'speed@1.0', 'srv@1.0'];
const OTHERS: Record<string, Dist> = { 'pip@24.0': {}, 'setuptools@65.5.0': {} };

const tools = '.local/share/uv/tools';
const receipt = (requirement: string): string => `[tool]\nrequirements = [${requirement}]\n`;

/** An environment of uv's cache, made `age` seconds before another that is made at 0. */
function cached(home: string, id: string, dists: Record<string, Dist>, age = 0): void {
  const root = `.cache/uv/archive-v0/${id}`;
  writeFiles(home, venv(root, dists));
  const folder = join(home, '.cache/uv/environments-v2/0123456789abcdef');
  mkdirSync(folder, { recursive: true });
  symlinkSync(`../../archive-v0/${id}`, join(folder, id));
  const made = new Date(1_700_000_000_000 - age * 1000);
  utimesSync(join(home, root, 'pyvenv.cfg'), made, made);
}

describe('a tool that uv has installed', () => {
  const installed = {
    ...venv(`${tools}/srv`, { ...SERVER, ...OTHERS }),
    [`${tools}/srv/uv-receipt.toml`]: receipt('{ name = "srv" }'),
  };

  it('is what uvx runs, with what it needs', async () => {
    const resolved = await ask(folderWith(installed), uvx('srv'));
    expect(names(resolved)).toEqual(CLOSURE);
    expect(rest(resolved)).toEqual(['pip', 'setuptools']);
    expect(resolved.gaps).toEqual([]);
    expect(resolved.installation).toMatchObject({
      method: 'uv-tool',
      fidelity: 'installed',
      version: '1.0',
      root: 'lib/python3.11/site-packages/srv-1.0.dist-info',
    });
    const lib = resolved.installation?.components.find(({ name }) => name === 'a-lib');
    expect(lib).toMatchObject({
      purl: 'pkg:pypi/a-lib@1.2',
      ecosystem: 'PyPI',
      ranges: ['>=1'],
      dependsOn: ['lib/python3.11/site-packages/c-3.0.dist-info'],
    });
  });

  it.each([
    ['another version', uvx('srv==2.0')],
    ['the latest', uvx('srv@latest')],
    ['an isolated run', uvx('srv', { isolated: true })],
    ['a package beside it that is not there', uvx('srv', { with: ['rich'] })],
    ['another Python', uvx('srv', { python: '3.12' })],
  ])('is not what uvx runs for %s', async (_, target) => {
    const resolved = await ask(folderWith(installed), target);
    expect(kinds(resolved)).toEqual(['not-installed']);
  });

  it('is taken for its own Python', async () => {
    expect(names(await ask(folderWith(installed), uvx('srv', { python: '3.11' })))).toEqual(CLOSURE);
  });

  it('has with it what it was installed with', async () => {
    const home = folderWith({
      ...installed,
      [`${tools}/srv/uv-receipt.toml`]: receipt('{ name = "srv", extras = ["test"] }, { name = "pip" }'),
    });
    writeFiles(home, dist(`${tools}/srv/lib/python3.11/site-packages`, 'pytest@9.0'));
    const resolved = await ask(home, uvx('srv'));
    expect(names(resolved)).toEqual([...CLOSURE, 'pip@24.0', 'pytest@9.0'].sort());
  });

  it('is found by the link to its command', async () => {
    const home = folderWith({ ...installed, [`${tools}/srv/bin/srv`]: '#!/bin/sh\n' });
    mkdirSync(join(home, '.local/bin'), { recursive: true });
    symlinkSync(join(home, tools, 'srv/bin/srv'), join(home, '.local/bin/srv'));
    const resolved = await ask(home, { kind: 'executable', path: join(home, '.local/bin/srv') });
    expect(resolved.installation?.method).toBe('uv-tool');
    expect(names(resolved)).toEqual(CLOSURE);
  });
});

describe('the cache of uvx', () => {
  it('gives the environment that was made for the line', async () => {
    const home = folderWith({});
    cached(home, 'one', SERVER);
    cached(home, 'host', { 'host@1.0': { requires: ['srv'], scripts: ['host'] }, ...SERVER });
    cached(home, 'other', { 'unrelated@1.0': {} });
    const resolved = await ask(home, uvx('srv'));
    expect(resolved.installation?.path).toBe(join(home, '.cache/uv/archive-v0/one'));
    expect(names(resolved)).toEqual(CLOSURE);
    expect(rest(resolved)).toEqual([]);
    expect(resolved.gaps).toEqual([]);
  });

  it('gives the pinned version, however old', async () => {
    const home = folderWith({});
    cached(home, 'old', { 'srv@1.0': { scripts: ['srv'] } }, 100);
    cached(home, 'new', { 'srv@2.0': { scripts: ['srv'] } });
    for (const spec of ['srv==1.0', 'srv@1.0', 'srv<2']) {
      const resolved = await ask(home, uvx(spec));
      expect(names(resolved)).toEqual(['srv@1.0']);
      expect(resolved.gaps).toEqual([]);
    }
  });

  it('gives the newest of several versions, and tells of the others', async () => {
    const home = folderWith({});
    cached(home, 'aaa', { 'srv@1.0': { scripts: ['srv'] } }, 100);
    cached(home, 'bbb', { 'srv@2.0': { scripts: ['srv'] } }, 10);
    const resolved = await ask(home, uvx('srv'));
    expect(names(resolved)).toEqual(['srv@2.0']);
    expect(kinds(resolved)).toEqual(['tree-mismatch']);
    expect(resolved.gaps[0]?.message).toContain('2.0, 1.0');
  });

  it('is read where Windows keeps it, with text files for links', async () => {
    const home = folderWith({
      'AppData/Local/uv/cache/environments-v2/abc/def': 'archive-v0/one',
      'AppData/Local/uv/cache/archive-v0/one/pyvenv.cfg': 'version_info = 3.12.1\n',
      ...dist('AppData/Local/uv/cache/archive-v0/one/Lib/site-packages', 'srv@1.0', {
        requires: ['w; sys_platform == "win32"'],
        scripts: ['srv'],
      }),
      ...dist('AppData/Local/uv/cache/archive-v0/one/Lib/site-packages', 'w@1.0'),
    });
    expect(names(await ask(home, uvx('srv'), { machine: { platform: 'win32' } }))).toEqual(['srv@1.0', 'w@1.0']);
  });

  it('is not left by a link', async () => {
    const home = folderWith(venv('elsewhere', SERVER));
    mkdirSync(join(home, '.cache/uv/environments-v2/abc'), { recursive: true });
    symlinkSync(join(home, 'elsewhere'), join(home, '.cache/uv/environments-v2/abc/def'));
    expect(kinds(await ask(home, uvx('srv')))).toEqual(['not-installed']);
  });

  it('is where the variables say', async () => {
    const home = folderWith({});
    cached(home, 'one', SERVER);
    expect(kinds(await ask(home, uvx('srv'), { env: { UV_CACHE_DIR: join(home, 'empty') } }))).toEqual([
      'not-installed',
    ]);
    const elsewhere = { env: { UV_CACHE_DIR: join(home, '.cache/uv') }, machine: { home: '/nobody' } };
    expect(names(await ask(home, uvx('srv'), elsewhere))).toEqual(CLOSURE);
  });

  it('knows a repository by its address and revision', async () => {
    const home = folderWith({});
    const from = (revision: string, commit: string): Record<string, Dist> => ({
      'srv@1.0': {
        scripts: ['srv'],
        more: {
          'direct_url.json': {
            url: 'https://git.example/o/srv',
            vcs_info: { vcs: 'git', commit_id: commit, requested_revision: revision },
          },
        },
      },
    });
    cached(home, 'one', from('v1', 'a'.repeat(40)));
    cached(home, 'two', from('v2', 'b'.repeat(40)), 50);
    const path = async (url: string): Promise<string | undefined> =>
      (await ask(home, uvx(url, { command: 'srv' }))).installation?.path?.slice(-3);
    expect(await path('git+https://git.example/o/srv.git@v2')).toBe('two');
    expect(await path(`git+https://git.example/o/srv@${'a'.repeat(40)}`)).toBe('one');
    expect(await path('srv @ git+https://git.example/o/srv@v1')).toBe('one');
    expect(await path('git+https://git.example/o/other@v1')).toBeUndefined();
    expect(await path('git+https://git.example/o/srv@v3')).toBeUndefined();
  });
});

describe('a folder for a package', () => {
  it('is known by its path, also when that is relative', async () => {
    const home = folderWith({});
    const origin = { 'direct_url.json': { url: `file://${join(home, 'code')}`, dir_info: {} } };
    cached(home, 'one', { 'srv@1.0': { scripts: ['srv'], more: origin } });
    expect(names(await ask(home, uvx(join(home, 'code'), { command: 'srv' })))).toEqual(['srv@1.0']);
    expect(names(await ask(home, uvx('./code', { command: 'srv' }), { cwd: home }))).toEqual(['srv@1.0']);
    expect(kinds(await ask(home, uvx('./code', { command: 'srv' })))).toEqual(['not-installed']);
  });
});

describe('what is not on this machine', () => {
  it('is declared by its pin, with a command that fetches it and starts nothing', async () => {
    const launch = { ecosystem: 'PyPI' as const, package: 'Some_Server', version: '1.2', pinned: true };
    const resolved = await ask(folderWith({}), uvx('Some_Server==1.2'), { launch });
    expect(resolved.installation).toMatchObject({ path: null, fidelity: 'declared', version: '1.2' });
    expect(names(resolved)).toEqual(['some-server@1.2']);
    expect(resolved.gaps).toMatchObject([
      {
        kind: 'not-installed',
        hint: 'Fetch it without starting it: uvx --from Some_Server==1.2 python -S -c ""',
        components: ['pkg:pypi/some-server@1.2'],
      },
    ]);
  });

  it('never makes a hint out of what a shell could run', async () => {
    const launch = { ecosystem: 'PyPI' as const, package: 'x;touch y', version: null };
    const { gaps } = await ask(folderWith({}), uvx('x'), { launch });
    expect(gaps[0]?.hint).not.toContain('touch');
  });
});

describe('pipx', () => {
  it('runs what its cache holds', async () => {
    const home = folderWith(venv('.cache/pipx/0123456789abcde', { ...SERVER, ...OTHERS }));
    const resolved = await ask(home, { kind: 'pipx-run', spec: 'srv', command: 'srv' });
    expect(resolved.installation?.method).toBe('pipx-cache');
    expect(names(resolved)).toEqual(CLOSURE);
    expect(rest(resolved)).toEqual(['pip', 'setuptools']);
  });

  it('has installed the main package with its extras and what was injected', async () => {
    const root = '.local/share/pipx/venvs/srv';
    const metadata = {
      main_package: { package: 'srv', package_or_url: 'srv[test]==1.0' },
      injected_packages: { setuptools: { package: 'setuptools', package_or_url: 'setuptools' } },
    };
    const home = folderWith({
      ...venv(root, { ...SERVER, ...OTHERS, 'pytest@9.0': {} }),
      [`${root}/bin/srv`]: '',
      [`${root}/pipx_metadata.json`]: metadata,
    });
    const resolved = await ask(home, { kind: 'executable', path: join(home, root, 'bin/srv') });
    expect(resolved.installation?.method).toBe('pipx');
    expect(names(resolved)).toEqual([...CLOSURE, 'pytest@9.0', 'setuptools@65.5.0'].sort());
    expect(rest(resolved)).toEqual(['pip']);
  });
});

describe('an interpreter', () => {
  const inVenv = (home: string) =>
    ({ kind: 'python', interpreter: join(home, 'v/bin/python'), script: null, module: 'srv' }) as const;

  it('runs a module in its environment', async () => {
    const home = folderWith(venv('v', { ...SERVER, ...OTHERS }));
    const resolved = await ask(home, inVenv(home));
    expect(resolved.installation).toMatchObject({ method: 'venv', version: '1.0' });
    expect(names(resolved)).toEqual(CLOSURE);
    expect(rest(resolved)).toEqual(['pip', 'setuptools']);
  });

  it('is told by where it lies, not by what it links to', async () => {
    const home = folderWith({
      ...venv('v', SERVER),
      'usr/bin/python3.11': '',
      'usr/lib/python3.11/site-packages/x': '',
    });
    mkdirSync(join(home, 'w/bin'), { recursive: true });
    writeFiles(home, venv('w', { 'srv@9.0': { record: ['srv/__init__.py'] } }));
    symlinkSync(join(home, 'usr/bin/python3.11'), join(home, 'w/bin/python3'));
    const target = { kind: 'python', interpreter: join(home, 'w/bin/python3'), script: null, module: 'srv' } as const;
    expect(names(await ask(home, target))).toEqual(['srv@9.0']);
  });

  it('of an installation has the packages of its user before its own', async () => {
    const home = folderWith({
      'usr/bin/python3.11': '',
      ...dist('usr/lib/python3.11/site-packages', 'srv@1.0', { record: ['srv/__init__.py'], requires: ['a'] }),
      ...dist('usr/lib/python3/dist-packages', 'a@1.0'),
      ...dist('.local/lib/python3.11/site-packages', 'srv@2.0', { record: ['srv/__init__.py'], requires: ['a'] }),
    });
    mkdirSync(join(home, 'bin'));
    symlinkSync(join(home, 'usr/bin/python3.11'), join(home, 'bin/python3'));
    const machine = { env: { PATH: join(home, 'bin') } };
    const resolved = await ask(
      home,
      { kind: 'python', interpreter: 'python3', script: null, module: 'srv' },
      { machine },
    );
    expect(names(resolved)).toEqual(['a@1.0', 'srv@2.0']);
    expect(resolved.installation?.method).toBe('global');
  });

  it('behind a shim of pyenv is the one that its version file names', async () => {
    const home = folderWith({
      '.pyenv/shims/python': '',
      '.pyenv/version': '3.11.7\n',
      '.pyenv/versions/3.11.7/bin/python': '',
      ...dist('.pyenv/versions/3.11.7/lib/python3.11/site-packages', 'srv@1.0', { record: ['srv/__init__.py'] }),
      '.pyenv/versions/3.12.1/bin/python': '',
      ...dist('.pyenv/versions/3.12.1/lib/python3.12/site-packages', 'srv@2.0', { record: ['srv/__init__.py'] }),
      'project/.python-version': '3.12.1\n',
    });
    const machine = { env: { PATH: join(home, '.pyenv/shims') } };
    const target = { kind: 'python', interpreter: 'python', script: null, module: 'srv' } as const;
    expect(names(await ask(home, target, { machine }))).toEqual(['srv@1.0']);
    expect(names(await ask(home, target, { machine, cwd: join(home, 'project') }))).toEqual(['srv@2.0']);
  });

  it.each([
    ['nowhere', { interpreter: 'python3', script: null, module: 'srv' }, 'not-installed'],
    [
      'relative to what only the client knows',
      { interpreter: 'v/bin/python', script: null, module: 'srv' },
      'tree-unreadable',
    ],
    ['that the registry of Windows knows', { interpreter: 'py', script: null, module: 'srv' }, 'tree-unreadable'],
    ['behind a variable', { interpreter: '${HOME}/v/bin/python', script: null, module: 'srv' }, 'tree-unreadable'],
  ])('%s is a gap', async (_, target, kind) => {
    const resolved = await ask(folderWith(venv('v', SERVER)), { kind: 'python', ...target });
    expect(kinds(resolved)).toEqual([kind]);
    expect(resolved.installation).toBeNull();
  });

  it('with a module that nothing brings is a gap', async () => {
    const home = folderWith(venv('v', SERVER));
    expect(kinds(await ask(home, { ...inVenv(home), module: 'nothing' }))).toEqual(['not-installed']);
  });

  it('counts extras that are installed in full, as optional', async () => {
    const home = folderWith(venv('v', { ...SERVER, 'pytest@9.0': {} }));
    const resolved = await ask(home, inVenv(home));
    expect(resolved.installation?.components.find(({ name }) => name === 'pytest')?.scope).toBe('optional');
  });
});

describe('a module', () => {
  it('of a folder in PYTHONPATH is looked for there first', async () => {
    const home = folderWith({
      ...venv('v', { ...SERVER, 'low@1.0': {} }),
      ...dist('lib', 'srv@5.0', { requires: ['low'], record: ['srv/__init__.py'] }),
      'lib/srv/__init__.py': '',
    });
    const target = { kind: 'python', interpreter: join(home, 'v/bin/python'), script: null, module: 'srv' } as const;
    expect(names(await ask(home, target, { env: { PYTHONPATH: join(home, 'lib') } }))).toEqual(['low@1.0', 'srv@5.0']);
  });

  it('of the working folder comes before an installed one', async () => {
    const home = folderWith({
      ...venv('v', { ...SERVER, ...OTHERS }),
      'p/srv.py': '',
      'p/requirements.txt': 'pip\n',
    });
    const target = { kind: 'python', interpreter: join(home, 'v/bin/python'), script: null, module: 'srv' } as const;
    expect(names(await ask(home, target, { cwd: join(home, 'p') }))).toEqual(['pip@24.0']);
  });

  it('of an editable installation is found in its source', async () => {
    const home = folderWith({ 'source/src/srv/__init__.py': '' });
    const origin = { 'direct_url.json': { url: `file://${join(home, 'source')}`, dir_info: { editable: true } } };
    writeFiles(home, venv('v', { 'own@1': { requires: ['a'], more: origin }, 'a@1.0': {} }));
    const target = { kind: 'python', interpreter: join(home, 'v/bin/python'), script: null, module: 'srv' } as const;
    expect(names(await ask(home, target))).toEqual(['a@1.0', 'own@1']);
  });
});

describe('a script', () => {
  const run = (home: string, script: string, where = {}) =>
    ask(home, { kind: 'python', interpreter: join(home, 'p/.venv/bin/python'), script, module: null }, where);

  it('needs what its project declares', async () => {
    const home = folderWith({
      ...venv('p/.venv', { ...SERVER, ...OTHERS }),
      'p/pyproject.toml':
        '[project]\nname = "p"\ndependencies = ["srv"]\n[project.optional-dependencies]\nx = ["pip"]\ny = ["pip", "absent"]\n',
      'p/src/server.py': '',
    });
    const resolved = await run(home, 'src/server.py', { cwd: join(home, 'p') });
    expect(names(resolved)).toEqual([...CLOSURE, 'pip@24.0'].sort());
    expect(rest(resolved)).toEqual(['setuptools']);
    expect(resolved.gaps).toEqual([]);
  });

  it('needs what a requirements file lists, and the files that it includes', async () => {
    const home = folderWith({
      ...venv('p/.venv', { ...SERVER, ...OTHERS }),
      'p/requirements.txt': '# words\n-r base.txt\n--index-url https://h.example\npip==24.0 \\\n  --hash=sha256:x\n',
      'p/base.txt': 'srv # why\n-r base.txt\n',
      'p/server.py': '',
    });
    expect(names(await run(home, join(home, 'p/server.py')))).toEqual([...CLOSURE, 'pip@24.0'].sort());
  });

  it('of no project is given all of its environment, and that is said', async () => {
    const home = folderWith({ ...venv('p/.venv', { ...SERVER, ...OTHERS }), 'p/server.py': '' });
    const resolved = await run(home, join(home, 'p/server.py'));
    expect(names(resolved)).toEqual([...CLOSURE, 'pip@24.0', 'setuptools@65.5.0'].sort());
    expect(kinds(resolved)).toEqual(['tree-unsupported']);
  });

  it('of no project is not made to look clean by a PYTHONPATH of its own code', async () => {
    const home = folderWith({ ...venv('p/.venv', SERVER), 'p/server.py': '', 'p/src/own.py': '' });
    const resolved = await run(home, join(home, 'p/server.py'), { env: { PYTHONPATH: join(home, 'p/src') } });
    expect(names(resolved)).toEqual(CLOSURE);
    expect(kinds(resolved)).toEqual(['tree-unsupported']);
  });

  it('does not belong to what lies above its repository', async () => {
    const home = folderWith({
      ...venv('p/.venv', SERVER),
      'requirements.txt': 'c\n',
      'p/.git/HEAD': '',
      'p/server.py': '',
    });
    expect(kinds(await run(home, join(home, 'p/server.py')))).toEqual(['tree-unsupported']);
  });

  it('of an extension has the packages that lie beside it', async () => {
    const home = folderWith({
      'usr/bin/python3.11': '',
      'usr/lib/python3.11/site-packages/readme': '',
      'e/manifest.json': {},
      'e/server/main.py': '',
      ...dist('e/server/lib', 'mcp@1.0', { requires: ['a'] }),
      ...dist('e/server/lib', 'a@1.0'),
    });
    const target = {
      kind: 'python',
      interpreter: join(home, 'usr/bin/python3.11'),
      script: join(home, 'e/server/main.py'),
      module: null,
    } as const;
    const resolved = await ask(home, target);
    expect(resolved.installation?.method).toBe('extension');
    expect(names(resolved)).toEqual(['a@1.0', 'mcp@1.0']);
    expect(resolved.gaps).toEqual([]);
  });

  it('that does not exist is a gap', async () => {
    const home = folderWith(venv('p/.venv', SERVER));
    expect(kinds(await run(home, join(home, 'p/none.py')))).toEqual(['not-installed']);
  });
});

describe('uv run', () => {
  const pyproject = '[project]\nname = "own"\nversion = "1"\ndependencies = ["srv"]\n';

  it('uses the environment of the project above', async () => {
    const home = folderWith({
      ...venv('p/.venv', { ...SERVER, ...OTHERS }),
      'p/pyproject.toml': pyproject,
      'p/deep/er/server.py': '',
    });
    const resolved = await ask(home, uvRun({ directory: join(home, 'p/deep/er'), script: 'server.py' }));
    expect(resolved.installation).toMatchObject({ path: join(home, 'p/.venv'), method: 'project', root: null });
    expect(names(resolved)).toEqual(CLOSURE);
    expect(rest(resolved)).toEqual(['pip', 'setuptools']);
  });

  it('keeps the range by which the project itself asks', async () => {
    const home = folderWith({
      ...venv('p/.venv', { ...SERVER, ...OTHERS }),
      'p/pyproject.toml': pyproject.replace('"srv"', '"srv<9"'),
    });
    const { installation } = await ask(home, uvRun({ directory: join(home, 'p') }));
    expect(installation?.components.find(({ name }) => name === 'srv')?.ranges).toEqual(['<9']);
  });

  it('knows a project that is installed in its own environment', async () => {
    const home = folderWith({ 'p/pyproject.toml': pyproject });
    const origin = { 'direct_url.json': { url: `file://${join(home, 'p')}`, dir_info: { editable: true } } };
    writeFiles(home, venv('p/.venv', { ...SERVER, 'own@1': { requires: ['srv'], scripts: ['go'], more: origin } }));
    const resolved = await ask(home, uvRun({ command: 'go' }), { cwd: join(home, 'p') });
    expect(names(resolved)).toEqual([...CLOSURE, 'own@1'].sort());
    expect(resolved.installation?.version).toBe('1');
    expect(resolved.gaps).toEqual([]);
  });

  it('uses the environment of the workspace that lists the project', async () => {
    const home = folderWith({
      'w/pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/not"]\n',
      ...venv('w/.venv', SERVER),
      'w/packages/in/pyproject.toml': pyproject,
      'w/packages/not/pyproject.toml': pyproject,
    });
    const path = async (name: string): Promise<string | null | undefined> =>
      (await ask(home, uvRun({ directory: join(home, 'w/packages', name) }))).installation?.path;
    expect(await path('in')).toBe(join(home, 'w/.venv'));
    expect(await path('not')).toBe(join(home, 'w/packages/not'));
  });

  it('puts what --with asks for before the project, from the cache', async () => {
    const home = folderWith({
      ...venv('p/.venv', { ...SERVER, 'rich@15.0': {} }),
      'p/pyproject.toml': pyproject,
      'p/s.py': '',
    });
    const target = uvRun({ script: 's.py', with: ['rich==13.0'] });
    const missing = await ask(home, target, { cwd: join(home, 'p') });
    expect(kinds(missing)).toEqual(['not-installed']);
    cached(home, 'overlay', { 'rich@13.0': { requires: ['markdown'] }, 'markdown@1.0': {} });
    const resolved = await ask(home, target, { cwd: join(home, 'p') });
    expect(names(resolved)).toEqual([...CLOSURE, 'markdown@1.0', 'rich@13.0'].sort());
    expect(rest(resolved)).toEqual(['rich']);
    const satisfied = await ask(home, uvRun({ script: 's.py', with: ['rich'] }), { cwd: join(home, 'p') });
    expect(names(satisfied)).toEqual([...CLOSURE, 'rich@15.0'].sort());
  });

  it('without a project runs what --with asks for', async () => {
    const home = folderWith({});
    cached(home, 'one', SERVER);
    const resolved = await ask(home, uvRun({ project: false, with: ['srv'], command: 'srv' }));
    expect(names(resolved)).toEqual(CLOSURE);
    expect(resolved.gaps).toEqual([]);
  });

  it('runs a script that names its dependencies in an environment of its own', async () => {
    const script = '#!/usr/bin/env python\n# /// script\n# dependencies = [\n#   "srv",\n# ]\n# ///\nimport srv\n';
    const home = folderWith({ 'p/my_srv.py': script, 'p/pyproject.toml': pyproject, ...venv('p/.venv', OTHERS) });
    const missing = await ask(home, uvRun({ script: 'my_srv.py' }), { cwd: join(home, 'p') });
    expect(kinds(missing)).toEqual(['not-installed']);
    writeFiles(home, venv('.cache/uv/environments-v2/my-srv-0123456789abcdef', SERVER));
    const resolved = await ask(home, uvRun({ script: 'my_srv.py' }), { cwd: join(home, 'p') });
    expect(names(resolved)).toEqual(CLOSURE);
    expect(resolved.gaps).toEqual([]);
  });

  it('of a command that nothing installed brings is a gap', async () => {
    const home = folderWith({ ...venv('p/.venv', SERVER), 'p/pyproject.toml': pyproject });
    const resolved = await ask(home, uvRun({ command: 'node' }), { cwd: join(home, 'p') });
    expect(kinds(resolved)).toEqual(['not-installed']);
  });

  it('depends on the working folder', async () => {
    expect(kinds(await ask(folderWith({}), uvRun({ script: '/abs/server.py' })))).toEqual(['tree-unreadable']);
  });
});
