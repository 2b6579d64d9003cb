import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEcosystem } from '../../src/database/ecosystem-database.ts';
import { LocalDatabase } from '../../src/database/lookup.ts';
import { databaseIn } from '../../src/database/places.ts';
import { realFiles, realStorage } from '../../src/io/index.ts';
import { chance, makeDump, type Dump } from './_dump.ts';
import { measured, median, PROGRAM } from './_run.ts';

const RECORDS = Number(process.env['BENCH_RECORDS'] ?? 220_000);
const ROUNDS = 7;
const KILLS = 20;

const scratch = mkdtempSync(join(tmpdir(), 'mcp-audit-bench-'));
const disk = { files: realFiles, storage: realStorage };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

let dump: Dump;
let server: Server;
let url = '';
/** Records with a newer time than those of the dump, by their id. */
const changed = new Map<string, { id: string; modified: string; name: string }>();

beforeAll(async () => {
  dump = makeDump(join(scratch, 'mirror'), RECORDS);
  const archive = join(dump.folder, 'npm/all.zip');
  server = createServer(({ url: path = '', headers }, response) => {
    const [, id] = /\/npm\/([^/]+)\.json$/.exec(decodeURIComponent(path)) ?? [];
    if (path.endsWith('all.zip')) {
      const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
      const { size } = statSync(archive);
      const range = start === 0 ? {} : { 'content-range': `bytes ${start}-${size - 1}/${size}` };
      response.writeHead(start === 0 ? 200 : 206, { etag: '"dump"', 'content-length': size - start, ...range });
      createReadStream(archive, { start }).pipe(response);
    } else if (path.endsWith('modified_id.csv')) {
      const newer = [...changed.values()]
        .map(({ id: own, modified }) => `${modified},${own}`)
        .sort()
        .toReversed();
      response.end(
        `${[...newer, ...dump.list.filter((line) => !changed.has(line.slice(line.indexOf(',') + 1)))].join('\n')}\n`,
      );
    } else {
      const record = changed.get(id ?? '');
      const entry = {
        package: { ecosystem: 'npm', name: record?.name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
      };
      response
        .writeHead(record ? 200 : 404)
        .end(JSON.stringify({ id, modified: record?.modified, summary: 'changed', affected: [entry] }));
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  say(
    `\n${dump.records.toLocaleString('en-GB')} records: zip ${(dump.zip / 1e6).toFixed(0)} MB, JSON ${(dump.json / 1e6).toFixed(0)} MB`,
  );
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(scratch, { recursive: true, force: true });
});

const imported = join(scratch, 'imported');
const updated = join(scratch, 'updated');

it('import', async () => {
  const { ms, megabytes, code, out } = await measured(['db', 'import', dump.folder, '--cache-dir', imported]);
  say(`db import: ${(ms / 1000).toFixed(1)} s, peak ${megabytes.toFixed(0)} MB`);
  expect([code, out]).toEqual([
    0,
    expect.stringContaining(`${RECORDS.toLocaleString('en-GB')} records read, 0 rejected`),
  ]);
});

it('look-ups in process', () => {
  const random = chance(7);
  const names = Array.from({ length: 1000 }, (_, at) =>
    at % 2 === 0 ? dump.record(Math.floor(random() * RECORDS)).name : `not-there-${at}`,
  );
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    const database = new LocalDatabase(databaseIn(imported), disk);
    const found = names.filter((name) => {
      const answer = database.find({ ecosystem: 'npm', name, version: '0.0.1' }, new Date());
      return !('problem' in answer) && answer.records.length + answer.uncertain.length >= 0;
    });
    database.close();
    expect(found).toHaveLength(1000);
    return performance.now() - start;
  });
  say(
    `open the index and look up 1,000 packages: first ${times[0]?.toFixed(1)} ms, median ${median(times).toFixed(1)} ms`,
  );
});

it('a query from a cold start', () => {
  const { name } = dump.record(40);
  const argv = [PROGRAM, 'db', 'query', 'npm', name, '0.0.1', '--cache-dir', imported];
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    const { stdout } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toMatchObject({ name });
    return performance.now() - start;
  });
  const bare = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    return performance.now() - start;
  });
  say(`db query: median ${median(times).toFixed(0)} ms (node -e 0: ${median(bare).toFixed(0)} ms)`);
});

it('export and import of one small file', async () => {
  const file = join(scratch, 'advisories.gz');
  const written = await measured(['db', 'export', file, '--cache-dir', imported]);
  const read = await measured(['db', 'import', file, '--cache-dir', join(scratch, 'again')]);
  say(
    `db export: ${(written.ms / 1000).toFixed(1)} s, ${(statSync(file).size / 1e6).toFixed(1)} MB; db import of it: ${(read.ms / 1000).toFixed(1)} s, peak ${read.megabytes.toFixed(0)} MB`,
  );
  expect([written.code, read.code]).toEqual([0, 0]);
});

it('an update by the dump, then one of 500 changes', async () => {
  const argv = ['db', 'update', '-e', 'npm', '--mirror', url, '--cache-dir', updated];
  const whole = await measured(argv);
  expect([whole.code, whole.out]).toEqual([0, expect.any(String)]);
  const later = new Date(Date.parse(dump.list[0]?.split(',')[0] ?? '') + 3_600_000).toISOString();
  for (let at = 0; at < 500; at++) {
    const record = dump.record(Math.floor((at * RECORDS) / 500), later);
    changed.set(record.id, record);
  }
  const sync = await measured(argv);
  say(
    `db update: by the dump ${(whole.ms / 1000).toFixed(1)} s, peak ${whole.megabytes.toFixed(0)} MB; 500 changes ${(sync.ms / 1000).toFixed(2)} s, peak ${sync.megabytes.toFixed(0)} MB`,
  );
  expect([sync.code, sync.out]).toEqual([0, expect.stringContaining('500 advisories new or changed')]);
});

it('an update that is killed', { timeout: 1_800_000 }, async () => {
  const argv = (cache: string): string[] => [
    PROGRAM,
    'db',
    'update',
    '-e',
    'npm',
    '--mirror',
    url,
    '--cache-dir',
    cache,
  ];
  const work = join(scratch, 'killed');
  const start = performance.now();
  await measured(argv(join(scratch, 'whole')).slice(1));
  const whole = performance.now() - start;
  const random = chance(20_261_123);
  let old = 0;
  for (let round = 0; round < KILLS; round++) {
    rmSync(work, { recursive: true, force: true });
    cpSync(imported, work, { recursive: true });
    const before = openEcosystem(databaseIn(work), 'npm', disk)?.state.segments[0]?.name;
    const child = spawn(process.execPath, argv(work), { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), random() * whole);
    await new Promise((done) => void child.on('close', done));
    clearTimeout(timer);
    const database = openEcosystem(databaseIn(work), 'npm', disk);
    database?.verify(new Date());
    expect(database?.state.records).toBe(RECORDS);
    if (database?.state.segments[0]?.name === before) old += 1;
    database?.close();
  }
  say(
    `killed at ${KILLS} moments of ${(whole / 1000).toFixed(1)} s: ${old} times the old database, ${KILLS - old} times the new one, always whole`,
  );
});
