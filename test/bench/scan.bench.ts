import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { declareServers } from '../real/_configs.ts';
import { SPECS } from '../real/_servers.ts';
import { PROGRAM, timed } from './_run.ts';

const ROUNDS = 5;

type Timed = ReturnType<typeof timed>;

/** Median time and highest peak of some rounds, after one that warms the disk's own cache. */
function measure(work: () => Timed): Timed {
  work();
  const runs = Array.from({ length: ROUNDS }, work);
  const sorted = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    ms: sorted[Math.floor(ROUNDS / 2)] ?? Number.NaN,
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
  };
}

it('figures', () => {
  const home = inject('home');
  declareServers(home, SPECS);
  const cache = mkdtempSync(join(tmpdir(), 'mcp-audit-bench-'));
  const scan = ['scan', '--offline', '--home', home, '--format', 'json'];
  const packages = new Set<string>();
  const inventory = spawnSync(process.execPath, [PROGRAM, ...scan, '--no-cache'], { encoding: 'utf8', maxBuffer: 1e9 });
  const { servers } = JSON.parse(inventory.stdout) as {
    servers: Array<{ id: string; installation: { components: Array<{ id: string }> } }>;
  };
  for (const { id, installation } of servers)
    for (const component of installation.components) packages.add(`${id} ${component.id}`);

  const rows: Array<[string, Timed]> = [
    ['node -e 0', measure(() => timed(['-e', '0']))],
    ['mcp-audit --version', measure(() => timed([PROGRAM, '--version']))],
    ['mcp-audit --help', measure(() => timed([PROGRAM, '--help']))],
    ['mcp-audit scan, cold', measure(() => timed([PROGRAM, ...scan, '--no-cache']))],
    ['mcp-audit scan, warm', measure(() => timed([PROGRAM, ...scan, '--cache-dir', cache]))],
    [
      'npm ls --all --json, all trees',
      measure(() => {
        const start = performance.now();
        for (const folder of readdirSync(join(home, '.npm/_npx'))) {
          execFileSync('npm', ['ls', '--all', '--json'], {
            cwd: join(home, '.npm/_npx', folder),
            maxBuffer: 1e9,
            stdio: ['ignore', 'pipe', 'ignore'],
          });
        }
        return { ms: performance.now() - start, megabytes: Number.NaN };
      }),
    ],
  ];
  rmSync(cache, { recursive: true, force: true });
  const base = rows[0]?.[1].ms ?? 1;
  const lines = rows.map(([name, { ms, megabytes }]) =>
    [
      name.padEnd(32),
      `${ms.toFixed(0)} ms`.padStart(9),
      `${(ms / base).toFixed(2)}x`.padStart(8),
      Number.isNaN(megabytes) ? '' : `${megabytes.toFixed(0)} MB`.padStart(8),
    ].join(' '),
  );
  process.stdout.write(
    `\n${servers.length} servers, ${packages.size} packages; median of ${ROUNDS}, highest peak\n${lines.join('\n')}\n\n`,
  );
  expect(servers.length).toBeGreaterThan(0);
});
