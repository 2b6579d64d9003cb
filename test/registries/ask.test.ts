import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../stand-ins/folder.ts';
import { NOW, offlineIo } from '../stand-ins/io.ts';
import { cut, packument, status, text, type Fault } from '../stand-ins/registry.ts';
import { at, benchWith, purl } from './_bench.ts';

const DOCUMENTS = { left: packument('left', { '1.0.0': 'use right' }), good: packument('good', { '1.0.0': null }) };
const use = { kind: 'deprecated', message: 'use right', source: 'npm' };

const FAULTS: Array<[string, Fault, string]> = [
  ['HTTP 500', status(500), 'HTTP 500'],
  ['HTTP 429', status(429, { 'retry-after': '1' }), 'HTTP 429'],
  ['an answer that is cut off', cut(), ''],
  ['an answer that is no JSON', text('<html>Please log in</html>'), 'an answer that does not fit the question'],
  ['an answer about another package', text('{"name":"x","versions":{}}'), 'an answer that does not fit the question'],
  ['a redirect', status(302, { location: 'http://127.0.0.1:1/' }), ''],
];

describe.each(FAULTS)('%s', (_, fault, words) => {
  it('is asked again, and passes', async () => {
    const bench = await benchWith(DOCUMENTS);
    bench.service.fault(fault, { to: 4 });
    const { standings, status: state } = await bench.ask([at('left')]);
    expect(standings).toEqual(new Map([[purl('left'), use]]));
    expect(state).toMatchObject({ status: 'complete', reason: null });
    expect(bench.io.slept).toHaveLength(4);
  });

  it('five times is no answer: nothing is taken for well kept by it', async () => {
    const bench = await benchWith(DOCUMENTS);
    bench.service.fault(fault);
    const { standings, status: state } = await bench.ask([at('good')]);
    expect(bench.service.requests).toHaveLength(5);
    expect(standings.size).toBe(0);
    expect(state).toMatchObject({ status: 'failed', dataTime: null, asked: 1, answered: 0 });
    expect(state.reason).toContain(`did not answer: ${words}`);
  });

  it('about one package loses no other', async () => {
    const bench = await benchWith(DOCUMENTS);
    bench.service.fault(fault, { path: 'left' });
    const { standings, status: state } = await bench.ask([at('left'), at('good')]);
    expect(standings).toEqual(new Map([[purl('good'), false]]));
    expect(state).toMatchObject({ status: 'partial', asked: 2, answered: 1 });
  });
});

describe('a package or version that a registry does not have', () => {
  it.each([
    ['package', at('gone')],
    ['version', at('good', '9.9.9')],
    ['name, which is not sent', at('../good')],
  ])('is not known by it: %s', async (_, one) => {
    const bench = await benchWith(DOCUMENTS);
    const { standings, status: state } = await bench.ask([one, at('good')]);
    expect(standings).toEqual(new Map([[purl('good'), false]]));
    expect(state).toMatchObject({ status: 'partial', answered: 1, reason: 'does not list 1 of them' });
    expect(bench.service.requests.filter((path) => path.includes('..'))).toEqual([]);
  });

  it.each([401, 403, 410])('is not known by HTTP %i, which is not asked for again', async (code) => {
    const bench = await benchWith(DOCUMENTS);
    bench.service.fault(status(code));
    const { standings, status: state } = await bench.ask([at('good')]);
    expect(standings.size).toBe(0);
    expect(state).toMatchObject({ answered: 0, reason: `did not answer: HTTP ${code}` });
    expect(bench.service.requests).toHaveLength(1);
  });
});

describe('bounds', () => {
  it('an answer of more than 64 MiB is none', async () => {
    const bench = await benchWith(DOCUMENTS);
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    bench.service.fault(async (response) => {
      for (let sent = 0; sent < 80 && !response.destroyed; sent++) {
        await new Promise<void>((resolve) => void response.write(chunk, () => resolve()));
      }
      response.end();
    });
    const { status: state } = await bench.ask([at('good')]);
    expect(state.reason).toBe(`did not answer: an answer of more than ${64 * 1024 * 1024} bytes`);
  });

  it('at most sixteen questions are under way', async () => {
    const names = Array.from({ length: 50 }, (_, number) => `filler-${number}`);
    const bench = await benchWith(Object.fromEntries(names.map((name) => [name, packument(name, { '1.0.0': null })])));
    const { http } = bench.io;
    if (http === null) throw new Error('offline');
    const under = { now: 0, most: 0 };
    const request: typeof http.request = async (asked) => {
      under.most = Math.max(under.most, ++under.now);
      const response = await http.request(asked);
      under.now--;
      return response;
    };
    const io = { ...bench.io, http: { ...http, request } };
    const { standings } = await bench.ask(
      names.map((name) => at(name)),
      { io },
    );
    expect(standings.size).toBe(50);
    expect(under.most).toBe(16);
  });

  it('a slow registry costs three minutes at most, whatever it is asked', async () => {
    const names = Array.from({ length: 200 }, (_, number) => `filler-${number}`);
    const bench = await benchWith(Object.fromEntries(names.map((name) => [name, packument(name, { '1.0.0': null })])));
    bench.service.fault(status(429, { 'retry-after': '3600' }), { from: 17 });
    const { standings, status: state } = await bench.ask(names.map((name) => at(name)));
    expect(bench.io.now().getTime() - Date.parse(NOW)).toBeLessThanOrEqual(180_000 + 16 * 30_000);
    expect(state).toMatchObject({ status: 'partial', reason: expect.stringContaining('did not answer') as string });
    expect(standings.size).toBe(16);
  });

  it('a registry that is not there is told from the first requests', async () => {
    const bench = await benchWith({});
    await bench.service.close();
    const many = Array.from({ length: 2000 }, (_, number) => at(`filler-${number}`));
    const { status: state } = await bench.ask(many);
    expect(state).toMatchObject({
      status: 'failed',
      asked: 2000,
      answered: 0,
      reason: 'did not answer: the connection is refused (ECONNREFUSED)',
    });
    expect(bench.io.slept.length).toBeLessThanOrEqual(16 * 4);
  });
});

describe('the address', () => {
  it('may have a path and a query, whose values are not shown', async () => {
    const bench = await benchWith({ 'npm/good?key=hunter2': DOCUMENTS.good });
    const { standings, status: state } = await bench.ask([at('good')], {
      base: `${bench.service.url}/npm/?key=hunter2`,
    });
    expect(standings.size).toBe(1);
    expect(JSON.stringify(state)).not.toContain('hunter2');
  });

  it.each([
    ['file:///etc/passwd', 'is not asked: its address is neither http nor https'],
    ['not a URL', 'is not asked: its address is not a URL'],
    ['http://ada:hunter2@127.0.0.1:1/', 'is not asked: its address holds credentials, which are not sent'],
  ])('%s is not used', async (base, reason) => {
    const { status: state } = await (await benchWith({})).ask([at('good')], { base });
    expect(state).toMatchObject({ status: 'failed', reason });
    expect(JSON.stringify(state)).not.toContain('hunter2');
  });

  it('is not used without a network', async () => {
    const bench = await benchWith(DOCUMENTS);
    const { status: state } = await bench.ask([at('good')], { io: offlineIo() });
    expect(state).toMatchObject({ status: 'failed', reason: 'is not asked: the scan is offline' });
    expect(bench.service.requests).toEqual([]);
  });
});

describe('the cache', () => {
  const day = 24 * 60 * 60_000;
  const fileIn = (folder: string): string => join(folder, readdirSync(folder)[0] ?? '');

  it('answers for a day, with the time of its answers', async () => {
    const bench = await benchWith(DOCUMENTS);
    const cache = folderWith({});
    const first = await bench.ask([at('left'), at('good')], { cache });
    await bench.io.sleep(day - 1);
    const again = await bench.ask([at('left'), at('good')], { cache });
    expect(again).toEqual(first);
    expect(again.status.dataTime).toBe(NOW);
    expect(bench.service.requests).toHaveLength(2);
    await bench.io.sleep(1);
    expect((await bench.ask([at('good')], { cache })).status.dataTime).toBe('2026-11-24T09:00:00.000Z');
    expect(bench.service.requests).toHaveLength(3);
  });

  it('keeps what was asked for and nothing else, and drops what is old', async () => {
    const bench = await benchWith({ ...DOCUMENTS, left: packument('left', { '1.0.0': 'use right', '2.0.0': null }) });
    const cache = folderWith({});
    await bench.ask([at('left')], { cache });
    const kept = [[purl('left'), Date.parse(NOW), use]];
    expect(JSON.parse(readFileSync(fileIn(cache), 'utf8'))).toEqual(kept);
    await bench.io.sleep(day);
    await bench.ask([at('good')], { cache });
    expect(JSON.parse(readFileSync(fileIn(cache), 'utf8'))).toEqual([[purl('good'), Date.parse(NOW) + day, false]]);
  });

  it('says nothing of another version, of what is not known, or for another registry', async () => {
    const bench = await benchWith(DOCUMENTS);
    const cache = folderWith({});
    await bench.ask([at('good'), at('gone')], { cache });
    await bench.ask([at('good', '2.0.0'), at('gone')], { cache });
    await bench.ask([at('good')], { cache, base: `${bench.service.url}/other` });
    expect(bench.service.requests).toEqual(['good', 'gone', 'good', 'gone', 'other/good']);
  });

  it.each([
    ['broken', '[['],
    ['of another shape', '{"pkg:npm/good@1.0.0":false}'],
    ['full of nonsense', JSON.stringify([7, null, [purl('good')], [purl('good'), 'now', false], [purl('good'), 1, 7]])],
    ['from the future', JSON.stringify([[purl('good'), Date.parse(NOW) + 1, false]])],
    ['too old', JSON.stringify([[purl('good'), Date.parse(NOW) - day, false]])],
  ])('that is %s is as if it were not there', async (_, content) => {
    const bench = await benchWith(DOCUMENTS);
    const cache = folderWith({});
    await bench.ask([at('left')], { cache });
    writeFileSync(fileIn(cache), content);
    expect((await bench.ask([at('good')], { cache })).status).toMatchObject({ status: 'complete' });
    expect(bench.service.requests).toEqual(['left', 'good']);
  });

  it('whose entry is bad loses that one alone', async () => {
    const bench = await benchWith(DOCUMENTS);
    const cache = folderWith({});
    await bench.ask([at('left'), at('good')], { cache });
    const [, ...rest] = JSON.parse(readFileSync(fileIn(cache), 'utf8')) as unknown[];
    writeFileSync(fileIn(cache), JSON.stringify(['nonsense', ...rest]));
    await bench.ask([at('left'), at('good')], { cache });
    expect(bench.service.requests).toHaveLength(3);
  });

  it('that cannot be written is no error', async () => {
    const bench = await benchWith(DOCUMENTS);
    const cache = join(folderWith({ file: '' }), 'file');
    expect((await bench.ask([at('good')], { cache })).standings.size).toBe(1);
  });

  it('is no younger than a cache on the way was', async () => {
    const bench = await benchWith(DOCUMENTS);
    bench.service.fault((response, honest) => void response.writeHead(200, { age: '3600' }).end(honest));
    const cache = folderWith({});
    expect((await bench.ask([at('good')], { cache })).status.dataTime).toBe('2026-11-23T08:00:00.000Z');
    await bench.io.sleep(day - 3_600_000);
    await bench.ask([at('good')], { cache });
    expect(bench.service.requests).toHaveLength(2);
  });
});
