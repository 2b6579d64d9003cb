import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { realFiles } from '../../src/io/index.ts';
import { NO_INSTALLATION } from '../../src/model/installation.ts';
import { installedLine } from '../../src/scan/installed-line.ts';
import { listTools, type ServerListing } from '../../src/scan/list-tools.ts';
import { CLIENT, containmentFor, liveIo, ownTemporaryFolder, processesWith } from '../stand-ins/live.ts';

/** Servers as they are on npm, most of which want a key that nobody checks before a tool is called; and the arguments that some need. */
const NPM: ReadonlyArray<readonly [string, ...string[]]> = [
  ['@brave/brave-search-mcp-server@2.1.4'],
  ['@circleci/mcp-server-circleci@0.20.0'],
  ['@eslint/mcp@0.3.13'],
  ['@mapbox/mcp-server@0.2.0'],
  ['@mobilenext/mobile-mcp@1.0.4'],
  ['@modelcontextprotocol/server-brave-search@0.6.2'],
  ['@modelcontextprotocol/server-gitlab@2025.4.25'],
  ['@modelcontextprotocol/server-google-maps@0.6.2'],
  ['@modelcontextprotocol/server-postgres@0.6.2', 'postgres://nobody@127.0.0.1:1/nothing'],
  ['@modelcontextprotocol/server-sequential-thinking@2026.8.31'],
  ['@roychri/mcp-server-asana@1.8.0'],
  ['airtable-mcp-server@1.14.0'],
  ['exa-mcp-server@3.4.1'],
  ['figma-developer-mcp@0.13.2', '--stdio', '--figma-api-key=none'],
  ['linear-mcp-server@0.1.0'],
  ['mcp-searxng@2.4.0'],
  ['mcp-server-code-runner@0.1.8'],
  ['tavily-mcp@0.2.22'],
];

/** Servers that every real test has in its npx cache (`_servers.ts`). */
const CACHED: ReadonlyArray<readonly [string, ...string[]]> = [
  ['@modelcontextprotocol/server-filesystem', tmpdir()],
  ['@modelcontextprotocol/server-everything'],
  ['@modelcontextprotocol/server-memory'],
  ['@playwright/mcp'],
  ['@upstash/context7-mcp'],
  ['@notionhq/notion-mcp-server'],
  ['firecrawl-mcp'],
  ['mcp-server-kubernetes'],
];

const PYPI = [
  'mcp-server-git',
  'mcp-server-fetch',
  'mcp-server-time',
  // Broken by the newest SDK, which it does not pin against: it does not start.
  'mcp-server-sqlite',
  'duckduckgo-mcp-server',
  'wikipedia-mcp',
];

/** Keys that open nothing. */
const KEYS = [
  'AIRTABLE_API_KEY',
  'ASANA_ACCESS_TOKEN',
  'BRAVE_API_KEY',
  'CIRCLECI_TOKEN',
  'EXA_API_KEY',
  'FIRECRAWL_API_KEY',
  'GITLAB_PERSONAL_ACCESS_TOKEN',
  'GOOGLE_MAPS_API_KEY',
  'LINEAR_API_KEY',
  'TAVILY_API_KEY',
];
const env = {
  ...Object.fromEntries(KEYS.map((name) => [name, 'not-a-key-0000'])),
  MAPBOX_ACCESS_TOKEN: 'pk.eyJ1IjoiYSJ9.c2ln',
  SEARXNG_URL: 'http://127.0.0.1:1',
};

const run = promisify(execFile);
const temporary = ownTemporaryFolder();
const PROJECT = 'tree';
let folder = '';

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-live-')));
  const tree = join(folder, PROJECT);
  const venv = join(folder, 'venv');
  mkdirSync(tree);
  writeFileSync(join(tree, 'package.json'), '{}');
  const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', tree];
  const pip = ['install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', ...PYPI];
  const python = async (): Promise<void> => {
    await run('python3', ['-m', 'venv', venv]);
    await run(join(venv, 'bin', 'pip'), pip);
  };
  await Promise.all([run('npm', [...npm, ...NPM.map(([spec]) => spec)], { cwd: tree }), python()]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bare = (spec: string): string => spec.replace(/(?<=.)@.*/, '');

/** The line that starts a package of a tree as it is installed there, without npx and its look at the registry. */
function lineIn(modules: string, name: string, args: readonly string[]): readonly [string, ...string[]] {
  const installation = {
    ...NO_INSTALLATION,
    path: dirname(modules),
    root: `node_modules/${name}`,
    fidelity: 'installed',
  } as const;
  const line = installedLine({ command: 'npx', args: ['-y', name, ...args] }, installation, realFiles);
  if (line === null) throw new Error(`${name} has no command`);
  return [line.command, ...line.args];
}

/** The newest of a package in the npx cache of the tests' home. */
function cachedModules(name: string): string | undefined {
  const npx = join(inject('home'), '.npm', '_npx');
  const trees = readdirSync(npx).map((hash) => join(npx, hash, 'node_modules'));
  const versionOf = (modules: string): string =>
    (JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string }).version;
  const holding = trees.filter((modules) => existsSync(join(modules, name, 'package.json')));
  return holding.sort((a, b) => versionOf(a).localeCompare(versionOf(b), 'en', { numeric: true })).at(-1);
}

async function list(command: string, args: readonly string[]): Promise<ServerListing> {
  const containment = await containmentFor('auto');
  const launchable = { command, args, env, cwd: null, reads: [] };
  return listTools(
    { transport: 'stdio', launchable },
    { containment, mayLeaveMachine: false, clientInfo: CLIENT },
    liveIo(),
  );
}

/** Every server that greets lists its tools; says loudly which did not start at all, and returns how many were listed. */
async function listAll(servers: ReadonlyArray<readonly [string, string, ...string[]]>): Promise<number> {
  const unlisted: string[] = [];
  const notStarted: string[] = [];
  let listed = 0;
  for (const [name, command, ...args] of servers) {
    const { era, tools, problem, isGone } = await list(command, args);
    const why = `${name}: ${problem?.message ?? 'no tools'}`;
    if (era === null) notStarted.push(why);
    else if (problem !== null || tools.length === 0) unlisted.push(why);
    else listed += 1;
    expect(isGone, name).toBe(true);
  }
  if (notStarted.length > 0) process.stderr.write(`\nNOT TESTED, did not start:\n${notStarted.join('\n')}\n\n`);
  expect(unlisted).toEqual([]);
  expect(processesWith(folder)).toEqual([]);
  temporary.expectEmpty();
  return listed;
}

it('lists 25 servers of npm over stdio, each that starts', async () => {
  const modules = join(folder, PROJECT, 'node_modules');
  const installed = NPM.map(([spec, ...args]) => [spec, ...lineIn(modules, bare(spec), args)] as const);
  const cached = CACHED.flatMap(([name, ...args]) => {
    const where = cachedModules(name);
    if (where === undefined) process.stderr.write(`\nNOT TESTED, the registry did not give: ${name}\n\n`);
    return where === undefined ? [] : [[name, ...lineIn(where, name, args)] as const];
  });
  expect(await listAll([...installed, ...cached])).toBeGreaterThanOrEqual(25);
});

it('lists 5 servers of PyPI over stdio, each that starts', async () => {
  const servers = PYPI.map((name) => [name, join(folder, 'venv', 'bin', name)] as const);
  expect(await listAll(servers)).toBeGreaterThanOrEqual(5);
});
