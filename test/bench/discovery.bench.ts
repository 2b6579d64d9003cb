import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { homeAt, realFiles } from '../../src/io/index.ts';
import { discover } from '../../src/scan/discover.ts';
import { identify } from '../../src/scan/identify.ts';

const FILES = 40;
const SERVERS = 500;
const ROUNDS = 9;

/** Launch lines of every family, so that no launcher's table stays unread. */
const LINES: ReadonlyArray<readonly [string, ...string[]]> = [
  ['npx', '-y', '@scope/server@1.2.3', '--root', '/srv'],
  ['uvx', '--from', 'server[extra]==1.2.3', 'server'],
  ['docker', 'run', '-i', '--rm', '-e', 'TOKEN', 'ghcr.io/owner/server:1.2'],
  ['cmd', '/c', 'npx', '-y', 'server'],
  ['bash', '-c', 'exec npx -y server --port 1'],
  ['uv', '--directory', '/srv/app', 'run', 'server.py'],
  ['node', '/srv/app/dist/index.js'],
  ['npx', '-y', 'mcp-remote', 'https://mcp.example.com/sse'],
  ['go', 'run', 'example.com/owner/server@v1.2.3'],
  ['/usr/local/bin/server', '--stdio'],
];

function configOf(first: number, count: number): string {
  const servers: Record<string, unknown> = {};
  for (let index = first; index < first + count; index++) {
    const [command, ...args] = LINES[index % LINES.length] ?? ['server'];
    servers[`server-${index}`] = { command, args: [...args, `--n=${index}`], env: { API_KEY: 'x', PORT: '1' } };
  }
  return JSON.stringify({ mcpServers: servers }, null, 2);
}

/** A home whose clients declare the servers: half of the files are those of clients, half those of opened projects. */
function makeHome(): string {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-bench-')));
  const user = [
    '.cursor/mcp.json',
    '.codeium/windsurf/mcp_config.json',
    '.kiro/settings/mcp.json',
    '.junie/mcp/mcp.json',
  ];
  const projects = Array.from({ length: FILES - user.length }, (_, index) => `work/p${index}/.mcp.json`);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  };
  const each = SERVERS / FILES;
  for (const [index, path] of [...user, ...projects].entries()) {
    const first = Math.round(index * each);
    write(path, configOf(first, Math.round((index + 1) * each) - first));
  }
  const opened = Object.fromEntries(projects.map((path) => [join(home, dirname(path)), {}]));
  write('.claude.json', JSON.stringify({ projects: opened }));
  return home;
}

it(`discovery and identification of ${SERVERS} servers in ${FILES} files`, () => {
  const home = makeHome();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { declared } = discover({ home: true, managed: false, project: null, files: [] }, homeAt(home), realFiles);
    const { candidates } = identify(declared);
    times.push(performance.now() - start);
    expect(candidates).toHaveLength(SERVERS);
    expect(candidates.filter(({ server }) => server.launch.launcher === 'none')).toEqual([]);
  }
  rmSync(home, { recursive: true, force: true });
  const [cold = Number.NaN] = times;
  const median = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  process.stdout.write(
    `\n${SERVERS} servers in ${FILES} files: first ${cold.toFixed(0)} ms, median ${median.toFixed(0)} ms\n\n`,
  );
});
