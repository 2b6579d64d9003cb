import { describe, expect, it } from 'vitest';
import { osv } from '../../src/advisories/osv.ts';
import { offlineIo, NOW } from '../stand-ins/io.ts';
import { hold, refuseName, withHeaders } from '../stand-ins/osv.ts';
import { at, benchWith, fillers, idsOf, purl, recordFor } from './_osv.ts';

const batches = ({ service }: { service: { requests: Array<{ route: string }> } }): number =>
  service.requests.filter(({ route }) => route === 'batch').length;

describe('asking OSV', () => {
  it('finds the records of what is affected and nothing for what is not', async () => {
    const bench = await benchWith([
      recordFor('GHSA-1', 'bad'),
      recordFor('CVE-1', 'bad'),
      recordFor('GHSA-2', '@scope/worse'),
    ]);
    const answer = await bench.ask([at('bad'), at('bad', '2.0.0'), at('@scope/worse'), at('good')]);
    expect(idsOf(answer)).toEqual({ [purl('bad')]: ['CVE-1', 'GHSA-1'], [purl('%40scope/worse')]: ['GHSA-2'] });
    expect(answer.records.get(purl('bad'))?.[0]).toMatchObject({ summary: 'bad is bad', whole: true });
    expect(answer).toMatchObject({
      status: { id: 'osv', from: bench.service.url, status: 'complete', dataTime: NOW, asked: 4, answered: 4 },
      unanswered: new Set(),
      gaps: [],
    });
  });

  it('names package, ecosystem and version, and no purl', async () => {
    const bench = await benchWith([]);
    await bench.ask([at('@scope/name', '1.2.3')]);
    expect(bench.service.requests.map(({ path, queries }) => ({ path, queries }))).toEqual([
      { path: '/v1/querybatch', queries: [{ package: { ecosystem: 'npm', name: '@scope/name' }, version: '1.2.3' }] },
    ]);
  });

  it('asks about nothing when there is nothing', async () => {
    const bench = await benchWith([]);
    expect(await bench.ask([])).toMatchObject({ status: { status: 'complete', asked: 0 }, gaps: [] });
    expect(bench.service.requests).toEqual([]);
  });

  it('asks about each package once', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'bad')]);
    const answer = await bench.ask([at('bad'), at('bad'), at('bad', '1.0.1')]);
    expect(bench.service.requests[0]?.queries).toHaveLength(2);
    expect(answer.status).toMatchObject({ asked: 2, answered: 2 });
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('takes %s for a name like any other', async (name) => {
    const bench = await benchWith([recordFor('GHSA-1', name)]);
    expect([...(await bench.ask([at(name), at('good')])).records.keys()]).toEqual([purl(name)]);
  });

  it('sends a thousand at a time, two batches at once', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'filler-2500')]);
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    bench.service.fault(hold(released), { route: 'batch', to: 2 });
    const asking = bench.ask(fillers(2501));
    await expect.poll(() => batches(bench)).toBe(2);
    release();
    expect(idsOf(await asking)).toEqual({ [purl('filler-2500')]: ['GHSA-1'] });
    expect(
      bench.service.requests.filter(({ route }) => route === 'batch').map(({ queries }) => queries.length),
    ).toEqual([1000, 1000, 501]);
  });

  it('never has more than two batches and sixteen records under way', async () => {
    const bench = await benchWith(fillers(60).map(({ name }, number) => recordFor(`GHSA-${number}`, name)));
    const most = { POST: 0, GET: 0 };
    const now = { POST: 0, GET: 0 };
    const { http } = bench.io;
    const counting = {
      ...bench.io,
      http: {
        download: () => Promise.reject(new Error('nothing is downloaded')),
        async request(request: Parameters<NonNullable<typeof http>['request']>[0]) {
          most[request.method] = Math.max(most[request.method], ++now[request.method]);
          const response = await http?.request(request);
          now[request.method]--;
          if (!response) throw new Error('offline');
          return response;
        },
      },
    };
    await osv.ask(fillers(5000), counting, { osvUrl: bench.service.url, cache: null, database: null });
    expect(most).toEqual({ POST: 2, GET: 16 });
  });

  it('gives every request 60 seconds', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'bad')]);
    const timeouts: number[] = [];
    const { http } = bench.io;
    if (http === null) throw new Error('offline');
    const request: typeof http.request = (asked) => (timeouts.push(asked.timeoutMs), http.request(asked));
    await osv.ask(
      [at('bad')],
      { ...bench.io, http: { ...http, request } },
      { osvUrl: bench.service.url, cache: null, database: null },
    );
    expect(timeouts).toEqual([60_000, 60_000]);
  });
});

describe('what OSV is not asked about', () => {
  it('is unanswered, in a gap, and does not leave the machine', async () => {
    const bench = await benchWith([]);
    const answer = await bench.ask([{ ecosystem: 'Packagist', name: 'acme/requests', version: '1.0' }, at('good')]);
    expect(bench.service.requests[0]?.queries).toHaveLength(1);
    expect(answer).toMatchObject({
      status: { status: 'partial', asked: 2, answered: 1 },
      unanswered: new Set(['pkg:generic/acme/requests@1.0']),
      gaps: [
        {
          kind: 'advisory-query-failed',
          item: 'installed-tree-scanned',
          components: ['pkg:generic/acme/requests@1.0'],
        },
      ],
    });
  });

  it('is everything when there is no network', async () => {
    const io = offlineIo();
    expect(osv.available(io, { osvUrl: '', cache: null, database: null })).toBe(false);
    const answer = await osv.ask([at('bad')], io, { osvUrl: 'http://127.0.0.1:1', cache: null, database: null });
    expect(answer).toMatchObject({ status: { status: 'failed', dataTime: null }, unanswered: new Set([purl('bad')]) });
  });

  it.each([
    ['file:///etc/passwd', 'neither http nor https'],
    ['not a URL', 'not a URL'],
    ['http://ada:hunter2@127.0.0.1:1/', 'holds credentials'],
  ])('is everything when its address is %s', async (osvUrl, reason) => {
    const bench = await benchWith([]);
    const answer = await bench.ask([at('bad')], { osvUrl });
    expect(answer).toMatchObject({
      status: { status: 'failed', asked: 1, answered: 0 },
      gaps: [
        {
          kind: 'advisory-source-failed',
          message: expect.stringContaining(reason) as string,
          components: [purl('bad')],
        },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });
});

describe('the address', () => {
  it('may have a path and a query, whose values are not shown', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'bad')]);
    const answer = await bench.ask([at('bad')], { osvUrl: `${bench.service.url}/mirror/osv/?key=hunter2` });
    expect(idsOf(answer)).toEqual({ [purl('bad')]: ['GHSA-1'] });
    expect(bench.service.requests.map(({ path }) => path)).toEqual([
      '/mirror/osv/v1/querybatch?key=hunter2',
      '/mirror/osv/v1/vulns/GHSA-1?key=hunter2',
    ]);
    expect(JSON.stringify(answer.status)).not.toContain('hunter2');
  });
});

describe('pages', () => {
  const records = Array.from({ length: 5 }, (_, number) => recordFor(`GHSA-${number}`, 'bad'));

  it('are fetched to the last, for the packages that have more', async () => {
    const bench = await benchWith([...records, recordFor('GHSA-9', 'other')], { pageSize: 2 });
    const answer = await bench.ask([at('bad'), at('good'), at('other')]);
    expect(answer.records.get(purl('bad'))).toHaveLength(5);
    expect(
      bench.service.requests
        .filter(({ route }) => route === 'batch')
        .map(({ queries }) => queries.map((query) => query.page_token)),
    ).toEqual([[undefined, undefined, undefined], ['2'], ['4']]);
    expect(answer).toMatchObject({ status: { status: 'complete' }, gaps: [] });
  });

  it('may hold a token and nothing else', async () => {
    const bench = await benchWith(records, { emptyFirstPage: true });
    expect((await bench.ask([at('bad'), at('good')])).records.get(purl('bad'))).toHaveLength(5);
    expect(batches(bench)).toBe(2);
  });

  it('without end are given up, and what they held is kept', async () => {
    const endless = Array.from({ length: 30 }, (_, number) => recordFor(`GHSA-${number}`, 'bad'));
    const bench = await benchWith(endless, { pageSize: 1 });
    const answer = await bench.ask([at('bad'), at('good')]);
    expect(answer.records.get(purl('bad'))).toHaveLength(20);
    expect(answer).toMatchObject({
      status: { status: 'partial', answered: 1 },
      unanswered: new Set([purl('bad')]),
      gaps: [{ kind: 'advisory-query-failed', components: [purl('bad')] }],
    });
  });
});

describe('a query that OSV refuses', () => {
  const others = fillers(999);

  it.each([
    ['named by its index', { named: true }, 2],
    ['not named', { named: false }, 21],
  ])('costs the other 999 of its batch nothing when it is %s', async (_, how, requests) => {
    const bench = await benchWith([recordFor('GHSA-1', 'filler-998')]);
    bench.service.fault(refuseName('refused', how), { route: 'batch' });
    const answer = await bench.ask([...others.slice(0, 500), at('refused'), ...others.slice(500)]);
    expect(idsOf(answer)).toEqual({ [purl('filler-998')]: ['GHSA-1'] });
    expect(answer).toMatchObject({
      status: { status: 'partial', asked: 1000, answered: 999 },
      unanswered: new Set([purl('refused')]),
    });
    expect(answer.gaps).toMatchObject([{ kind: 'advisory-query-failed', components: [purl('refused')], server: null }]);
    expect(batches(bench)).toBeLessThanOrEqual(requests);
    expect(bench.io.slept).toEqual([]);
  });

  it('is taken out also when OSV fails on it with a 500 again and again', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'filler-0')]);
    bench.service.fault(refuseName('refused', { status: 500 }), { route: 'batch' });
    const answer = await bench.ask([at('refused'), ...fillers(3)]);
    expect(idsOf(answer)).toEqual({ [purl('filler-0')]: ['GHSA-1'] });
    expect(answer.unanswered).toEqual(new Set([purl('refused')]));
  });

  it('may be named by an index that does not exist', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'filler-1')]);
    bench.service.fault(
      (exchange) => {
        if (!exchange.request.queries.some((query) => query.package?.name === 'refused')) return exchange.honest;
        return {
          status: 400,
          body: JSON.stringify({ code: 3, message: 'error in query at index 4000: invalid query' }),
        };
      },
      { route: 'batch' },
    );
    const answer = await bench.ask([at('refused'), ...fillers(3)]);
    expect(idsOf(answer)).toEqual({ [purl('filler-1')]: ['GHSA-1'] });
    expect(answer.unanswered).toEqual(new Set([purl('refused')]));
  });

  it('may be every one: the rest is given up after a while', async () => {
    const bench = await benchWith([]);
    bench.service.fault(() => ({ status: 400, body: '{"code":3,"message":"error in query at index 0: no"}' }), {
      route: 'batch',
    });
    const answer = await bench.ask(fillers(1000));
    expect(batches(bench)).toBeLessThanOrEqual(202);
    expect(answer.unanswered.size).toBe(1000);
    expect(answer.gaps).toMatchObject([
      { kind: 'advisory-query-failed', message: 'OSV refuses the question about 1,000 packages' },
    ]);
  });
});

describe('a result that cannot be read', () => {
  const answerWith =
    (...results: unknown[]) =>
    () => ({ status: 200, body: JSON.stringify({ results }) });

  it.each([
    ['of another type', 'none'],
    ['with an odd list', { vulns: { id: 'GHSA-1' } }],
    ['with an odd id', { vulns: [{ id: '../../admin', modified: '2026-01-01T00:00:00Z' }] }],
  ])('%s is no answer for its package, and one for the others', async (_, result) => {
    const bench = await benchWith([recordFor('GHSA-1', 'bad')]);
    bench.service.fault(answerWith(result, { vulns: [{ id: 'GHSA-1' }] }, {}), { route: 'batch' });
    const answer = await bench.ask([at('odd'), at('bad'), at('good')]);
    expect(idsOf(answer)).toEqual({ [purl('bad')]: ['GHSA-1'] });
    expect(answer).toMatchObject({
      unanswered: new Set([purl('odd')]),
      gaps: [{ kind: 'advisory-query-failed', components: [purl('odd')] }],
    });
    expect(bench.service.requests.map(({ path }) => path)).toEqual(['/v1/querybatch', '/v1/vulns/GHSA-1']);
  });

  it('keeps the ids that can be read', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'bad')]);
    bench.service.fault(answerWith({ vulns: [{ id: 7 }, { id: 'GHSA-1' }] }), { route: 'batch' });
    const answer = await bench.ask([at('bad')]);
    expect(idsOf(answer)).toEqual({ [purl('bad')]: ['GHSA-1'] });
    expect(answer.unanswered).toEqual(new Set([purl('bad')]));
  });
});

describe('the time of the data', () => {
  const before = (ms: number): string => new Date(Date.parse(NOW) - ms).toISOString();

  it.each([
    ['now', {}, before(0)],
    ['as old as a cache says', { age: '3600' }, before(3_600_000)],
    ['when the answer was made', { date: 'Sun, 22 Nov 2026 08:00:00 GMT' }, before(25 * 3_600_000)],
    ['the older of the two', { age: '60', date: 'Mon, 23 Nov 2026 08:58:00 GMT' }, before(120_000)],
    ['never later than now', { date: 'Mon, 23 Nov 2026 10:00:00 GMT' }, before(0)],
    ['now when the headers say nothing', { age: '-5', date: 'soon' }, before(0)],
  ])('is %s', async (_, headers: Record<string, string>, dataTime) => {
    const bench = await benchWith([recordFor('GHSA-1', 'bad')]);
    bench.service.fault(withHeaders(headers), { route: 'batch' });
    expect((await bench.ask([at('bad')])).status).toMatchObject({ status: 'complete', dataTime });
  });

  it('is that of the oldest answer', async () => {
    const bench = await benchWith([]);
    bench.service.fault(withHeaders({ age: '7200' }), { route: 'batch', from: 2, to: 2 });
    expect((await bench.ask(fillers(3000))).status.dataTime).toBe(before(7_200_000));
  });
});
