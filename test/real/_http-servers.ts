import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { realAccepts } from '../../src/io/index.ts';

const run = promisify(execFile);

/** A server as it is published, and how it is told to serve HTTP on a port of this machine. */
export interface Recipe {
  from: 'npm' | 'pypi';
  package: string;
  command: string;
  args(port: number, bin: (name: string) => string): string[];
  env?(port: number): Record<string, string>;
  path: string;
}

const npm = (name: string, command: string, args: Recipe['args'], rest: Partial<Recipe> = {}): Recipe => ({
  from: 'npm',
  package: name,
  command,
  args,
  path: '/mcp',
  ...rest,
});

const pypi = (name: string, args: Recipe['args'], rest: Partial<Recipe> = {}): Recipe => ({
  ...npm(name, name, args, rest),
  from: 'pypi',
});

/** None of them gets a credential that opens anything, and the network that they would use is not asked for. */
export const RECIPES: readonly Recipe[] = [
  npm('@modelcontextprotocol/server-everything', 'mcp-server-everything', () => ['streamableHttp'], {
    env: (port) => ({ PORT: `${port}` }),
  }),
  npm('@modelcontextprotocol/server-everything', 'mcp-server-everything', () => ['sse'], {
    env: (port) => ({ PORT: `${port}` }),
    path: '/sse',
  }),
  npm('@playwright/mcp', 'playwright-mcp', (port) => ['--headless', '--port', `${port}`]),
  npm('@upstash/context7-mcp', 'context7-mcp', (port) => ['--transport', 'http', '--port', `${port}`]),
  npm('@notionhq/notion-mcp-server', 'notion-mcp-server', (port) => ['--transport', 'http', '--port', `${port}`], {
    env: () => ({ NOTION_TOKEN: 'none' }),
  }),
  npm('mcp-proxy', 'mcp-proxy', (port, bin) => [
    '--host',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--',
    bin('mcp-server-everything'),
  ]),
  npm('supergateway', 'supergateway', (port, bin) => [
    '--stdio',
    bin('mcp-server-everything'),
    '--outputTransport',
    'streamableHttp',
    '--port',
    `${port}`,
  ]),
  npm('mcp-server-kubernetes', 'mcp-server-kubernetes', () => [], {
    env: (port) => ({ ENABLE_UNSAFE_STREAMABLE_HTTP_TRANSPORT: '1', PORT: `${port}`, HOST: '127.0.0.1' }),
  }),
  npm('figma-developer-mcp', 'figma-developer-mcp', (port) => ['--port', `${port}`, '--no-telemetry'], {
    env: () => ({ FIGMA_API_KEY: 'none' }),
  }),
  npm('mcp-searxng', 'mcp-searxng', () => [], {
    env: (port) => ({ MCP_HTTP_PORT: `${port}`, SEARXNG_URL: 'http://127.0.0.1:1' }),
  }),
  npm('mongodb-mcp-server', 'mongodb-mcp-server', (port) => [
    '--transport',
    'http',
    '--httpPort',
    `${port}`,
    '--telemetry',
    'disabled',
  ]),
  npm('@antv/mcp-server-chart', 'mcp-server-chart', (port) => ['--transport', 'streamable', '--port', `${port}`]),
  npm('hostinger-api-mcp', 'hostinger-api-mcp', (port) => ['--http', '--port', `${port}`], {
    env: () => ({ HOSTINGER_API_TOKEN: 'none' }),
    path: '/',
  }),
  npm('@cyanheads/git-mcp-server', 'git-mcp-server', () => [], {
    env: (port) => ({ MCP_TRANSPORT_TYPE: 'http', MCP_HTTP_PORT: `${port}`, MCP_HTTP_HOST: '127.0.0.1' }),
  }),
  npm('@aashari/boilerplate-mcp-server', 'mcp-server', () => [], {
    env: (port) => ({ TRANSPORT_MODE: 'http', PORT: `${port}` }),
  }),
  pypi('mcp-clickhouse', () => [], {
    env: (port) => ({
      CLICKHOUSE_HOST: '127.0.0.1',
      CLICKHOUSE_USER: 'none',
      CLICKHOUSE_PASSWORD: 'none',
      CLICKHOUSE_MCP_SERVER_TRANSPORT: 'http',
      CLICKHOUSE_MCP_BIND_PORT: `${port}`,
      CLICKHOUSE_MCP_AUTH_DISABLED: 'true',
    }),
  }),
  pypi('wikipedia-mcp', (port) => ['--transport', 'streamable-http', '--port', `${port}`]),
  pypi('duckduckgo-mcp-server', (port) => ['--transport', 'streamable-http', '--port', `${port}`]),
];

const SUITE = '@modelcontextprotocol/conformance@0.1.13';

export interface Bench {
  /** What could not be installed, in words; empty when all is there. */
  missing: string[];
  bin(from: Recipe['from'], name: string): string;
  /** The conformance suite, whose newest version for Node 20 this is. */
  suite: string;
  home: string;
  remove(): void;
}

/** Installs all of them, without their install scripts, into one folder. */
export async function setUpBench(): Promise<Bench> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-http-')));
  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(join(folder, 'package.json'), '{}');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const names = (from: Recipe['from']): string[] =>
    RECIPES.filter((recipe) => recipe.from === from).map((recipe) => recipe.package);
  const missing: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    await work().catch(() => work().catch(() => missing.push(what)));
  };
  const pip = join(folder, 'venv', 'bin', 'pip');
  await Promise.all([
    attempt('npm servers', () => run('npm', ['install', ...quiet, ...names('npm'), SUITE], { cwd: folder })),
    attempt('PyPI servers', async () => {
      await run('python3', ['-m', 'venv', join(folder, 'venv')], { cwd: folder });
      await run(pip, ['install', '--quiet', ...names('pypi')], { cwd: folder });
    }),
  ]);
  const folders = { npm: join(folder, 'node_modules', '.bin'), pypi: join(folder, 'venv', 'bin') };
  return {
    missing,
    bin: (from, name) => join(folders[from], name),
    suite: join(folders.npm, 'conformance'),
    home,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface Running {
  url: string;
  port: number;
  child: ChildProcess;
  /** The end of what it printed. */
  said(): string;
  stop(): void;
}

const START_MS = 40_000;

/** Starts one in a process group of its own, with a home of its own and no variable of this user's but PATH; null when it does not listen in time. */
export async function start(recipe: Recipe, bench: Bench): Promise<Running | null> {
  const port = await freePort();
  const bin = (name: string): string => bench.bin(recipe.from, name);
  const env = { PATH: process.env['PATH'] ?? '', HOME: bench.home, ...recipe.env?.(port) };
  const child = spawn(bin(recipe.command), recipe.args(port, bin), {
    env,
    cwd: bench.home,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk: Buffer): void => void (said = (said + chunk.toString('utf8')).slice(-4_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const state = { isEnded: false };
  child.on('error', () => void (state.isEnded = true));
  child.on('exit', () => void (state.isEnded = true));
  const stop = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is gone.
    }
  };
  for (const end = Date.now() + START_MS; Date.now() < end && !state.isEnded;) {
    for (const address of ['127.0.0.1', '::1']) {
      if (!(await realAccepts(address, port, 500))) continue;
      return { url: `http://localhost:${port}${recipe.path}`, port, child, said: () => said, stop };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  stop();
  return null;
}

/** Whether a process of ours, or any other, still listens there. */
export const isListening = async (port: number): Promise<boolean> =>
  (await realAccepts('127.0.0.1', port, 1_000)) || (await realAccepts('::1', port, 1_000));

/** What the suite's DNS-rebinding scenario saw; null where it gave no result. */
export interface Oracle {
  /** A foreign Host and Origin were refused with a 4xx. */
  rejects: boolean;
  /** Its own were answered with a 2xx. */
  accepts: boolean;
  statuses: Array<number | undefined>;
}

export async function askOracle(url: string, bench: Pick<Bench, 'suite' | 'home'>): Promise<Oracle | null> {
  const scenario = ['server', '--url', url, '--scenario', 'dns-rebinding-protection', '--verbose'];
  const { stdout } = await run(bench.suite, scenario, { cwd: bench.home, timeout: 60_000 }).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
  );
  const [text] = /^\[\n[^]*?^\]$/m.exec(stdout) ?? [];
  if (text === undefined) return null;
  const checks = JSON.parse(text) as Array<{ id: string; status: string; details?: { statusCode?: number } }>;
  const passes = (id: string): boolean => checks.find((one) => one.id === id)?.status === 'SUCCESS';
  return {
    rejects: passes('localhost-host-rebinding-rejected'),
    accepts: passes('localhost-host-valid-accepted'),
    statuses: checks.map(({ details }) => details?.statusCode),
  };
}
