import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../stand-ins/folder.ts';
import { answer } from '../stand-ins/osv.ts';
import { at, benchWith, idsOf, purl, recordFor } from './_osv.ts';

const fetched = ({ service }: { service: { requests: Array<{ route: string; id: string }> } }): string[] =>
  service.requests.filter(({ route }) => route === 'record').map(({ id }) => id);

describe('the record of an advisory', () => {
  it('is fetched once, however many packages it is about', async () => {
    const shared = recordFor('GHSA-1', 'a');
    const bench = await benchWith([shared], {
      matches: new Map(['a', 'b', 'c'].map((name) => [`${name}@1.0.0`, ['GHSA-1']])),
    });
    const result = await bench.ask([at('a'), at('b'), at('c')]);
    expect(fetched(bench)).toEqual(['GHSA-1']);
    expect(Object.values(idsOf(result))).toEqual([['GHSA-1'], ['GHSA-1'], ['GHSA-1']]);
  });

  it('that OSV matches stands, though it would not match here', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'bad')], { matches: new Map([['bad@9.9.9', ['GHSA-1']]]) });
    expect(idsOf(await bench.ask([at('bad', '9.9.9')]))).toEqual({ [purl('bad', '9.9.9')]: ['GHSA-1'] });
  });

  it('that is withdrawn by the time it is fetched counts for nothing', async () => {
    const withdrawn = recordFor('GHSA-1', 'bad', { withdrawn: '2026-11-01T00:00:00Z' });
    const matches = new Map([
      ['bad@1.0.0', ['GHSA-1', 'GHSA-2']],
      ['gone@1.0.0', ['GHSA-1']],
    ]);
    const bench = await benchWith([withdrawn, recordFor('GHSA-2', 'bad')], { matches });
    const result = await bench.ask([at('bad'), at('gone')]);
    expect(idsOf(result)).toEqual({ [purl('bad')]: ['GHSA-2'] });
    expect(result).toMatchObject({ status: { status: 'complete' }, gaps: [] });
  });

  it('that is not there leaves a finding without details, and a gap', async () => {
    const bench = await benchWith([recordFor('GHSA-1', 'bad')], {
      matches: new Map([['bad@1.0.0', ['GHSA-1', 'GHSA-404']]]),
    });
    const result = await bench.ask([at('bad'), at('good')]);
    expect(idsOf(result)).toEqual({ [purl('bad')]: ['GHSA-1', 'GHSA-404'] });
    expect(result.unanswered.size).toBe(0);
    expect(result.gaps).toMatchObject([
      {
        kind: 'advisory-record-missing',
        item: 'installed-tree-scanned',
        message: 'the details of 1 advisory could not be had: GHSA-404',
        components: [purl('bad')],
      },
    ]);
    expect(fetched(bench).filter((id) => id === 'GHSA-404')).toHaveLength(1);
  });

  it('with a bad part is used for what is good in it', async () => {
    const broken = recordFor('GHSA-1', 'bad', {
      affected: [{ package: { ecosystem: 'npm', name: 'bad' }, ranges: 'all' as never }],
    });
    const bench = await benchWith([broken], { matches: new Map([['bad@1.0.0', ['GHSA-1']]]) });
    const result = await bench.ask([at('bad')]);
    expect(result.records.get(purl('bad'))).toMatchObject([
      { id: 'GHSA-1', summary: 'bad is bad', affected: [{ whole: false }] },
    ]);
    expect(result.gaps).toEqual([]);
  });
});

describe('the cache of records', () => {
  it('saves the second scan every record', async () => {
    const cache = folderWith({});
    const bench = await benchWith([recordFor('GHSA-1', 'bad'), recordFor('GHSA-2', 'bad')]);
    const first = await bench.ask([at('bad')], { cache });
    const second = await bench.ask([at('bad')], { cache });
    expect(fetched(bench)).toEqual(['GHSA-1', 'GHSA-2']);
    expect(second.records).toEqual(first.records);
    expect(readdirSync(cache)).toHaveLength(2);
    expect(readdirSync(cache).every((name) => /^[0-9a-f]{64}\.json$/.test(name))).toBe(true);
  });

  it('does not serve a record that was modified since', async () => {
    const cache = folderWith({});
    const old = recordFor('GHSA-1', 'bad');
    const bench = await benchWith([old]);
    await bench.ask([at('bad')], { cache });
    Object.assign(old, { modified: '2026-11-02T00:00:00Z', summary: 'worse than thought' });
    expect((await bench.ask([at('bad')], { cache })).records.get(purl('bad'))).toMatchObject([
      { summary: 'worse than thought' },
    ]);
    expect(fetched(bench)).toEqual(['GHSA-1', 'GHSA-1']);
  });

  it('is asked for the newest of the times that are listed', async () => {
    const cache = folderWith({});
    const [old, later] = ['2026-10-01T00:00:00Z', '2026-11-02T00:00:00Z'];
    const record = recordFor('GHSA-1', 'bad', { modified: old });
    const bench = await benchWith([record]);
    await bench.ask([at('bad')], { cache });
    Object.assign(record, { modified: later, summary: 'worse than thought' });
    const results = [later, old].map((modified) => ({ vulns: [{ id: 'GHSA-1', modified }] }));
    bench.service.fault(answer(200, JSON.stringify({ results })), { route: 'batch' });
    const { records } = await bench.ask([at('bad'), at('bad', '1.0.1')], { cache });
    expect([...records.values()].flat().map(({ summary }) => summary)).toEqual(Array(2).fill('worse than thought'));
  });

  it('is one for each address', async () => {
    const cache = folderWith({});
    const one = await benchWith([recordFor('GHSA-1', 'bad', { summary: 'from one' })]);
    const other = await benchWith([recordFor('GHSA-1', 'bad', { summary: 'from the other' })]);
    await one.ask([at('bad')], { cache });
    expect((await other.ask([at('bad')], { cache })).records.get(purl('bad'))).toMatchObject([
      { summary: 'from the other' },
    ]);
  });

  it.each([
    ['another id', JSON.stringify(recordFor('GHSA-2', 'bad', { summary: 'poison' }))],
    [
      'another time',
      JSON.stringify(recordFor('GHSA-1', 'bad', { summary: 'poison', modified: '2020-01-01T00:00:00Z' })),
    ],
    ['no record', '{"id":7}'],
    ['no JSON', '{"id":"GHSA-1",'],
    ['nothing', ''],
  ])('ignores a file that holds %s', async (_, text) => {
    const cache = folderWith({});
    const bench = await benchWith([recordFor('GHSA-1', 'bad')]);
    await bench.ask([at('bad')], { cache });
    const [name = ''] = readdirSync(cache);
    writeFileSync(join(cache, name), text);
    const result = await bench.ask([at('bad')], { cache });
    expect(result.records.get(purl('bad'))).toMatchObject([{ id: 'GHSA-1', summary: 'bad is bad' }]);
    expect(fetched(bench)).toEqual(['GHSA-1', 'GHSA-1']);
    expect(readFileSync(join(cache, name), 'utf8')).toContain('bad is bad');
  });

  it('keeps nothing of a record without a time, or that could not be had', async () => {
    const cache = folderWith({});
    const bench = await benchWith([recordFor('GHSA-1', 'bad', { modified: 'long ago' })], {
      matches: new Map([['bad@1.0.0', ['GHSA-1', 'GHSA-404']]]),
    });
    await bench.ask([at('bad')], { cache });
    await bench.ask([at('bad')], { cache });
    expect(fetched(bench)).toHaveLength(4);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('that cannot be written is no error', async () => {
    const file = join(folderWith({ 'a file': 'x' }), 'a file');
    const bench = await benchWith([recordFor('GHSA-1', 'bad'), recordFor('GHSA-2', 'bad')]);
    for (const cache of [file, join(file, 'below')]) {
      expect(await bench.ask([at('bad')], { cache })).toMatchObject({ status: { status: 'complete' }, gaps: [] });
    }
    const readOnly = folderWith({});
    chmodSync(readOnly, 0o500);
    expect(await bench.ask([at('bad')], { cache: readOnly })).toMatchObject({
      status: { status: 'complete' },
      gaps: [],
    });
    chmodSync(readOnly, 0o700);
  });
});
