import { describe, expect, it } from 'vitest';
import { osv } from '../../src/advisories/osv.ts';
import { HttpError } from '../../src/io/index.ts';
import { onlineIo } from '../stand-ins/io.ts';
import {
  answer,
  cut,
  huge,
  notJson,
  oneResultShort,
  proxyTimeout,
  serverError,
  tooManyRequests,
  type Fault,
} from '../stand-ins/osv.ts';
import { at, benchWith, fillers, idsOf, purl, recordFor } from './_osv.ts';

/** Opens when so many have passed. */
function gate(count: number): { opened: Promise<void>; pass: () => number } {
  let passed = 0;
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const pass = (): number => {
    passed++;
    if (passed === count) open();
    return passed;
  };
  return { opened, pass };
}

const bad = [recordFor('GHSA-1', 'bad')];
const found = { [purl('bad')]: ['GHSA-1'] };

const FAULTS: Array<[string, Fault]> = [
  ['HTTP 500', serverError()],
  ['HTTP 504 of the proxy', proxyTimeout()],
  ['HTTP 429', tooManyRequests(0)],
  ['HTTP 408', answer(408)],
  ['an answer that is cut off', cut()],
  ['an answer that is no JSON', notJson()],
  ['an empty answer', answer(200)],
  ['an answer of another shape', answer(200, '{"vulns":[]}')],
  ['a redirect', answer(302, '', { location: 'http://127.0.0.1:1/' })],
];

describe.each([...FAULTS, ['a result too few', oneResultShort()] as [string, Fault]])('%s to a batch', (_, fault) => {
  it('is asked again, and passes', async () => {
    const bench = await benchWith(bad);
    bench.service.fault(fault, { route: 'batch', to: 4 });
    const result = await bench.ask([at('bad'), at('good')]);
    expect(idsOf(result)).toEqual(found);
    expect(result).toMatchObject({ status: { status: 'complete' }, gaps: [] });
    expect(bench.io.slept).toHaveLength(4);
  });

  it('five times is a failure: nothing is clean by it', async () => {
    const bench = await benchWith(bad);
    bench.service.fault(fault, { route: 'batch' });
    const result = await bench.ask([at('bad'), at('good')]);
    expect(bench.service.requests).toHaveLength(5);
    expect(result).toMatchObject({
      status: { status: 'failed', dataTime: null, asked: 2, answered: 0 },
      unanswered: new Set([purl('bad'), purl('good')]),
      gaps: [
        {
          kind: 'advisory-source-failed',
          item: 'installed-tree-scanned',
          message: expect.stringContaining('OSV did not answer about 2 packages: ') as string,
          components: [purl('bad'), purl('good')],
        },
      ],
    });
    expect(result.records.size).toBe(0);
  });
});

describe.each([...FAULTS, ['a record of another id', answer(200, '{"id":"GHSA-2"}')] as [string, Fault]])(
  '%s to a record',
  (_, fault) => {
    it('is asked again, and passes', async () => {
      const bench = await benchWith(bad);
      bench.service.fault(fault, { route: 'record', to: 2 });
      const result = await bench.ask([at('bad')]);
      expect(result.records.get(purl('bad'))).toMatchObject([{ id: 'GHSA-1', summary: 'bad is bad' }]);
      expect(result.gaps).toEqual([]);
    });

    it('five times leaves a finding without details', async () => {
      const bench = await benchWith(bad);
      bench.service.fault(fault, { route: 'record' });
      const result = await bench.ask([at('bad')]);
      expect(result.records.get(purl('bad'))).toMatchObject([{ id: 'GHSA-1', affected: [], whole: false }]);
      expect(result).toMatchObject({ status: { status: 'complete' }, unanswered: new Set() });
      expect(result.gaps).toMatchObject([{ kind: 'advisory-record-missing', components: [purl('bad')] }]);
      expect(result.gaps[0]?.message).toContain('GHSA-1');
    });
  },
);

describe('a result that is no answer', () => {
  it.each([{ error: 'x' }, { vulns: [], error: 'x' }, { vuln: [] }, null, [], 'x'])(
    'leaves its package unanswered, and no other: %j',
    async (result) => {
      const bench = await benchWith(bad);
      bench.service.fault(answer(200, JSON.stringify({ results: [{ vulns: [{ id: 'GHSA-1' }] }, result, {}] })), {
        route: 'batch',
      });
      const { unanswered, gaps, records } = await bench.ask([at('bad'), at('odd'), at('good')]);
      expect([...records.keys()]).toEqual([purl('bad')]);
      expect(unanswered).toEqual(new Set([purl('odd')]));
      expect(gaps).toMatchObject([{ kind: 'advisory-query-failed', components: [purl('odd')] }]);
    },
  );
});

describe('answers that are no use to ask for again', () => {
  it.each([401, 403, 404, 413])('HTTP %i to a batch', async (status) => {
    const bench = await benchWith(bad);
    bench.service.fault(answer(status), { route: 'batch' });
    const result = await bench.ask([at('bad'), at('good')]);
    expect(bench.service.requests).toHaveLength(1);
    expect(result.gaps).toMatchObject([
      { kind: 'advisory-source-failed', message: `OSV did not answer about 2 packages: HTTP ${status}` },
    ]);
  });

  it('a record that is larger than a record can be', async () => {
    const bench = await benchWith(bad);
    bench.service.fault(huge(17 * 1024 * 1024), { route: 'record' });
    expect((await bench.ask([at('bad')])).gaps).toMatchObject([{ kind: 'advisory-record-missing' }]);
  });
});

describe('waiting between tries', () => {
  it('has full jitter over a bound that doubles', async () => {
    const bench = await benchWith(bad);
    bench.service.fault(serverError(), { route: 'batch' });
    await bench.ask([at('bad')]);
    expect(bench.io.slept).toEqual([250, 500, 1000, 2000]);
  });

  it.each([
    ['seconds', 7, 7000],
    ['a date', 'Mon, 23 Nov 2026 09:00:12 GMT', 12_000],
    ['more than anybody waits', 86_400, 30_000],
    ['a date that is past', 'Mon, 23 Nov 2020 09:00:00 GMT', 250],
    ['nonsense', 'soon', 250],
    ['less than the jitter', 0, 250],
  ])('is at least what the service asks for: %s', async (_, retryAfter, wait) => {
    const bench = await benchWith(bad);
    bench.service.fault(tooManyRequests(retryAfter), { route: 'batch', to: 1 });
    expect(idsOf(await bench.ask([at('bad')]))).toEqual(found);
    expect(bench.io.slept).toEqual([wait]);
  });

  it('ends with the time for everything', async () => {
    const bench = await benchWith(fillers(40).map(({ name }, number) => recordFor(`GHSA-${number}`, name)));
    bench.service.fault(tooManyRequests(86_400), { route: 'batch', to: 4 });
    bench.service.fault(tooManyRequests(86_400), { route: 'record' });
    const result = await bench.ask(fillers(40));
    expect(bench.io.now().getTime() - Date.parse('2026-11-23T09:00:00Z')).toBeLessThanOrEqual(180_000 + 16 * 30_000);
    expect(result.records.size).toBe(40);
    expect(result.gaps).toMatchObject([{ kind: 'advisory-record-missing' }]);
  });
});

describe('a service that is not there', () => {
  it('is told from the first requests: the rest is not asked', async () => {
    const bench = await benchWith([]);
    await bench.service.close();
    const tries: string[] = [];
    const { http } = bench.io;
    if (http === null) throw new Error('offline');
    const request: typeof http.request = (asked) => (tries.push(asked.url), http.request(asked));
    const options = { osvUrl: bench.service.url, cache: null, database: null };
    const result = await osv.ask(fillers(20_000), { ...bench.io, http: { ...http, request } }, options);
    expect(tries.length).toBeLessThanOrEqual(10);
    expect(result.unanswered.size).toBe(20_000);
    expect(result.gaps).toHaveLength(1);
    expect(result.gaps[0]).toMatchObject({
      kind: 'advisory-source-failed',
      message: 'OSV did not answer about 20,000 packages: the connection is refused (ECONNREFUSED)',
    });
    expect(result.gaps[0]?.components).toHaveLength(20_000);
  });

  it('may be one that fails for one batch only: the others are answered', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'filler-7999')]);
    const failures = gate(5);
    const others = gate(2);
    bench.service.fault(
      async ({ request, honest }) => {
        if (request.queries[0]?.package?.name !== 'filler-0') {
          // The first other one is answered while the bad one is tried, the rest after that was given up.
          if (others.pass() > 1) await failures.opened;
          return honest;
        }
        await others.opened;
        failures.pass();
        return { status: 503, body: '' };
      },
      { route: 'batch' },
    );
    const result = await bench.ask(fillers(8000));
    expect(idsOf(result)).toEqual({ [purl('filler-7999')]: ['GHSA-1'] });
    expect(result.status).toMatchObject({ status: 'partial', asked: 8000, answered: 7000 });
    expect(result.gaps).toMatchObject([{ kind: 'advisory-source-failed' }]);
  });

  it('may go away between the batches and the records', async () => {
    const bench = await benchWith(fillers(500).map(({ name }, number) => recordFor(`GHSA-${number}`, name)));
    bench.service.stopAfter(101);
    const result = await bench.ask(fillers(500));
    const details = [...result.records.values()].flat().filter(({ whole }) => whole);
    expect(result.records.size).toBe(500);
    expect(details).toHaveLength(100);
    expect(result).toMatchObject({ status: { status: 'complete' }, unanswered: new Set() });
    expect(result.gaps).toHaveLength(1);
    expect(result.gaps[0]).toMatchObject({ kind: 'advisory-record-missing' });
    expect(result.gaps[0]?.message).toContain('400 advisories');
    expect(result.gaps[0]?.components).toHaveLength(400);
  });

  it('may go away between two pages: what came is kept, the package is not done', async () => {
    const records = Array.from({ length: 4 }, (_, number) => recordFor(`GHSA-${number}`, 'bad'));
    const bench = await benchWith(records, { pageSize: 3 });
    bench.service.fault(serverError(), { route: 'batch', from: 2 });
    const result = await bench.ask([at('bad'), at('good')]);
    expect(result.records.get(purl('bad'))).toHaveLength(3);
    expect(result).toMatchObject({ status: { status: 'partial', answered: 1 }, unanswered: new Set([purl('bad')]) });
  });
});

it('an error that is none of the network is not taken for one', async () => {
  const failWith = (error: Error) => ({ request: () => Promise.reject(error), download: () => Promise.reject(error) });
  const io = { ...(await onlineIo()), http: failWith(new TypeError('a bug')) };
  await expect(osv.ask([at('bad')], io, { osvUrl: 'http://127.0.0.1:1', cache: null, database: null })).rejects.toThrow(
    'a bug',
  );
  const failing = { ...io, http: failWith(new HttpError('EPIPE')) };
  await expect(
    osv.ask([at('bad')], failing, { osvUrl: 'http://127.0.0.1:1', cache: null, database: null }),
  ).resolves.toMatchObject({
    status: { status: 'failed' },
  });
});
