import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseIn } from '../../src/database/places.ts';
import { buildProject } from '../stand-ins/built.ts';
import { startDumps } from '../stand-ins/dumps.ts';
import { folderWith } from '../stand-ins/folder.ts';
import type { ServedRecord } from '../stand-ins/osv.ts';
import { idsIn, NOW, open, recordOf } from './_database.ts';

const built = buildProject();
const CLI = join(built, 'bin/mcp-audit.js');

/** More on demand; the bench kills a large update at twenty. */
const KILLS = Number(process.env['KILLS'] ?? 5);

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function start(argv: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [CLI, ...argv], { cwd: built, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, ended };
}

const run = (argv: readonly string[]): Promise<Ended> => start(argv).ended;

const many = (count: number, month: number): ServedRecord[] =>
  Array.from({ length: count }, (_, at) => recordOf(`GHSA-${at}`, `package-${at}`, `2026-${month}-01T00:00:00Z`));

async function serve(records: ServedRecord[]) {
  const dumps = await startDumps({ npm: { records } });
  onTestFinished(() => dumps.close());
  return dumps;
}

const updateOf = (cache: string, url: string): string[] => [
  'db',
  'update',
  '-e',
  'npm',
  '--mirror',
  url,
  '--cache-dir',
  cache,
];

/** Small steps that look like chance and are the same each time (Park and Miller). */
function* chance(seed: number): Generator<number> {
  for (let value = seed; ;) {
    value = (value * 48_271) % 2_147_483_647;
    yield value / 2_147_483_647;
  }
}

describe('an update that is killed', () => {
  it('leaves the old database or the new one, at whatever moment', { timeout: 120_000 }, async () => {
    const dumps = await serve(many(200, 10));
    const before = folderWith({});
    expect(await run(updateOf(before, dumps.url))).toMatchObject({ code: 0 });
    // Too much is new for single records: the whole way, by the dump.
    dumps.published['npm'] = { records: many(2000, 11), notInDump: ['GHSA-7', 'GHSA-8'] };
    const measured = folderWith({});
    cpSync(before, measured, { recursive: true });
    const began = performance.now();
    expect(await run(updateOf(measured, dumps.url))).toMatchObject({ code: 0 });
    const whole = performance.now() - began;

    const seen = new Set<number>();
    const random = chance(20_261_123);
    for (let round = 0; round < KILLS; round++) {
      const cache = folderWith({});
      cpSync(before, cache, { recursive: true });
      const { child, ended } = start(updateOf(cache, dumps.url));
      const timer = setTimeout(() => child.kill('SIGKILL'), whole * (0.2 + 0.8 * (random.next().value ?? 0)));
      await ended;
      clearTimeout(timer);
      const count = idsIn(databaseIn(cache)).length;
      open(databaseIn(cache)).verify(NOW);
      seen.add(count);
      expect([200, 2000]).toContain(count);
      if (round === 0) {
        expect(await run(updateOf(cache, dumps.url))).toMatchObject({ code: 0, err: '' });
        expect(idsIn(databaseIn(cache))).toHaveLength(2000);
      }
    }
    expect([...seen]).toContain(200);
  });
});

describe('many at once', () => {
  it('two updates and ten scans on one database: each sees the old or the new', { timeout: 60_000 }, async () => {
    const dumps = await serve(many(200, 10));
    const cache = folderWith({});
    expect(await run(updateOf(cache, dumps.url))).toMatchObject({ code: 0 });
    dumps.published['npm'] = { records: many(3000, 11) };
    const tree = 'node_modules/package-1';
    const home = folderWith({
      '.cursor/mcp.json': {
        mcpServers: { one: { command: 'node', args: ['node_modules/package-1/index.js'], cwd: '/nowhere' } },
      },
    });
    const project = folderWith({
      'package.json': { name: 'project', dependencies: { 'package-1': '1.0.0' } },
      [`${tree}/package.json`]: { name: 'package-1', version: '1.0.0' },
      [`${tree}/index.js`]: '',
      '.mcp.json': { mcpServers: { one: { command: 'node', args: ['node_modules/package-1/index.js'] } } },
    });
    const scan = ['scan', '--offline', '--home', home, '--project', project, '--cache-dir', cache, '--format', 'json'];
    const updates = [run(updateOf(cache, dumps.url)), run(updateOf(cache, dumps.url))];
    const scans = Array.from({ length: 10 }, () => run(scan));
    for (const { code, err } of await Promise.all(updates)) expect([code, err]).toEqual([0, '']);
    for (const { code, out, err } of await Promise.all(scans)) {
      expect(err).toBe('');
      expect([1, 3]).toContain(code);
      const report = JSON.parse(out) as {
        advisorySources: Array<{ id: string; answered: number }>;
        vulnerabilities: Array<{ id: string }>;
      };
      expect(report.advisorySources).toMatchObject([{ id: 'local', status: 'complete' }]);
      expect(report.vulnerabilities.map(({ id }) => id)).toEqual(['GHSA-1']);
    }
    expect(idsIn(databaseIn(cache))).toHaveLength(3000);
    // The one that came second found nothing left to do.
    expect(dumps.requests.filter(({ path }) => path === 'npm/all.zip')).toHaveLength(2);
  });
});
