import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cutOff, failWith, otherBytes, type DumpFault } from '../stand-ins/dumps.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { zipOf } from '../stand-ins/zip.ts';
import { benchWith, idsIn, NOW, open, recordOf, type Bench } from './_database.ts';

const many = (count: number) =>
  Array.from({ length: count }, (_, number) => recordOf(`GHSA-${number}`, `package-${number}`));
const asked = ({ dumps }: Bench, path: string): number =>
  dumps.requests.filter((request) => request.path === path).length;
const DAY = 24 * 3_600_000;

/** Sends another text in the place of the honest one, and says nothing of its checksum. */
const say =
  (change: (honest: string) => string, status = 200): DumpFault =>
  ({ honest }) => ({ status, body: Buffer.from(change(honest.body.toString())), headers: {} });

/** A copy that has the dumps alone. */
const withoutSingle = ({ dumps }: Bench, ids: readonly string[]): void => {
  for (const id of ids) dumps.fault(`npm/${id}.json`, failWith(404));
};

describe('the first update', () => {
  it('takes the dump, and the list to see that it is all', async () => {
    const bench = await benchWith({ npm: { records: many(50) } });
    expect(await bench.update()).toMatchObject({
      outcome: 'rebuilt',
      records: 50,
      complete: true,
      missing: [],
      repaired: [],
      removed: 0,
    });
    expect(idsIn(bench.root)).toHaveLength(50);
    expect(bench.dumps.requests.map(({ path }) => path)).toEqual(['npm/all.zip', 'npm/modified_id.csv']);
    expect(open(bench.root).state).toMatchObject({
      complete: true,
      source: `${bench.dumps.url}/`,
      newest: '2026-10-01T00:00:00Z',
    });
  });

  it('keeps the record as it was published', async () => {
    const record = recordOf('GHSA-1', 'bad');
    const bench = await benchWith({ npm: { records: [record] } });
    await bench.update();
    expect(JSON.parse(open(bench.root).text('GHSA-1', NOW) ?? '')).toEqual(record);
  });

  it('leaves nothing behind but the database', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    await bench.update();
    expect(readdirSync(join(bench.root, 'npm')).sort()).toEqual([
      expect.stringMatching(/^base-.*\.dat$/),
      expect.stringMatching(/^base-.*\.idx$/),
      expect.stringMatching(/^base-.*\.txt$/),
      'state.json',
    ]);
  });

  it('fetches what the dump lacks and the list has, and says so', async () => {
    const bench = await benchWith({ npm: { records: many(20), notInDump: ['GHSA-7', 'GHSA-13'] } });
    expect(await bench.update()).toMatchObject({ records: 20, repaired: ['GHSA-13', 'GHSA-7'], complete: true });
    expect(idsIn(bench.root)).toHaveLength(20);
    expect(open(bench.root).recordsFor('package-13', NOW)).toMatchObject([{ id: 'GHSA-13' }]);
  });

  it('is not complete while one of the list cannot be had, and is once it can', async () => {
    const bench = await benchWith({ npm: { records: many(5), notInDump: ['GHSA-2'] } });
    bench.dumps.fault('npm/GHSA-2.json', failWith(500), { to: 5 });
    expect(await bench.update()).toMatchObject({ records: 4, missing: ['GHSA-2'], complete: false });
    expect(await bench.update()).toMatchObject({ records: 5, missing: [], complete: true, changed: 1 });
    expect(idsIn(bench.root)).toHaveLength(5);
  });

  it('takes it for withdrawn when the list has it and the server does not', async () => {
    const bench = await benchWith({ npm: { records: many(5), moreLines: ['2026-09-01T00:00:00Z,GHSA-gone'] } });
    expect(await bench.update()).toMatchObject({ records: 5, missing: [], complete: true });
  });

  it('takes nothing for withdrawn by the word of a server that has no single advisory', async () => {
    const bench = await benchWith({ npm: { records: many(5), notInDump: ['GHSA-2'] } });
    withoutSingle(
      bench,
      many(5).map(({ id }) => id),
    );
    expect(await bench.update()).toMatchObject({
      records: 4,
      missing: ['GHSA-2'],
      complete: false,
      notes: [expect.stringContaining('no single advisories')],
    });
  });

  it('takes nothing for withdrawn that is newer than the dump: a copy is not made at once', async () => {
    const records = [...many(5), recordOf('GHSA-new', 'new', '2026-10-05T00:00:00Z')];
    const bench = await benchWith({ npm: { records, notInDump: ['GHSA-new'] } });
    withoutSingle(bench, ['GHSA-new']);
    expect(await bench.update()).toMatchObject({ records: 5, missing: ['GHSA-new'], complete: false, notes: [] });
    // Nor by a list that is older than the one which had it.
    bench.dumps.fault(
      'npm/modified_id.csv',
      say((list) => list.replace(/.*GHSA-new\n/, '')),
      { from: 2, to: 2 },
    );
    expect(await bench.update()).toMatchObject({ complete: true });
    expect(await bench.update()).toMatchObject({ missing: ['GHSA-new'], complete: false });
  });

  it('keeps what the dump has in an older state than the list, when that cannot be had', async () => {
    const older = zipOf({ 'GHSA-1.json': JSON.stringify(recordOf('GHSA-1', 'a')) });
    const records = [recordOf('GHSA-1', 'a', '2026-10-02T00:00:00Z'), recordOf('GHSA-2', 'b')];
    const bench = await benchWith({ npm: { records } });
    bench.dumps.fault('npm/all.zip', () => ({ status: 200, body: older, headers: {} }));
    withoutSingle(bench, ['GHSA-1']);
    expect(await bench.update()).toMatchObject({ records: 2, missing: ['GHSA-1'], complete: false, removed: 0 });
    expect(idsIn(bench.root)).toEqual(['GHSA-1', 'GHSA-2']);
  });

  it('is not complete when a line of the list cannot be read', async () => {
    const bench = await benchWith({ npm: { records: many(5), moreLines: ['yesterday,GHSA-9'] } });
    expect(await bench.update()).toMatchObject({ records: 5, complete: false });
  });

  it('keeps what is newer than the list: a dump can be made after it', async () => {
    const bench = await benchWith({
      npm: { records: [...many(5), recordOf('GHSA-new', 'new', '2026-10-02T00:00:00Z')] },
    });
    bench.dumps.fault(
      'npm/modified_id.csv',
      say((list) => list.replace(/.*GHSA-new\n/, '')),
    );
    expect(await bench.update()).toMatchObject({ records: 6, removed: 0, complete: true });
    expect(idsIn(bench.root)).toContain('GHSA-new');
  });

  it('does not believe a list that has lost most of the dump', async () => {
    const bench = await benchWith({ npm: { records: many(400) } });
    bench.dumps.fault('npm/modified_id.csv', () => ({
      status: 200,
      body: Buffer.from('2026-10-01T00:00:00Z,GHSA-1\n'),
      headers: {},
    }));
    await expect(bench.update()).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('lacks 399 of the 400') as string,
    });
  });

  it.each([
    ['has nothing newer, though it was shown nothing', failWith(304), '304'],
    ['gives a part that was not asked for', say((list) => list.slice(0, list.length / 2), 206), '206'],
    ['lists nothing', say(() => ''), 'lists no advisory'],
    ['lists nothing that can be read', say((list) => list.replaceAll(',', ';')), 'lists no advisory'],
  ])('does not believe a server that %s', async (_, fault, words) => {
    const bench = await benchWith({ npm: { records: many(50) } });
    bench.dumps.fault('npm/modified_id.csv', fault, { to: 60 });
    await expect(bench.update()).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(words) as string,
    });
    expect(existsSync(join(bench.root, 'npm', 'state.json'))).toBe(false);
  });

  it('does not believe a list that ends with the connection: it may have been cut', async () => {
    const bench = await benchWith({ npm: { records: many(50) } });
    bench.dumps.fault('npm/modified_id.csv', ({ honest: { body }, response }) => {
      const half = body.subarray(0, body.indexOf('\n', body.length / 2) + 1).toString();
      response.socket?.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${half}`);
      return null;
    });
    await expect(bench.update()).rejects.toMatchObject({ message: expect.stringContaining('its length') as string });
  });

  it('reports what is in its way on the disk', async () => {
    const bench = await benchWith({ npm: { records: many(5) } });
    writeFileSync(join(bench.root, 'npm'), 'a file where the folder should be');
    await expect(bench.update()).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('reports an ecosystem that the server does not have', async () => {
    const bench = await benchWith({});
    await expect(bench.update()).rejects.toMatchObject({
      message: expect.stringContaining('has no npm/all.zip') as string,
    });
    expect(existsSync(join(bench.root, 'npm', 'state.json'))).toBe(false);
  });
});

describe('a download', () => {
  it('that is cut goes on where it was', async () => {
    const bench = await benchWith({ npm: { records: many(300) } });
    bench.dumps.fault('npm/all.zip', cutOff, { to: 3 });
    const updated = await bench.update();
    expect(updated).toMatchObject({ records: 300, complete: true });
    const ranges = bench.dumps.requests
      .filter(({ path }) => path === 'npm/all.zip')
      .map(({ headers }) => headers.range);
    expect(ranges[0]).toBeUndefined();
    expect(ranges.slice(1).every((range) => /^bytes=\d+-$/.test(range ?? ''))).toBe(true);
    expect(ranges).toHaveLength(4);
  });

  it('that is cut begins anew when the dump has changed since', async () => {
    const bench = await benchWith({ npm: { records: many(300) } });
    bench.dumps.fault(
      'npm/all.zip',
      (exchange) => {
        const reply = cutOff(exchange);
        bench.dumps.published['npm'] = { records: many(310) };
        return reply;
      },
      { to: 1 },
    );
    expect(await bench.update()).toMatchObject({ records: 310, complete: true });
  });

  it('that does not add up to its checksum is asked for again', async () => {
    const bench = await benchWith({ npm: { records: many(30) } });
    bench.dumps.fault('npm/all.zip', otherBytes, { to: 1 });
    expect(await bench.update()).toMatchObject({ records: 30, complete: true });
    expect(asked(bench, 'npm/all.zip')).toBe(2);
  });

  it('that never adds up is given up, and what was kept stays', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    await bench.update();
    bench.dumps.published['npm'] = { records: many(2000) };
    bench.dumps.fault('npm/all.zip', otherBytes);
    await expect(bench.update()).rejects.toMatchObject({
      message: expect.stringMatching(/checksum.*what was kept before is unchanged/) as string,
    });
    expect(idsIn(bench.root)).toHaveLength(3);
  });

  it('of another address is not gone on with', async () => {
    const bench = await benchWith({ npm: { records: many(300) } });
    bench.dumps.fault('npm/all.zip', cutOff, { to: 1 });
    bench.dumps.fault('npm/all.zip', failWith(503));
    await expect(bench.update()).rejects.toThrow(/HTTP 503/);
    expect(readdirSync(join(bench.root, 'npm', 'download')).sort()).toEqual(['all.zip.part', 'all.zip.part.json']);
    const again = await benchWith({ npm: { records: many(300) } }, bench.root);
    expect(await again.update()).toMatchObject({ records: 300, notes: [] });
    expect(again.dumps.requests[0]?.headers.range).toBeUndefined();
  });

  it('is gone on with by the next update', async () => {
    const bench = await benchWith({ npm: { records: many(300) } });
    bench.dumps.fault('npm/all.zip', cutOff, { to: 1 });
    bench.dumps.fault('npm/all.zip', failWith(503), { to: 6 });
    await expect(bench.update()).rejects.toMatchObject({ code: 'input-invalid' });
    expect(await bench.update()).toMatchObject({
      records: 300,
      notes: [expect.stringMatching(/went on from \d+ bytes/)],
    });
  });

  it('is not repeated when only the list could not be had', async () => {
    const bench = await benchWith({ npm: { records: many(30) } });
    bench.dumps.fault('npm/modified_id.csv', failWith(500), { to: 5 });
    await expect(bench.update()).rejects.toMatchObject({ code: 'input-invalid' });
    expect(await bench.update()).toMatchObject({ records: 30, complete: true });
    const sent = bench.dumps.requests
      .filter(({ path }) => path === 'npm/all.zip')
      .map(({ headers }) => headers['if-none-match']);
    expect(sent).toEqual([undefined, expect.stringMatching(/^"/)]);
  });

  it('that cannot be read is not kept, even when nothing was said of its checksum', async () => {
    const bench = await benchWith({ npm: { records: many(30) } });
    const spoilt: DumpFault = ({ honest }) => ({
      ...honest,
      body: Buffer.alloc(honest.body.length, 'x'),
      headers: { etag: honest.headers['etag'] ?? '' },
    });
    bench.dumps.fault('npm/all.zip', spoilt, { to: 1 });
    await expect(bench.update()).rejects.toMatchObject({ code: 'input-invalid' });
    expect(await bench.update()).toMatchObject({ records: 30, complete: true });
  });

  it.each(['npm/all.zip', 'npm/modified_id.csv'])('that does not end is given up: %s', async (path) => {
    const bench = await benchWith({ npm: { records: many(30) } });
    bench.dumps.fault(path, ({ honest, response }) => {
      response.writeHead(200);
      response.write(honest.body.subarray(0, 100), () => {
        void bench.wait(7 * 3_600_000).then(() => response.write(honest.body.subarray(100)));
      });
      return null;
    });
    await expect(bench.update()).rejects.toMatchObject({ message: expect.stringContaining('does not end') as string });
  });

  it('leaves no word of the address on the disk, in which there may be a key', async () => {
    const bench = await benchWith({ npm: { records: many(300) } });
    bench.dumps.fault('npm/all.zip', cutOff, { to: 1 });
    bench.dumps.fault('npm/all.zip', failWith(503));
    await expect(bench.update()).rejects.toThrow(/HTTP 503/);
    const known = readFileSync(join(bench.root, 'npm', 'download', 'all.zip.part.json'), 'utf8');
    expect(known).not.toContain(new URL(bench.dumps.url).host);
  });

  it('that is no zip leaves what was kept', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    bench.dumps.fault('npm/all.zip', () => ({
      status: 200,
      body: Buffer.from('<html>Please log in</html>'),
      headers: {},
    }));
    await expect(bench.update()).rejects.toMatchObject({
      message: expect.stringContaining('npm/all.zip cannot be read: it is neither') as string,
      hint: expect.stringContaining('--mirror') as string,
    });
    expect(existsSync(join(bench.root, 'npm', 'state.json'))).toBe(false);
  });
});

describe('the next update', () => {
  it('finds nothing new by one request', async () => {
    const bench = await benchWith({ npm: { records: many(50) } });
    await bench.update();
    bench.dumps.requests.length = 0;
    expect(await bench.update()).toMatchObject({ outcome: 'unchanged', records: 50, complete: true });
    expect(bench.dumps.requests).toMatchObject([
      { path: 'npm/modified_id.csv', headers: { 'if-none-match': expect.any(String) as string } },
    ]);
  });

  it('fetches what is new and newer one by one, down to an hour before the last', async () => {
    const records = many(50);
    const bench = await benchWith({ npm: { records } });
    await bench.update();
    const changed = recordOf('GHSA-3', 'moved', '2026-10-01T00:30:00.5Z');
    bench.dumps.published['npm'] = {
      records: [
        ...records.filter(({ id }) => id !== 'GHSA-3'),
        changed,
        recordOf('GHSA-new', 'new', '2026-10-02T00:00:00Z'),
      ],
    };
    expect(await bench.update()).toMatchObject({ outcome: 'changed', changed: 2, removed: 0, records: 51 });
    const database = open(bench.root);
    expect(database.recordsFor('package-3', NOW)).toEqual([]);
    expect(database.recordsFor('moved', NOW)).toMatchObject([{ id: 'GHSA-3' }]);
    expect(database.recordsFor('new', NOW)).toMatchObject([{ id: 'GHSA-new' }]);
    expect(asked(bench, 'npm/all.zip')).toBe(1);
  });

  it('keeps the changes of the ones before', async () => {
    const bench = await benchWith({ npm: { records: many(5) } });
    await bench.update();
    for (const day of [2, 3, 4]) {
      bench.dumps.published['npm']?.records.push(recordOf(`GHSA-day-${day}`, 'daily', `2026-10-0${day}T00:00:00Z`));
      expect(await bench.update()).toMatchObject({ outcome: 'changed', changed: 1 });
    }
    expect(
      open(bench.root)
        .recordsFor('daily', NOW)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['GHSA-day-2', 'GHSA-day-3', 'GHSA-day-4']);
    expect(idsIn(bench.root)).toHaveLength(8);
  });

  it('knows times within one second apart, which the list does not sort', async () => {
    const bench = await benchWith({ npm: { records: [recordOf('GHSA-1', 'a', '2026-10-01T00:00:05Z')] } });
    await bench.update();
    bench.dumps.published['npm'] = {
      records: [
        recordOf('GHSA-1', 'b', '2026-10-01T00:00:05.9Z'),
        recordOf('GHSA-2', 'c', '2026-10-01T00:00:05.123456789Z'),
      ],
    };
    expect(await bench.update()).toMatchObject({ changed: 2, records: 2 });
    expect(await bench.update()).toMatchObject({ outcome: 'unchanged' });
  });

  it('says what it takes the place of, when that was of another source', async () => {
    const root = folderWith({});
    const own = await benchWith({ npm: { records: [...many(3), recordOf('OWN-1', 'ours')] } }, root);
    await own.update();
    const bench = await benchWith({ npm: { records: many(5) } }, root);
    expect(await bench.update()).toMatchObject({
      records: 5,
      notes: [expect.stringMatching(/another source: 1 of/)],
    });
    expect(await bench.update()).toMatchObject({ outcome: 'unchanged', notes: [] });
  });

  it('takes the dump again when too much is new', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    await bench.update();
    bench.dumps.published['npm'] = {
      records: many(3).concat(
        Array.from({ length: 1600 }, (_, at) => recordOf(`MAL-${at}`, `bad-${at}`, '2026-10-05T00:00:00Z')),
      ),
    };
    expect(await bench.update()).toMatchObject({ outcome: 'rebuilt', records: 1603 });
    expect(asked(bench, 'npm/MAL-1.json')).toBe(0);
  });

  it('goes by the dump of a server that has no single advisories', async () => {
    const bench = await benchWith({ npm: { records: many(5) } });
    withoutSingle(bench, [...many(5).map(({ id }) => id), 'GHSA-new']);
    await bench.update();
    bench.dumps.published['npm'] = {
      records: [
        ...many(5).slice(1),
        recordOf('GHSA-0', 'package-0', '2026-10-02T00:00:00Z'),
        recordOf('GHSA-new', 'new', '2026-10-02T00:00:00Z'),
      ],
    };
    expect(await bench.update()).toMatchObject({ outcome: 'rebuilt', records: 6, complete: true });
    expect(idsIn(bench.root)).toEqual(expect.arrayContaining(['GHSA-0', 'GHSA-new']));
  });

  it('puts no older dump in the place of what is kept', async () => {
    const bench = await benchWith({
      npm: { records: [...many(5), recordOf('GHSA-2nd', 'a', '2026-10-02T00:00:00Z')] },
    });
    await bench.update();
    bench.dumps.published['npm']?.records.push(recordOf('GHSA-3rd', 'a', '2026-10-03T00:00:00Z'));
    const older = zipOf({ 'GHSA-0.json': JSON.stringify(recordOf('GHSA-0', 'a')) });
    bench.dumps.fault('npm/all.zip', () => ({ status: 200, body: older, headers: {} }));
    withoutSingle(bench, ['GHSA-1', 'GHSA-2nd', 'GHSA-3rd']);
    await expect(bench.update()).rejects.toMatchObject({
      message: expect.stringMatching(/older than what is kept.*what was kept before is unchanged/) as string,
    });
    expect(idsIn(bench.root)).toHaveLength(6);
  });

  it('is not complete when a new line cannot be read', async () => {
    const bench = await benchWith({
      npm: { records: [...many(3), recordOf('GHSA-old', 'a', '2026-09-01T00:00:00Z')] },
    });
    await bench.update();
    bench.dumps.published['npm']?.records.push(recordOf('GHSA-new', 'new', '2026-10-02T00:00:00Z'));
    bench.dumps.fault(
      'npm/modified_id.csv',
      say((list) => list.replace(',GHSA-new', ';GHSA-new')),
      { to: 2 },
    );
    expect(await bench.update()).toMatchObject({ complete: false });
    expect(await bench.update()).toMatchObject({ records: 5, complete: true });
  });

  it('takes nothing away by a list that cannot be read in part', async () => {
    const bench = await benchWith({ npm: { records: many(5) } });
    await bench.update();
    bench.dumps.fault(
      'npm/modified_id.csv',
      say((list) => list.replace(',GHSA-3', ';GHSA-3')),
    );
    expect(await bench.update({ whole: true })).toMatchObject({ removed: 0, records: 5, complete: false });
  });

  it('goes by the newest of several lines with one id', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    await bench.update();
    bench.dumps.published['npm'] = {
      records: [...many(3).slice(1), recordOf('GHSA-0', 'moved', '2026-10-02T00:00:00Z')],
      moreLines: ['2026-10-01T00:00:00Z,GHSA-0'],
    };
    expect(await bench.update()).toMatchObject({ changed: 1 });
    expect(open(bench.root).recordsFor('moved', NOW)).toMatchObject([{ id: 'GHSA-0' }]);
  });

  it('does not read one list for ever', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    await bench.update();
    const again = Array.from({ length: 25_000 }, () => '2026-10-02T00:00:00Z,GHSA-new');
    bench.dumps.published['npm'] = {
      records: [...many(3), recordOf('GHSA-new', 'new', '2026-10-02T00:00:00Z'), recordOf('GHSA-last', 'last')],
      moreLines: again,
    };
    expect(await bench.update()).toMatchObject({ outcome: 'rebuilt', records: 5, complete: true });
  });

  it('reads the whole of a list whose newest lines do not come first', async () => {
    const bench = await benchWith({
      npm: { records: [...many(3), recordOf('GHSA-old', 'a', '2026-09-01T00:00:00Z')] },
    });
    bench.dumps.fault(
      'npm/modified_id.csv',
      say((list) => list.trim().split('\n').toReversed().join('\n')),
    );
    await bench.update();
    bench.dumps.published['npm']?.records.push(recordOf('GHSA-new', 'new', '2026-10-02T00:00:00Z'));
    expect(await bench.update()).toMatchObject({ changed: 1, records: 5, complete: true });
  });

  it('keeps of a new record what is about its ecosystem', async () => {
    const bench = await benchWith({ npm: { records: many(1) } });
    await bench.update();
    const both = recordOf('GHSA-both', 'both', '2026-10-02T00:00:00Z');
    both.affected?.push({ package: { ecosystem: 'PyPI', name: 'both' }, versions: ['1.0.0'] });
    bench.dumps.published['npm']?.records.push(both);
    await bench.update();
    expect(open(bench.root).record('GHSA-both', NOW)?.affected).toMatchObject([{ ecosystem: 'npm' }]);
  });

  it('puts nothing older in the place of what is kept', async () => {
    const bench = await benchWith({ npm: { records: [recordOf('GHSA-1', 'second', '2026-10-02T00:00:00Z')] } });
    await bench.update();
    bench.dumps.published['npm'] = { records: [recordOf('GHSA-1', 'third', '2026-10-03T00:00:00Z')] };
    bench.dumps.fault(
      'npm/GHSA-1.json',
      say(() => JSON.stringify(recordOf('GHSA-1', 'first'))),
    );
    expect(await bench.update()).toMatchObject({ missing: ['GHSA-1'], complete: false });
    expect(open(bench.root).record('GHSA-1', NOW)?.affected).toMatchObject([{ name: 'second' }]);
  });

  it('finds what was taken back once a week, or when it is asked to', async () => {
    const dated = (count: number) =>
      Array.from({ length: count }, (_, at) => recordOf(`GHSA-${at}`, `package-${at}`, `2026-10-${30 - at}T00:00:00Z`));
    const bench = await benchWith({ npm: { records: dated(10) } });
    await bench.update();
    bench.dumps.published['npm'] = { records: dated(9) };
    expect(await bench.update()).toMatchObject({ removed: 0, records: 10 });
    await bench.wait(8 * DAY);
    bench.dumps.published['npm'] = { records: dated(8) };
    expect(await bench.update()).toMatchObject({ removed: 2, records: 8 });
    expect(open(bench.root).recordsFor('package-9', NOW)).toEqual([]);
    bench.dumps.published['npm'] = { records: dated(7) };
    expect(await bench.update({ whole: true })).toMatchObject({ removed: 1, records: 7 });
    expect(idsIn(bench.root)).toHaveLength(7);
  });

  it('makes a damaged database anew', async () => {
    const bench = await benchWith({ npm: { records: many(10) } });
    await bench.update();
    const data = readdirSync(join(bench.root, 'npm')).find((name) => name.endsWith('.dat')) ?? '';
    writeFileSync(join(bench.root, 'npm', data), 'something else');
    expect(await bench.update()).toMatchObject({
      outcome: 'rebuilt',
      records: 10,
      notes: [expect.stringContaining('damaged')],
    });
    expect(idsIn(bench.root)).toHaveLength(10);
  });

  it('makes a database anew that turns out to be damaged when it is read', async () => {
    const bench = await benchWith({ npm: { records: many(10) } });
    await bench.update();
    const name = readdirSync(join(bench.root, 'npm')).find((file) => file.endsWith('.dat')) ?? '';
    const file = join(bench.root, 'npm', name);
    writeFileSync(file, readFileSync(file, 'latin1').replace('"package-7"', '"package-X"'), 'latin1');
    expect(await bench.update({ whole: true })).toMatchObject({
      outcome: 'rebuilt',
      records: 10,
      notes: [expect.stringContaining('damaged')],
    });
  });

  it('sweeps away what a killed one left, even when it fails itself', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    await bench.update();
    const kept = readdirSync(join(bench.root, 'npm'));
    for (const name of ['base-left-0.dat', 'delta-left-0.txt', '.state.json.0123456789ab'])
      writeFileSync(join(bench.root, 'npm', name), 'half');
    bench.dumps.fault('npm/modified_id.csv', failWith(404));
    await expect(bench.update()).rejects.toMatchObject({ code: 'input-invalid' });
    expect(readdirSync(join(bench.root, 'npm'))).toEqual(kept);
  });

  it('sweeps away what a killed one left', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    mkdirSync(join(bench.root, 'npm'));
    for (const ending of ['dat', 'txt', 'idx']) writeFileSync(join(bench.root, 'npm', `base-left-0.${ending}`), 'half');
    await bench.update();
    expect(readdirSync(join(bench.root, 'npm')).filter((name) => name.includes('left'))).toEqual([]);
  });

  it('does not touch the database when another took over its lock', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    await bench.update();
    const before = open(bench.root).state;
    bench.dumps.published['npm']?.records.push(recordOf('GHSA-new', 'new', '2026-10-02T00:00:00Z'));
    bench.dumps.fault('npm/GHSA-new.json', ({ honest }) => {
      writeFileSync(join(bench.root, 'lock'), '{"pid":1,"host":"other","token":"theirs"}');
      return honest;
    });
    await expect(bench.update()).rejects.toMatchObject({ message: expect.stringContaining('took over') as string });
    expect(open(bench.root).state).toEqual(before);
  });

  it('says that another took over, who swept its files away', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    bench.dumps.fault('npm/modified_id.csv', ({ honest }) => {
      writeFileSync(join(bench.root, 'lock'), '{"pid":1,"host":"other","token":"theirs"}');
      for (const name of readdirSync(join(bench.root, 'npm')))
        rmSync(join(bench.root, 'npm', name), { recursive: true });
      return honest;
    });
    await expect(bench.update()).rejects.toMatchObject({ message: expect.stringContaining('took over') as string });
  });
});

describe('how new the data is', () => {
  it('cannot be told of a copy but by its newest line, whatever the date of its file', async () => {
    const bench = await benchWith({ npm: { records: many(3) } });
    bench.dumps.fault('npm/modified_id.csv', ({ honest }) => ({
      ...honest,
      headers: { ...honest.headers, 'last-modified': 'Sun, 22 Nov 2026 08:00:00 GMT' },
    }));
    expect(await bench.update()).toMatchObject({ dataTime: '2026-10-01T00:00:00.000Z' });
  });

  it('is not told by a record of a time still to come, which hides no change either', async () => {
    const records = [recordOf('GHSA-1', 'a', '2031-01-01T00:00:00Z'), recordOf('GHSA-2', 'b')];
    const bench = await benchWith({ npm: { records } });
    expect(await bench.update()).toMatchObject({ dataTime: '2026-10-01T00:00:00.000Z' });
    records.push(recordOf('GHSA-3', 'c', '2026-11-01T00:00:00Z'));
    expect(await bench.update()).toMatchObject({ changed: 1, records: 3, dataTime: '2026-11-01T00:00:00.000Z' });
  });
});
