import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { realHttp, type Http } from '../../src/io/index.ts';
import { askRegistry, type Registry, type RegistryAnswer } from '../../src/registries/index.ts';
import { npm } from '../../src/registries/npm.ts';
import { pypi } from '../../src/registries/pypi.ts';
import { offlineIo } from '../stand-ins/io.ts';

/** What a program prints; `''` where it fails or is not there. */
async function printed(program: string, ...args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, args)).stdout.trim();
  } catch {
    return '';
  }
}

const npmRegistry = (await printed('npm', 'config', 'get', 'registry')) || 'https://registry.npmjs.org';
const pypiIndex =
  process.env['PIP_INDEX_URL'] ||
  (await printed('pip', 'config', 'get', 'global.index-url')) ||
  'https://pypi.org/simple';

async function network(): Promise<Http> {
  const http = await realHttp('mcp-audit-test', process.env);
  onTestFinished(() => http.close());
  return http;
}

async function ask(registry: Registry, ...labels: string[]): Promise<RegistryAnswer> {
  const packages = labels.map((label) => {
    const at = label.lastIndexOf('@');
    return { ecosystem: registry.ecosystem, name: label.slice(0, at), version: label.slice(at + 1) };
  });
  const io = { ...offlineIo(), http: await network(), now: () => new Date() };
  return askRegistry(registry, packages, io, { npmRegistry, pypiIndex, cache: null });
}

/** Where a mirror does not say what is asked for, nothing is shown of the reader of its answers. */
function skip(context: TestContext, why: string): never {
  process.stderr.write(`SKIPPED ${context.task.name}: ${why}\n`);
  return context.skip(why);
}

describe("npm's registry as configured here", () => {
  it('answers for packages, in a scope too, and lists no version that there is not', async () => {
    const { standings, status } = await ask(npm, '@types/semver@7.7.0', 'zod@3.25.76', 'zod@0.0.0-none');
    expect(standings).toEqual(
      new Map([
        ['pkg:npm/%40types/semver@7.7.0', false],
        ['pkg:npm/zod@3.25.76', false],
      ]),
    );
    expect(status).toMatchObject({ status: 'partial', asked: 3, answered: 2, reason: 'does not list 1 of them' });
  });

  it('tells what is deprecated, as npm itself shows it', async (context) => {
    const message = await printed('npm', 'view', 'request@2.88.2', 'deprecated');
    if (message === '') skip(context, 'npm is told of no deprecation by the registry here');
    const { standings } = await ask(npm, 'request@2.88.2');
    expect([...standings.values()]).toEqual([{ kind: 'deprecated', message, source: 'npm' }]);
  });
});

describe('the index of Python packages as configured here', () => {
  it('tells what is yanked, and why', async (context) => {
    const { accept } = pypi;
    const question = { method: 'GET', timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024, headers: { accept } } as const;
    const http = await network();
    const { headers, text } = await http.request({ ...question, url: `${pypiIndex.replace(/\/$/, '')}/requests/` });
    if (headers['content-type'] !== accept) skip(context, 'the index here does not speak JSON (PEP 691)');
    if (!text.includes('"yanked"')) skip(context, 'the index here says of no file that it is yanked');
    const { standings, status } = await ask(pypi, 'requests@2.32.0', 'Requests@2.32.3', 'requests@0.0.0.dev7');
    expect(standings).toEqual(
      new Map<string, unknown>([
        [
          'pkg:pypi/requests@2.32.0',
          { kind: 'yanked', message: 'Yanked due to conflicts with CVE-2024-35195 mitigation', source: 'pypi' },
        ],
        ['pkg:pypi/Requests@2.32.3', false],
      ]),
    );
    expect(status).toMatchObject({ asked: 3, answered: 2, reason: 'does not list 1 of them' });
  });
});
