import { describe, expect, it } from 'vitest';
import { uv } from '../../src/launchers/uv.ts';
import { uvx } from '../../src/launchers/uvx.ts';
import { follows, identified } from './_identify.ts';

const COMMIT = 'c'.repeat(40);

/** Arguments, package, version, pinned, and the command when it is named apart. */
const TOOLS: Array<[string[], string, string | null, boolean, string | null]> = [
  [['pkg', '--port', '1'], 'pkg', null, false, null],
  [['pkg@1.2.3'], 'pkg', '1.2.3', true, null],
  [['pkg@latest', '--from', 'shown'], 'pkg', 'latest', false, null],
  [['pkg==1.2.3'], 'pkg', '1.2.3', true, null],
  [['pkg[extra]==1.0'], 'pkg', '1.0', true, null],
  [['pkg[a,b]@1.0'], 'pkg', '1.0', true, null],
  [['pkg@0.0.1a4'], 'pkg', '0.0.1a4', true, null],
  [['pkg==1!2.0rc1.post2.dev3+cu12.1'], 'pkg', '1!2.0rc1.post2.dev3+cu12.1', true, null],
  // Names that only begin like an interpreter.
  [['python-pkg2', 'x'], 'python-pkg2', null, false, null],
  [['pythonnet'], 'pythonnet', null, false, null],
  [['pkg>=1,<2'], 'pkg', '>=1,<2', false, null],
  [['--from', 'Some_Pkg.x==1.0.*', 'tool'], 'Some_Pkg.x', '1.0.*', false, 'tool'],
  [['--from=pkg===1.0+local', 'tool'], 'pkg', '1.0+local', true, 'tool'],
  [['--from', 'pkg ~= 1.4 ; python_version > "3.8"', 'tool'], 'pkg', '~= 1.4', false, 'tool'],
  [['--python', '3.12', 'pkg'], 'pkg', null, false, null],
  [['-p3.12', '-qn', 'pkg'], 'pkg', null, false, null],
  [['-p=3.12', 'pkg'], 'pkg', null, false, null],
  [['--with', 'shown', 'pkg'], 'pkg', null, false, null],
  [['-wshown', 'pkg'], 'pkg', null, false, null],
  [['--', 'pkg'], 'pkg', null, false, null],
  [['--color', 'never', '--index-strategy', 'first-index', 'pkg'], 'pkg', null, false, null],
  [['pkg@${VERSION}'], 'pkg', '${VERSION}', false, null],
  [['--from', 'pkg==${VERSION}', 'tool'], 'pkg', '${VERSION}', false, 'tool'],
];

describe('uvx', () => {
  it.each(TOOLS)('%j', (args, name, version, pinned, entryCommand) => {
    for (const [launcher, words, variant] of [
      [uvx, args, null],
      [uv, ['--quiet', 'tool', '--offline', 'run', ...args], 'uv-tool-run'],
    ] as const) {
      expect(identified(launcher, words).launch).toMatchObject({
        launcher: 'uvx',
        variant,
        ecosystem: 'PyPI',
        package: name,
        version,
        pinned,
        entryCommand,
      });
    }
  });

  it.each([
    [['--from', `git+https://host.example/o/r@${COMMIT}`, 'tool'], { ecosystem: 'git', version: COMMIT, pinned: true }],
    [['git+ssh://git@host.example/o/r.git'], { ecosystem: 'git', version: null, pinned: false, package: null }],
    [
      ['--from', 'pkg[x] @ git+https://host.example/o/r@v2', 'tool'],
      { ecosystem: 'git', version: 'v2', pinned: false, package: null, extras: ['x'] },
    ],
    [
      ['--from', 'git+https://u:hunter2@host.example/o/r', 'tool'],
      { ecosystem: 'git', sourceUrl: 'git+https://host.example/o/r' },
    ],
    [['--from', 'https://host.example/pkg-1.0-py3-none-any.whl', 'pkg'], { ecosystem: 'url', package: null }],
    [['--from', './folder', 'tool'], { ecosystem: 'local', localEntry: './folder', package: null }],
    [['--from', 'dist/pkg-1.0.whl', 'tool'], { ecosystem: 'local', localEntry: 'dist/pkg-1.0.whl' }],
    [['--from', '.', 'tool'], { ecosystem: 'local', localEntry: '.' }],
    [['pkg @ ./folder'], { ecosystem: 'local', localEntry: './folder', package: null }],
  ])('tells %j from a name of the registry', (args, launch) => {
    expect(identified(uvx, args).launch).toMatchObject(launch);
  });

  it('keeps what comes along', () => {
    const { launch, target } = identified(uvx, [
      '--isolated',
      '--python',
      '3.12',
      '--with',
      'a[x,y]>=1,<2,b==2.0',
      '--with-editable',
      './c',
      '--from',
      'pkg',
      'tool',
    ]);
    expect(launch.extraPackages).toEqual([
      { ecosystem: 'PyPI', name: 'a', version: '>=1,<2' },
      { ecosystem: 'PyPI', name: 'b', version: '2.0' },
      { ecosystem: 'local', name: './c', version: null },
    ]);
    expect(target).toEqual({
      kind: 'uv-tool',
      from: 'pkg',
      with: ['a[x,y]>=1,<2', 'b==2.0'],
      command: 'tool',
      python: '3.12',
      isolated: true,
    });
  });

  it.each([
    [['-i', 'https://index.example/a', 'pkg'], 'https://index.example/a'],
    [['--default-index=https://index.example/a', 'pkg'], 'https://index.example/a'],
    [
      ['--default-index', 'https://index.example/b', '--index', 'own=https://index.example/a', 'pkg'],
      'https://index.example/a',
    ],
    [
      ['--index-url', 'https://index.example/b', '--extra-index-url', 'https://index.example/a', 'pkg'],
      'https://index.example/a',
    ],
    [['pkg'], null],
  ])('%j asks this registry first', (args, registry) => {
    expect(identified(uvx, args).launch.registry).toBe(registry);
  });

  it.each([
    ['--with-requirements', 'r.txt'],
    ['--overrides', 'o.txt'],
    ['--find-links', 'https://host.example'],
    ['--env-file', '.env'],
    ['--config-file', 'uv.toml'],
    ['--with', 'a @ ${URL}'],
  ])('says that %s brings more', (option, value) => {
    expect(identified(uvx, [option, value, 'pkg']).open).toBeDefined();
  });

  it('knows that an interpreter runs other code', () => {
    expect(identified(uvx, ['--from', 'pkg', 'python', '-m', 'other'])).toMatchObject({
      launch: { package: 'pkg', entryCommand: 'python' },
      open: expect.any(String),
    });
    expect(identified(uvx, ['--with', 'a', 'python@3.12', '-u', 'server.py'])).toMatchObject({
      launch: { launcher: 'uvx', ecosystem: 'local', localEntry: 'server.py' },
      target: { kind: 'uv-project', project: false, with: ['a'], script: 'server.py' },
    });
  });

  it.each([
    [[]],
    [['--from', 'shown', '--from', 'hidden', 'tool']],
    [['--fro', 'hidden', 'shown']],
    [['--isolated=hidden', 'shown']],
    [['--unknown', 'hidden', 'shown']],
    [['--with', '--from', 'shown']],
    [['--from']],
    [['--from', 'pkg']],
    [['${PKG}']],
    [['${PKG}==1.0']],
    [['pkg@${A}${B}x/y']],
    [['pkg@^1.0']],
    [['pkg==latest==1']],
    [['server.py']],
    [['python', '-c', 'code']],
    [['python3.12', '-c', 'code']],
    [['python@3.12', '-']],
    [['--help', 'pkg']],
  ])('does not guess what %j runs', (args) => expect(follows(uvx, args)).toBe(false));
});

describe('uv run', () => {
  it.each([
    [['run', 'server.py', '--with', 'x'], { localEntry: 'server.py', entryCommand: null, cwd: null }],
    [['--directory', '/p', 'run', 'server.py'], { localEntry: 'server.py', cwd: '/p' }],
    [['run', '--directory=/p', '--frozen', 'tool'], { localEntry: null, entryCommand: 'tool', cwd: '/p' }],
    [['run', '-s', 'server'], { localEntry: 'server' }],
    [['run', '-m', 'pkg.server', 'x'], { localEntry: null, entryCommand: 'pkg.server' }],
    [['run', 'python', '-u', '-m', 'pkg.server'], { localEntry: null, entryCommand: 'pkg.server' }],
    [['run', 'python3.12', '-X', 'utf8', 'server.py'], { localEntry: 'server.py', entryCommand: null }],
    [['run', '--extra', 'x', '--group', 'y', '--package', 'z', 'tool'], { entryCommand: 'tool' }],
    [['run', '.'], { localEntry: '.' }],
    [['run', '--', 'tool', '--x'], { entryCommand: 'tool' }],
  ])('%j', (args, launch) => {
    expect(identified(uv, args).launch).toMatchObject({ launcher: 'uv-run', ecosystem: 'local', ...launch });
    expect(identified(uv, args).launch.package ?? null).toBeNull();
  });

  it('describes the environment', () => {
    const { launch, target, runs } = identified(uv, [
      '--project',
      '/p',
      'run',
      '--no-project',
      '--with',
      'mcp[cli]==1.0',
      'mcp',
      'run',
      'server.py',
    ]);
    expect(launch.extraPackages).toEqual([{ ecosystem: 'PyPI', name: 'mcp', version: '1.0' }]);
    expect(target).toEqual({
      kind: 'uv-project',
      directory: '/p',
      with: ['mcp[cli]==1.0'],
      project: false,
      script: null,
      module: null,
      command: 'mcp',
    });
    expect(runs).toEqual({ names: ['mcp'], args: ['run', 'server.py'] });
  });

  it('takes a URL for what it is', () => {
    expect(identified(uv, ['run', '--isolated', 'https://u:hunter2@host.example/s.py'])).toMatchObject({
      launch: { ecosystem: 'url', sourceUrl: 'https://host.example/s.py', pinned: false },
      target: { kind: 'unread' },
    });
  });

  it.each([
    [['run']],
    [['run', '-']],
    [['run', '--unknown', 'hidden', 'shown']],
    [['run', '--frozen=hidden', 'shown']],
    [['run', '--with', '-m', 'shown']],
    [['run', 'python', '-c', 'code']],
    [['run', 'python']],
    [['run', 'https://${HOST}/s.py']],
    [['--', 'run', 'tool']],
    [['sync']],
    [['x', 'pkg']],
    [['tool', 'install', 'pkg']],
    [[]],
  ])('does not guess what %j runs', (args) => expect(follows(uv, args)).toBe(false));
});
