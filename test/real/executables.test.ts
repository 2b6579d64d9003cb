import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { binary } from '../../src/ecosystems/binary/index.ts';
import { homeAt, realFiles } from '../../src/io/index.ts';
import type { Component } from '../../src/model/installation.ts';
import { UNKNOWN_LAUNCH } from '../../src/model/launch.ts';

/** Servers that the module proxy has, at fixed versions. */
const SERVERS = [
  'github.com/mark3labs/mcp-go/examples/everything@v0.44.0',
  'github.com/modelcontextprotocol/go-sdk/examples/server/hello@v1.4.0',
];

const home = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-go-')));
const missing: string[] = [];

const io = {
  files: realFiles,
  http: null,
  now: () => new Date(0),
  random: () => 0,
  sleep: () => Promise.resolve(),
  progress: () => {},
};

async function componentsOf(path: string): Promise<{ method: string; components: Component[]; gaps: unknown[] }> {
  const question = { target: { kind: 'executable' as const, path }, launch: UNKNOWN_LAUNCH, cwd: null, env: {} };
  const resolved = await binary.resolve(question, { io, machine: homeAt(home), cache: null });
  return {
    method: resolved?.installation?.method ?? 'none',
    components: resolved?.installation?.components ?? [],
    gaps: resolved?.gaps ?? [],
  };
}

/** Modules by Go's own reader. */
function modulesOf(path: string): string[] {
  const [first = '', ...lines] = execFileSync('go', ['version', '-m', path], { encoding: 'utf8' }).split('\n');
  const modules: string[] = [`stdlib@${/: go(\S+)/.exec(first)?.[1]}`];
  for (const line of lines) {
    const [, kind, name, version] = line.split('\t');
    if (kind === '=>') modules.pop();
    if (kind === 'mod' || kind === 'dep' || kind === '=>')
      modules.push(`${name}@${version === '(devel)' ? '' : version}`);
  }
  return modules.sort();
}

describe('real Go servers', () => {
  beforeAll(() => {
    const env = { ...process.env, HOME: home, GOPATH: join(home, 'go'), GOBIN: '', GOFLAGS: '-modcacherw' };
    for (const server of SERVERS) {
      try {
        execFileSync('go', ['install', server], { env, stdio: 'ignore' });
      } catch {
        missing.push(server);
      }
    }
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it.each(SERVERS)('%s has exactly the modules that go version -m lists', async (server) => {
    if (missing.includes(server)) {
      process.stderr.write(`\nNOT TESTED, could not be installed: ${server}\n`);
      return;
    }
    const path = join(home, 'go/bin', server.replace(/@.*/, '').replace(/.*\//, ''));
    const { method, components, gaps } = await componentsOf(path);
    expect(method).toBe('go-bin');
    expect(gaps).toEqual([]);
    expect(components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(modulesOf(path));
  });

  it('are at least two', () => expect(SERVERS.length - missing.length).toBeGreaterThanOrEqual(2));
});
