import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/io/index.ts';
import { isNotFetched, SUBJECTS, type Subject } from '../../src/subjects/index.ts';

function subjectCalled(id: string): Subject {
  const subject = SUBJECTS.find((one) => one.id === id);
  if (!subject) throw new Error(`no subject ${id}`);
  return subject;
}

/** Fetches with a package manager that answers this; tells what it was asked to run. */
async function fetchWith(id: string, spec: string, result: RunResult) {
  const subject = subjectCalled(id);
  const read = subject.read(spec);
  if (!read) throw new Error(`${spec} was not read`);
  const asked: string[][] = [];
  const fetched = await subject.fetch(read, {
    folder: '/scratch',
    env: { PATH: '/bin' },
    run: (command, args) => {
      asked.push([command, ...args]);
      return Promise.resolve(result);
    },
  });
  return { fetched, words: asked.flat() };
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
    ['pypi', 'server==1.0', '--no-build'],
  ])('%s is fetched without running what it brings', async (id, spec, option) => {
    const { words, fetched } = await fetchWith(id, spec, DONE);
    expect(words).toContain(option);
    expect(words.slice(-2)).toEqual(['--', spec]);
    expect(fetched).toMatchObject({ cwd: '/scratch' });
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
});
