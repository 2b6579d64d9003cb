import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/io/index.ts';
import { isNotFetched, SUBJECTS, type Subject } from '../../src/subjects/index.ts';

function subjectCalled(id: string): Subject {
  const subject = SUBJECTS.find((one) => one.id === id);
  if (!subject) throw new Error(`no subject ${id}`);
  return subject;
}

const NO_PACKAGES = { packages: {} };

/** Fetches with a package manager that answers this and writes such a lockfile; tells what it was asked to run. */
async function fetchWith(id: string, spec: string, result: RunResult, lockfile: object = NO_PACKAGES) {
  const subject = subjectCalled(id);
  const read = subject.read(spec);
  if (!read) throw new Error(`${spec} was not read`);
  const asked: string[][] = [];
  const environments: Array<Readonly<Record<string, string | undefined>>> = [];
  const fetched = await subject.fetch(read, {
    folder: '/scratch',
    env: { PATH: '/bin', UV_COMPILE_BYTECODE: '1' },
    run: (command, args, { env }) => {
      asked.push([command, ...args]);
      environments.push(env);
      return Promise.resolve(result);
    },
    files: {
      readText: (path) => (path === '/scratch/package-lock.json' ? JSON.stringify(lockfile) : ''),
      kind: (path) => (path === '/scratch/node_modules/there/package.json' ? 'file' : null),
    },
  });
  return { fetched, words: asked.flat(), env: environments[0] };
}

const DONE: RunResult = { exitCode: 0, output: '' };

describe('a package named on the command line', () => {
  it.each([
    ['npm', '@scope/server@1.2.3', '@scope/server'],
    ['npm', 'server', 'server'],
    ['npm', 'server@^1', 'server'],
    ['npm', 'server@latest', 'server'],
    ['pypi', 'mcp-server-git==2025.1.14', 'mcp-server-git'],
    ['pypi', 'mcp-server-git@2025.1.14', 'mcp-server-git'],
    ['pypi', 'mcp[cli]>=1,<2', 'mcp'],
    ['oci', 'mcp/git:1.0', 'mcp/git:1.0'],
    ['oci', 'localhost:5000/a/b', 'localhost:5000/a/b'],
    ['oci', `ghcr.io/o/s@sha256:${'a'.repeat(64)}`, `ghcr.io/o/s@sha256:${'a'.repeat(64)}`],
  ])('%s:%s is read', (id, spec, name) => {
    expect(subjectCalled(id).read(spec)?.name).toBe(name);
  });

  it.each([
    ['npm', ''],
    ['npm', '--prefix=/'],
    ['npm', 'github:o/r'],
    ['npm', 'git+https://example.com/r.git'],
    ['npm', 'https://example.com/x.tgz'],
    ['npm', './folder'],
    ['npm', 'a@npm:b@1'],
    ['npm', '../x'],
    ['pypi', '--index-url'],
    ['pypi', 'x @ https://example.com/x.whl'],
    ['pypi', 'git+https://example.com/r'],
    ['pypi', './x'],
    ['pypi', 'x; rm'],
    ['oci', '--privileged'],
    ['oci', 'UPPER/case'],
    ['oci', 'a b'],
    ['oci', ''],
  ])('%s:%s is refused', (id, spec) => {
    expect(subjectCalled(id).read(spec)).toBeNull();
  });

  it.each([
    ['npm', 'server@1.0.0', '--ignore-scripts'],
    ['npm', 'server@1.0.0', '--allow-git=none'],
    ['npm', 'server@1.0.0', '--git=/scratch/no-git'],
    ['npm', 'server@1.0.0', '--script-shell=/scratch/no-shell'],
    ['pypi', 'server==1.0', '--no-build'],
  ])('%s is fetched without running what it brings', async (id, spec, option) => {
    const { words, fetched } = await fetchWith(id, spec, DONE);
    expect(words).toContain(option);
    expect(words.slice(-2)).toEqual(['--', spec]);
    expect(fetched).toMatchObject({ cwd: '/scratch' });
  });

  it('of PyPI is not compiled, whatever the user has set: that starts Python where the package lies', async () => {
    const { env } = await fetchWith('pypi', 'server==1.0', DONE);
    expect(env).toMatchObject({ PATH: '/bin', UV_COMPILE_BYTECODE: '0' });
  });

  it('is only pulled when it is an image', async () => {
    const { words, fetched } = await fetchWith('oci', 'acme/mcp', DONE);
    expect(words.slice(0, 2)).toEqual(['docker', 'pull']);
    expect(fetched).toMatchObject({ command: 'docker', args: ['run', '-i', '--rm', 'acme/mcp'] });
  });

  it.each([
    [
      { exitCode: 1, output: 'npm error code E404\nnpm error 404 Not Found\n' },
      'npm ended with 1: npm error code E404',
    ],
    [{ exitCode: null, output: 'ENOENT' }, 'npm is not installed'],
    [{ exitCode: null, output: '' }, 'npm was stopped: it said nothing'],
  ])('that cannot be had says why: %j', async (result, problem) => {
    const { fetched } = await fetchWith('npm', 'server', result);
    expect(isNotFetched(fetched) && fetched.problem).toBe(problem);
  });

  it.each([
    'npm error code EALLOWGIT\n',
    'npm error enoent An unknown git error occurred\nnpm error syscall spawn /scratch/no-git\n',
    'npm error code ENOENT\nnpm error syscall spawn /scratch/no-shell\n',
  ])('with a dependency that npm would run something of is refused: %j', async (output) => {
    const { fetched } = await fetchWith('npm', 'server', { exitCode: 1, output });
    expect(isNotFetched(fetched) && fetched.problem).toContain('is a git repository or a folder');
  });

  it.each([
    ['github:o/r', true],
    ['https://example.com/x.tgz', true],
    ['file:../x', true],
    ['npm:other@1', false],
    ['^1.0.0', false],
    ['next', false],
  ])('without its optional dependency %s is refused: %s', async (spec, isRefused) => {
    const packages = {
      'node_modules/server': { optionalDependencies: { 'left-out': spec, there: 'github:o/there' } },
      'node_modules/there': {},
    };
    const { fetched } = await fetchWith('npm', 'server', DONE, { packages });
    expect(isNotFetched(fetched)).toBe(isRefused);
  });
});
