import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/advisory/affects.ts';
import { readRecord } from '../../src/advisory/read-record.ts';
import { recordWithoutDetails } from '../../src/advisory/record.ts';
import { NOW, at, entry, recordJson, recordOf, semverRange } from './_records.ts';

const fixedAtTwo = { ranges: [semverRange({ introduced: '0' }, { fixed: '2.0.0' })] };

describe('a record as received', () => {
  it('keeps what is used and forgets the rest', () => {
    const value = JSON.parse(`{
      "schema_version": "9.9.9", "id": "GHSA-aaaa-bbbb-cccc", "modified": "2026-01-02T03:04:05.123456Z", "future": {"a": 1},
      "aliases": ["CVE-2026-1", 7, "not an id!", "${'A'.repeat(101)}"], "related": ["CVE-2026-2"], "__proto__": {"withdrawn": "x"},
      "summary": " One\\n line ", "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/…"}, {"type": 3}],
      "database_specific": {"severity": "HIGH", "nvd": null},
      "affected": [{"package": {"ecosystem": "npm", "name": "pack", "purl": "pkg:npm/pack"}, "versions": ["1.0.0"],
        "database_specific": {"last_known_affected_version_range": "<= 2.88.2", "informational": "unsound"}}]
    }`) as unknown;
    expect(readRecord(value, NOW)).toEqual({
      id: 'GHSA-aaaa-bbbb-cccc',
      modified: '2026-01-02T03:04:05.123456Z',
      withdrawn: false,
      withdrawnAt: null,
      malicious: false,
      aliases: ['CVE-2026-1'],
      summary: 'One line',
      label: 'HIGH',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/…' }],
      affected: [
        {
          ecosystem: 'npm',
          name: 'pack',
          versions: ['1.0.0'],
          ranges: [],
          severity: [],
          informational: 'unsound',
          lastKnownAffected: '<= 2.88.2',
          whole: true,
        },
      ],
      whole: true,
    });
  });

  it('needs an id and nothing else', () => {
    expect(readRecord({ id: 'X-1' }, NOW)).toMatchObject({
      id: 'X-1',
      modified: null,
      withdrawn: false,
      summary: '',
      affected: [],
      whole: true,
    });
  });

  it.each([null, 'X-1', [], {}, { id: 7 }, { id: '' }, { id: '../x' }, { id: 'a b' }, { id: `X${'1'.repeat(100)}` }])(
    '%j is none',
    (value) => expect(readRecord(value, NOW)).toBeNull(),
  );

  it.each(['yesterday', '', 7, null, '2026-13-45T99:99:99Z'])('%j is no time', (modified) => {
    expect(readRecord({ id: 'X-1', modified }, NOW)?.modified).toBeNull();
  });

  it.each([
    ['2026-11-23T08:59:59Z', true],
    ['2026-11-23T10:00:00+02:00', true],
    ['2026-11-23T09:00:01Z', false],
    ['2999-01-01T00:00:00Z', false],
    ['yes', false],
    ['', false],
    [null, false],
    [true, false],
  ])('withdrawn %j is withdrawn: %j', (withdrawn, expected) => {
    expect(recordOf('X-1', { withdrawn }).withdrawn).toBe(expected);
  });

  it('takes the summary from the details when it has none, cut to 300 characters and not inside one', () => {
    const { summary } = recordOf('X-1', { details: `${'a'.repeat(299)}\u{1F600} and so on` });
    expect(summary).toBe('a'.repeat(299));
  });
});

describe('a bad part of a record', () => {
  it.each([
    ['an entry that is no object', 7],
    ['an entry whose package has no name', { package: { ecosystem: 'npm' } }],
  ])('%s is left out, and the record is not whole', (_, bad) => {
    const record = recordOf('X-1', { affected: [bad, entry('pack', fixedAtTwo)] });
    expect(record).toMatchObject({ whole: false, affected: [{ name: 'pack', whole: true }] });
    expect(evaluate(record, at('1.0.0'))).toBe('affected');
    expect(evaluate(record, at('2.0.0'))).toBe('cannot-tell');
  });

  it.each([
    ['ranges of another type', { ranges: 'all' }],
    ['a range without events', { ranges: [{ type: 'SEMVER' }] }],
    ['a range that nothing is introduced in', { ranges: [{ type: 'SEMVER', events: [{ fixed: '1.0.0' }] }] }],
    ['an event of no kind', { ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { later: '1.0.0' }] }] }],
    ['a version that is a number', { versions: [1, '3.0.0'] }],
    ['a version that is too long', { versions: ['1'.repeat(257)] }],
    [
      'too many events',
      { ranges: [{ type: 'SEMVER', events: Array.from({ length: 10_001 }, () => ({ introduced: '1.0.0' })) }] },
    ],
    ['too many versions', { versions: Array.from({ length: 200_001 }, (_, patch) => `1.0.${patch}`) }],
  ])('%s leaves the entry not whole', (_, rest) => {
    const record = recordOf('X-1', { affected: [entry('pack', rest)] });
    expect(record.affected).toMatchObject([{ name: 'pack', whole: false }]);
    expect(evaluate(record, at('2.0.0'))).toBe('cannot-tell');
  });

  it('does not hide the good one beside it', () => {
    const ranges = [{ type: 'SEMVER' }, ...fixedAtTwo.ranges];
    expect(evaluate(recordOf('X-1', { affected: [entry('pack', { ranges })] }), at('1.0.0'))).toBe('affected');
  });

  it('bounds the number of entries', () => {
    const record = recordOf('X-1', {
      affected: Array.from({ length: 5001 }, (_, number) => entry(`pack-${number}`, fixedAtTwo)),
    });
    expect(record.affected).toHaveLength(5000);
    expect(record.whole).toBe(false);
  });

  it('is none when an entry is about a repository alone', () => {
    const record = recordOf('X-1', {
      affected: [{ ranges: [{ type: 'GIT', repo: 'x', events: [{ introduced: '0' }] }] }],
    });
    expect(record).toMatchObject({ affected: [], whole: true });
  });

  it.each([
    { affected: null },
    { affected: [{ ...entry('pack', fixedAtTwo), versions: null, severity: null }], aliases: null },
  ])('is none where a list is null', (rest) => expect(recordOf('X-1', rest).whole).toBe(true));
});

describe('a record without details', () => {
  it('says so, and matches nothing by itself', () => {
    const record = recordWithoutDetails('GHSA-1', null);
    expect(record.summary).toContain('could not be fetched');
    expect(evaluate(record, at('1.0.0'))).toBe('cannot-tell');
  });
});

it('reads its own JSON again', () =>
  expect(readRecord(JSON.parse(JSON.stringify(recordJson('X-1'))), NOW)?.id).toBe('X-1'));
