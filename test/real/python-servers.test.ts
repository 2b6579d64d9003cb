import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { python } from '../../src/ecosystems/python/index.ts';
import { homeAt } from '../../src/io/index.ts';
import type { Installation } from '../../src/model/installation.ts';
import { followLine } from '../../src/scan/follow-line.ts';
import { UNKNOWN_LAUNCH } from '../../src/model/launch.ts';
import { writeFiles } from '../stand-ins/folder.ts';
import { offlineIo } from '../stand-ins/io.ts';
import { groundTruth, setUpTools, type Toolbox } from './_python.ts';

const SERVERS = [
  ['mcp-server-git', 'mcp-server-git'],
  ['mcp-server-fetch', 'mcp-server-fetch'],
  ['mcp-server-time', 'mcp-server-time'],
  ['mcp[cli]', 'mcp'],
] as const;

let box: Toolbox;

/** Environments made by pip, all at once: it waits for the network most of the time. */
const venvs = new Map<string, Promise<string>>();

async function installByPip(spec: string, command: string): Promise<string> {
  const venv = join(box.home, `venv-${command}`);
  await box.run('python3', ['-m', 'venv', '--without-pip', venv]);
  await box.run('pip', ['--python', join(venv, 'bin', 'python'), 'install', '--quiet', spec, 'pytest']);
  return venv;
}

beforeAll(async () => {
  box = await setUpTools();
  for (const [spec, command] of SERVERS) venvs.set(command, installByPip(spec, command));
  await Promise.all(venvs.values());
});
afterAll(() => box?.remove());

interface Where {
  cwd?: string;
  env?: Record<string, string>;
}

/** What mcp-audit says of a launch line in the home of the tools. */
async function resolve(
  line: readonly string[],
  where: Where = {},
): Promise<{ installation: Installation; gaps: string[] }> {
  const [command = '', ...args] = line;
  const { launch, target } = followLine(command, args, null);
  if (target === null) throw new Error(`${line.join(' ')} is not followed`);
  const machine = { ...homeAt(box.home), env: { PATH: box.env['PATH'], PYENV_ROOT: box.env['PYENV_ROOT'] } };
  const question = { target, launch: { ...UNKNOWN_LAUNCH, ...launch }, cwd: where.cwd ?? null, env: where.env ?? {} };
  const resolved = await python.resolve(question, { io: offlineIo(), machine, cache: null });
  if (!resolved?.installation) throw new Error(JSON.stringify(resolved?.gaps ?? 'not Python'));
  return { installation: resolved.installation, gaps: resolved.gaps.map(({ message }) => message) };
}

const labels = (components: Installation['components']): string[] =>
  components.map(({ name, version }) => `${name}==${version}`).sort();

/** Where the Python of an environment looks for packages, in its own words. */
async function searchPath(root: string): Promise<string[]> {
  const code = 'import json, sys; print(json.dumps([one for one in sys.path if "-packages" in one]))';
  return JSON.parse(await box.run(join(root, 'bin', 'python'), ['-I', '-c', code])) as string[];
}

/** Holds the answer against the reference walk over the same environment, and against everything that is installed there. */
async function expectTruth(
  line: readonly string[],
  roots: readonly string[],
  where: Where = {},
): Promise<Installation> {
  const { installation, gaps } = await resolve(line, where);
  const truth = await groundTruth(box, await searchPath(installation.path ?? ''), roots);
  expect({ closure: labels(installation.components), rest: labels(installation.environment), gaps }).toEqual({
    closure: truth.closure,
    rest: truth.rest,
    gaps: [],
  });
  expect(truth.missing).toEqual([]);
  expect(truth.closure.length).toBeGreaterThan(10);
  return installation;
}

describe('real Python servers', () => {
  it.each(SERVERS)('%s by uvx', async (spec, command) => {
    await box.run('uvx', ['--from', spec, 'python', '-c', '']);
    const installation = await expectTruth(['uvx', '--from', spec, command], [spec]);
    expect(installation).toMatchObject({ method: 'uv-cache', environment: [] });
  });

  it('mcp-server-fetch by pipx run without uv', async () => {
    await box.run('pipx', ['run', '--backend', 'pip', '--spec', 'mcp-server-fetch', 'python', '-c', '']);
    const machine = { UV_CACHE_DIR: join(box.home, 'no-cache') };
    const installation = await expectTruth(['pipx', 'run', 'mcp-server-fetch'], ['mcp-server-fetch'], { env: machine });
    expect(installation.method).toBe('pipx-cache');
  });

  it.each(SERVERS)('%s by pipx install', async (spec, command) => {
    await box.run('pipx', ['install', spec]);
    const installation = await expectTruth([join(box.home, '.local', 'bin', command)], [spec]);
    expect(installation.method).toBe('pipx');
    await box.run('pipx', ['uninstall', command]);
  });

  it.each(SERVERS)('%s by uv tool install, with a package beside it', async (spec, command) => {
    await box.run('uv', ['tool', 'install', spec, '--with', 'rich']);
    for (const line of [['uvx', '--from', spec, command], [join(box.home, '.local', 'bin', command)]]) {
      const installation = await expectTruth(line, [spec, 'rich']);
      expect(installation.method).toBe('uv-tool');
    }
  });

  it.each(SERVERS)('%s in a venv with pip, among other packages', async (spec, command) => {
    const venv = (await venvs.get(command)) ?? '';
    const module = command.replaceAll('-', '_');
    const lines = [[join(venv, 'bin', 'python'), '-m', module], [join(venv, 'bin', command)]];
    for (const line of lines) {
      const installation = await expectTruth(line, [spec]);
      expect(labels(installation.environment).map((label) => label.split('==')[0])).toContain('pytest');
    }
  });

  it.each(SERVERS)('%s by uv run in a project, with a development group and an overlay', async (spec, command) => {
    const project = join(box.home, `project-${command}`);
    writeFiles(project, {
      'pyproject.toml': [
        '[project]',
        'name = "own"',
        'version = "0.1.0"',
        'requires-python = ">=3.10"',
        `dependencies = ["${spec}"]`,
        '[dependency-groups]',
        'dev = ["pytest"]',
      ].join('\n'),
      'server.py': 'print(1)\n',
    });
    await box.run('uv', ['sync'], project);
    const installation = await expectTruth(['uv', 'run', '--directory', project, command], [spec]);
    expect(installation.method).toBe('project');
    await expectTruth(['uv', 'run', 'server.py'], [spec], { cwd: project });

    await box.run('uv', ['run', '--with', 'rich==13.0.0', 'python', '-c', ''], project);
    const { installation: overlaid } = await resolve(['uv', 'run', '--with', 'rich==13.0.0', 'server.py'], {
      cwd: project,
    });
    expect(labels(overlaid.components)).toContain('rich==13.0.0');

    // Nothing installed: the lockfile says the same, for every version of Python that it is for.
    await box.run('rm', ['-rf', '.venv'], project);
    const { installation: locked } = await resolve(['uv', 'run', 'server.py'], { cwd: project });
    expect(locked.fidelity).toBe('locked');
    const missing = labels(installation.components).filter((label) => !labels(locked.components).includes(label));
    expect(missing).toEqual([]);
  });
});
