import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/advisory/affects.ts';
import { cureVersion } from '../../src/advisory/fixed.ts';
import { readRecord } from '../../src/advisory/read-record.ts';
import type { OsvRecord } from '../../src/advisory/record.ts';
import { purlOf } from '../../src/model/purl.ts';
import { findBeyond } from '../../src/scan/cures.ts';

type Event = Record<string, string>;

function record(id: string, events: Event[], versions: string[] = []): OsvRecord {
  const ranges = events.length === 0 ? [] : [{ type: 'SEMVER', events }];
  const read = readRecord(
    { id, affected: [{ package: { ecosystem: 'npm', name: 'pack' }, ranges, versions }] },
    new Date(0),
  );
  if (read === null) throw new Error('no record');
  return read;
}

const subject = { ecosystem: 'npm', name: 'pack', version: '1.0.0' };

/** The version that is advised for 1.0.0 when these are all records that there are, and how often was asked. */
async function cureOf(...records: OsvRecord[]): Promise<{ cure: string | null; rounds: number }> {
  const about = (version: string): OsvRecord[] =>
    records.filter((one) => evaluate(one, { ...subject, version }) === 'affected');
  let rounds = 0;
  const groups = about('1.0.0').map((one) => [one]);
  const beyond = await findBeyond([{ subject, groups }], async (packages) => {
    rounds += 1;
    return new Map(
      [...packages].map(([purl, { version }]) => [purl, new Map(about(version).map((one) => [one.id, one]))]),
    );
  });
  return { cure: cureVersion(groups, subject, beyond.get(purlOf(subject))), rounds };
}

const first = record('GHSA-1', [{ introduced: '0' }, { fixed: '1.1.0' }]);

describe('the version that is advised', () => {
  it('is the one that mends what is known, when nothing else affects it', async () => {
    expect(await cureOf(first)).toEqual({ cure: '1.1.0', rounds: 1 });
  });

  it('is a higher one where a vulnerability begins at it', async () => {
    expect(await cureOf(first, record('GHSA-2', [{ introduced: '1.1.0' }, { fixed: '1.1.4' }]))).toEqual({
      cure: '1.1.4',
      rounds: 2,
    });
  });

  it('is found over several', async () => {
    const others = ['1.1.0 1.1.4', '1.1.4 1.2.0', '1.1.2 1.3.0'].map((words, at) => {
      const [introduced = '', fixed = ''] = words.split(' ');
      return record(`GHSA-${at + 2}`, [{ introduced }, { fixed }]);
    });
    expect(await cureOf(first, ...others)).toMatchObject({ cure: '1.3.0' });
  });

  it('is never malware', async () => {
    expect(await cureOf(first, record('MAL-1', [], ['1.1.0']))).toMatchObject({ cure: null });
    expect(
      await cureOf(
        record('GHSA-1', [{ introduced: '0' }, { fixed: '1.1.0' }, { introduced: '1.1.0' }, { fixed: '1.1.1' }]),
        record('MAL-1', [], ['1.1.0']),
      ),
    ).toMatchObject({ cure: '1.1.1' });
  });

  it('has what no version is free of, for that cannot be avoided', async () => {
    expect(await cureOf(first, record('GHSA-2', [{ introduced: '1.0.5' }]))).toMatchObject({ cure: '1.1.0' });
  });

  it('is asked about a few times and no more', async () => {
    const ladder = Array.from({ length: 10 }, (_, at) =>
      record(`GHSA-${at + 2}`, [{ introduced: `1.${at + 1}.0` }, { fixed: `1.${at + 2}.0` }]),
    );
    expect((await cureOf(first, ...ladder)).rounds).toBe(3);
  });

  it('is not asked about where there is none', async () => {
    expect(await cureOf(record('GHSA-1', [{ introduced: '0' }]))).toEqual({ cure: null, rounds: 0 });
  });
});
