import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** uv and pipx in a home of their own, and a Python whose pip brings `packaging` for the independent answer. */
export interface Toolbox {
  home: string;
  env: Record<string, string>;
  run(program: string, args: readonly string[], cwd?: string): Promise<string>;
  remove(): void;
}

/** Sets the tools up, by pip where they are not on PATH. */
export async function setUpTools(): Promise<Toolbox> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-python-')));
  const tools = join(home, 'toolbox');
  mkdirSync(join(home, 'bin'));
  const base = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || /^(UV_|PIPX_|XDG_|VIRTUAL_ENV|PYTHON)/.test(name) ? [] : [[name, value]],
    ),
  );
  const env = {
    ...base,
    HOME: home,
    // Version managers keep the interpreter itself below the real home.
    PYENV_ROOT: process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'),
    PATH: [join(tools, 'bin'), process.env['PATH']].join(delimiter),
    UV_CACHE_DIR: join(home, '.cache', 'uv'),
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
    PIP_NO_COMPILE: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  };
  const box: Toolbox = {
    home,
    env,
    async run(program, args, cwd = home) {
      const { stdout } = await run(program, [...args], { env, cwd, maxBuffer: 1e8 });
      return stdout;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
  await run('python3', ['-m', 'venv', tools], { env: { ...env, PATH: process.env['PATH'] } });
  for (const tool of ['uv', 'pipx']) {
    const isThere = await box.run(tool, ['--version']).then(
      () => true,
      () => false,
    );
    if (!isThere) await box.run(join(tools, 'bin', 'pip'), ['install', '--quiet', tool]);
  }
  return box;
}

/** Walks the requirements of installed packages with `importlib.metadata` and `packaging`, the reference implementation. */
const WALK = `
import json, sys
from importlib.metadata import distributions
from pip._vendor.packaging.markers import default_environment
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name
folders, roots = json.loads(sys.argv[1])
installed = {}
for one in distributions(path=folders):
    installed.setdefault(canonicalize_name(one.metadata["Name"]), one)
seen, queue = set(), [(canonicalize_name(r.name), e) for r in map(Requirement, roots) for e in ["", *r.extras]]
missing = []
while queue:
    name, extra = queue.pop()
    if (name, extra) in seen:
        continue
    if name not in installed:
        missing.append(name)
        continue
    seen.add((name, extra))
    for text in installed[name].requires or []:
        need = Requirement(text)
        if need.marker is None or need.marker.evaluate({**default_environment(), "extra": extra}):
            queue += [(canonicalize_name(need.name), e) for e in ["", *need.extras]]
label = lambda name: name + "==" + installed[name].version
closure = sorted({label(name) for name, _ in seen})
print(json.dumps({"closure": closure, "rest": sorted(set(map(label, installed)) - set(closure)), "missing": missing}))
`;

export interface Truth {
  closure: string[];
  rest: string[];
  missing: string[];
}

/** The closure of requirements among the packages of these folders, the first of which wins. */
export async function groundTruth(box: Toolbox, folders: readonly string[], roots: readonly string[]): Promise<Truth> {
  const python = join(box.home, 'toolbox', 'bin', 'python');
  return JSON.parse(await box.run(python, ['-I', '-c', WALK, JSON.stringify([folders, roots])])) as Truth;
}
