import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AdvisorySource, Answer, Package } from '../../src/advisories/index.ts';
import { shipped, shippedAt } from '../../src/advisories/shipped.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { offlineIo } from '../stand-ins/io.ts';
import { at, idsOf, purl, recordFor } from './_osv.ts';

const sourceWith = (...lines: unknown[]): AdvisorySource => {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return shippedAt(join(folderWith({ 'set.jsonl': `${text}\n` }), 'set.jsonl'), 'a test');
};
const ask = (source: AdvisorySource, ...packages: Package[]): Promise<Answer> =>
  source.ask(packages, offlineIo(), { osvUrl: '', cache: null, database: null });

const header = { assembled: '2026-11-23', note: 'x' };

describe('the shipped advisories', () => {
  it('need no network and know a part only', async () => {
    expect(shipped.available(offlineIo(), { osvUrl: '', cache: null, database: null })).toBe(true);
    expect(shipped.complete).toBe(false);
    const answer = await ask(sourceWith(header, recordFor('GHSA-1', 'bad')), at('bad'), at('good'), at('bad'));
    expect(idsOf(answer)).toEqual({ [purl('bad')]: ['GHSA-1'] });
    expect(answer).toMatchObject({
      status: {
        id: 'shipped',
        from: 'a test',
        status: 'partial',
        dataTime: '2026-11-23T00:00:00.000Z',
        asked: 2,
        answered: 2,
      },
      unanswered: new Set(),
      gaps: [],
    });
  });

  it('match by version, and by exact name', async () => {
    const source = sourceWith(header, recordFor('GHSA-1', 'bad'));
    const answer = await ask(source, at('bad', '1.9.9'), at('bad', '2.0.0'), at('Bad'), {
      ...at('bad'),
      ecosystem: 'PyPI',
    });
    expect(idsOf(answer)).toEqual({ [purl('bad', '1.9.9')]: ['GHSA-1'] });
  });

  it('that are withdrawn count for nothing', async () => {
    const source = sourceWith(header, recordFor('GHSA-1', 'bad', { withdrawn: '2026-01-01T00:00:00Z' }));
    expect(await ask(source, at('bad'))).toMatchObject({ records: new Map(), gaps: [] });
  });

  it('that say they will be withdrawn one day stand', async () => {
    const source = sourceWith(header, recordFor('GHSA-1', 'bad', { withdrawn: '2999-01-01T00:00:00Z' }));
    expect(idsOf(await ask(source, at('bad')))).toEqual({ [purl('bad')]: ['GHSA-1'] });
  });

  it('that cannot be compared with the installed version are a gap', async () => {
    const source = sourceWith(
      header,
      recordFor('GHSA-1', 'bad', {
        affected: [
          { package: { ecosystem: 'npm', name: 'bad' }, ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] },
        ],
      }),
      recordFor('GHSA-2', 'bad', {
        affected: [
          { package: { ecosystem: 'npm', name: 'bad' }, ranges: [{ type: 'SEMVER', events: [{ fixed: '1.0.0' }] }] },
        ],
      }),
      recordFor('GHSA-3', 'bad'),
    );
    const answer = await ask(source, at('bad'), at('good'));
    expect(idsOf(answer)).toEqual({ [purl('bad')]: ['GHSA-3'] });
    expect(answer.gaps).toMatchObject([
      {
        kind: 'advisory-unmatchable',
        message: '2 advisories cannot be compared with the installed version: GHSA-1, GHSA-2',
        components: [purl('bad')],
      },
    ]);
  });

  it.each(['__proto__', 'constructor'])('may name a package %s', async (name) => {
    const source = sourceWith(header, recordFor('GHSA-1', name), recordFor('GHSA-2', 'good'));
    expect(idsOf(await ask(source, at(name)))).toEqual({ [purl(name)]: ['GHSA-1'] });
    expect(idsOf(await ask(source, at('good'), at('toString')))).toEqual({ [purl('good')]: ['GHSA-2'] });
  });

  it('are as old as the newest of them when they do not say', async () => {
    const records = ['2026-03-01T00:00:00Z', '2026-05-01T12:00:00.5Z', 'later'].map((modified, number) =>
      recordFor(`GHSA-${number}`, 'x', { modified }),
    );
    expect((await ask(sourceWith(...records), at('bad'))).status.dataTime).toBe('2026-05-01T12:00:00.500Z');
    expect((await ask(sourceWith('{"id":"GHSA-1","affected":[]}'), at('bad'))).status.dataTime).toBeNull();
  });

  it('lose a line that is no record, and say so', async () => {
    const source = sourceWith(header, '{"id":', 'null', recordFor('../x', 'bad'), '', recordFor('GHSA-1', 'bad'));
    const answer = await ask(source, at('bad'));
    expect(idsOf(answer)).toEqual({ [purl('bad')]: ['GHSA-1'] });
    expect(answer.gaps).toMatchObject([
      {
        kind: 'advisory-unmatchable',
        message: '3 advisories of those that ship with mcp-audit cannot be read',
        components: [purl('bad')],
      },
    ]);
  });

  it('whose file is missing answer nothing', async () => {
    const answer = await ask(shippedAt(join(folderWith({}), 'none.jsonl'), 'a test'), at('bad'));
    expect(answer).toMatchObject({
      status: { status: 'failed', dataTime: null, asked: 1, answered: 0 },
      unanswered: new Set([purl('bad')]),
      gaps: [{ kind: 'advisory-source-failed', components: [purl('bad')] }],
    });
    expect(answer.gaps[0]?.message).toBe(
      'the advisories that ship with mcp-audit could not be used: their file does not exist',
    );
  });

  it('are there, and match what they are about', async () => {
    const answer = await ask(shipped, at('mcp-remote', '0.1.15'), at('mcp-remote', '0.1.16'), at('left-pad', '1.3.0'));
    expect(answer).toMatchObject({ status: { status: 'partial', dataTime: expect.any(String) as string }, gaps: [] });
    expect(idsOf(answer)[purl('mcp-remote', '0.1.15')]).toContain('GHSA-6xpm-ggf7-wc3p');
    expect(idsOf(answer)[purl('mcp-remote', '0.1.16')] ?? []).not.toContain('GHSA-6xpm-ggf7-wc3p');
    expect(answer.records.has(purl('left-pad', '1.3.0'))).toBe(false);
  });
});
