import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutArchives } from '../../src/ecosystems/python/lockfiles/index.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { ask, kinds, names, uvRun } from './_python.ts';

const PYPROJECT =
  '[project]\nname = "own"\nversion = "1"\ndependencies = ["srv[fast]>=1"]\n[dependency-groups]\ndev = ["tester"]\n';

const UV = `version = 1
[[package]]
name = "own"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "srv", extra = ["fast"] }]

[package.dev-dependencies]
dev = [{ name = "tester" }]

[[package]]
name = "srv"
version = "1.5"
source = { registry = "https://index.example/simple" }
dependencies = [
    { name = "win-only", marker = "sys_platform == 'win32'" },
    { name = "forked", version = "1.0", source = { registry = "https://index.example/simple" }, marker = "python_full_version < '3.11'" },
    { name = "forked", version = "2.0", source = { registry = "https://index.example/simple" }, marker = "python_full_version >= '3.11'" },
]
sdist = { url = "https://index.example/srv.tar.gz", hash = "sha256:0" }
wheels = [
    { url = "https://index.example/srv.whl", hash = "sha256:0" },
]

[package.optional-dependencies]
fast = [{ name = "speed" }]
slow = [{ name = "tester" }]

[[package]]
name = "speed"
version = "1.0"
[[package]]
name = "win-only"
version = "1.0"
[[package]]
name = "tester"
version = "1.0"
[[package]]
name = "forked"
version = "1.0"
[[package]]
name = "forked"
version = "2.0"
`;

const POETRY = `[[package]]
name = "srv"
version = "1.5"
optional = false
files = [
    {file = "srv.whl", hash = "sha256:0"},
]
[package.dependencies]
forked = ">=1.0"
speed = {version = "^1.0", optional = true}
win-only = {version = "*", markers = "sys_platform == \\"win32\\""}
[package.extras]
fast = ["speed (>=1.0)"]
slow = ["tester"]

[[package]]
name = "speed"
version = "1.0"
[[package]]
name = "forked"
version = "2.0"
[[package]]
name = "win-only"
version = "1.0"
[[package]]
name = "tester"
version = "1.0"
`;

const PDM = `[[package]]
name = "srv"
version = "1.5"
dependencies = ["forked>=1", "win-only; sys_platform == 'win32'"]
[[package]]
name = "srv"
version = "1.5"
extras = ["fast"]
dependencies = ["srv==1.5", "speed>=1"]
[[package]]
name = "srv"
version = "1.5"
extras = ["slow"]
dependencies = ["srv==1.5", "tester"]
[[package]]
name = "speed"
version = "1.0"
[[package]]
name = "forked"
version = "2.0"
[[package]]
name = "win-only"
version = "1.0"
[[package]]
name = "tester"
version = "1.0"
`;

const PYLOCK = `lock-version = "1.0"
[[packages]]
name = "srv"
version = "1.5"
[[packages]]
name = "Forked"
version = "2.0"
marker = "python_version >= '3.11'"
[[packages]]
name = "win-only"
version = "1.0"
marker = "sys_platform == 'win32'"
[[packages]]
name = "speed"
version = "1.0"
`;

const PINS =
  'srv==1.5 --hash=sha256:0\nforked==2.0 ; python_version >= "3.11"\nspeed==1.0\nwin-only==1.0 ; sys_platform == "win32"\n';

describe('a project that is not installed', () => {
  const lookAt = (files: Record<string, string>) => {
    const home = folderWith({ 'p/server.py': '', ...files });
    return ask(home, uvRun({ directory: join(home, 'p'), script: 'server.py' }));
  };

  it.each([
    ['uv.lock', UV],
    ['poetry.lock', POETRY],
    ['pdm.lock', PDM],
    ['pylock.toml', PYLOCK],
    ['requirements.txt', PINS],
  ])('is known by its %s', async (file, text) => {
    const resolved = await lookAt({
      'p/pyproject.toml': PYPROJECT,
      'p/.python-version': '3.12.1\n',
      [`p/${file}`]: text,
    });
    expect(names(resolved)).toEqual(['forked@2.0', 'speed@1.0', 'srv@1.5']);
    expect(resolved.installation).toMatchObject({ fidelity: 'locked', method: 'project' });
    expect(kinds(resolved)).toEqual(['not-installed']);
    expect(resolved.gaps[0]?.message).toContain(`only ${file} says`);
  });

  it('for a Python that is not known is locked to all that it may be', async () => {
    expect(names(await lookAt({ 'p/pyproject.toml': PYPROJECT, 'p/uv.lock': UV }))).toEqual([
      'forked@1.0',
      'forked@2.0',
      'speed@1.0',
      'srv@1.5',
    ]);
  });

  it('without a lockfile is known by its pins alone', async () => {
    const resolved = await lookAt({
      'p/pyproject.toml': '[project]\nname = "own"\ndependencies = ["a==1.0", "b>=2", "c==1.*"]\n',
    });
    expect(names(resolved)).toEqual(['a@1.0']);
    expect(resolved.installation?.fidelity).toBe('declared');
    expect(kinds(resolved)).toEqual(['not-installed']);
  });

  it('with a lockfile that is broken is a gap', async () => {
    const resolved = await lookAt({ 'p/pyproject.toml': PYPROJECT, 'p/uv.lock': '[[package]\nname =' });
    expect(kinds(resolved)).toEqual(['tree-unreadable']);
  });

  it('whose lockfile lacks what is asked for is a mismatch', async () => {
    const resolved = await lookAt({
      'p/pyproject.toml': PYPROJECT,
      'p/poetry.lock': '[[package]]\nname = "other"\nversion = "1"\n',
    });
    expect(kinds(resolved)).toEqual(['not-installed', 'tree-mismatch']);
  });

  it('with a lockfile of several megabytes is read', async () => {
    const wheels = `wheels = [\n${`    { url = "https://index.example/${'x'.repeat(80)}", hash = "sha256:0" },\n`.repeat(40_000)}]\n`;
    const resolved = await lookAt({ 'p/pyproject.toml': PYPROJECT, 'p/uv.lock': `${UV}${wheels}` });
    expect(names(resolved)).toContain('srv@1.5');
  });
});

describe('lockfiles', () => {
  it('lose their lists of archives and nothing else', () => {
    expect(
      withoutArchives('a = 1\nwheels = [\n  { x = 1 },\n]\nsdist = { y = 2 }\nfiles = []\nb = 2\nwheelset = [\n]\n'),
    ).toBe('a = 1\nb = 2\nwheelset = [\n]\n');
  });
});
