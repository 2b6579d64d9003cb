import { describe, expect, it } from 'vitest';
import { cureVersion, fixedVersion, lastKnownAffected } from '../../src/advisory/fixed.ts';
import { at, entry, recordOf, semverRange, withRanges, type EventJson } from './_records.ts';

const branches = withRanges(
  semverRange({ introduced: '1.0.0' }, { fixed: '1.4.2' }),
  semverRange({ introduced: '2.0.0' }, { fixed: '2.1.0' }),
);

describe('the fixed version', () => {
  it.each([
    ['1.2.0', '1.4.2'],
    ['2.0.5', '2.1.0'],
    ['2.1.0', null],
  ])('for %s is %s', (version, fixed) => expect(fixedVersion([branches], at(version))).toBe(fixed));

  it('is the first one above, not the first one named', () => {
    const range = semverRange({ fixed: '3.0.1' }, { introduced: '0' }, { introduced: '3.0.0' }, { fixed: '1.10.0' });
    expect(fixedVersion([withRanges(range)], at('1.9.0'))).toBe('1.10.0');
  });

  it('of a range inside the one that holds the version is none', () => {
    const record = withRanges(
      semverRange({ introduced: '1.0.0' }, { fixed: '2.0.0' }),
      semverRange({ introduced: '1.8.0' }, { fixed: '1.9.0' }),
    );
    expect(fixedVersion([record], at('1.2.0'))).toBe('2.0.0');
  });

  it('is the next one above where a list and no range holds the version', () => {
    const record = recordOf('X-1', {
      affected: [
        entry('pack', { versions: ['2.0.0'] }),
        entry('pack', {
          ranges: [
            semverRange({ introduced: '3.0.0' }, { fixed: '3.0.1' }),
            semverRange({ introduced: '2.5.0' }, { fixed: '2.9.0' }),
          ],
        }),
      ],
    });
    expect(fixedVersion([record], at('2.0.0'))).toBe('2.9.0');
  });

  it('is the next major one when its own has none', () => {
    const record = withRanges(
      semverRange({ introduced: '1.0.0' }, { last_affected: '1.9.9' }),
      semverRange({ introduced: '2.0.0' }, { fixed: '2.1.0' }),
    );
    expect(fixedVersion([record], at('1.5.0'))).toBe('2.1.0');
  });

  it('is none that another range or alias still affects', () => {
    const early = withRanges(semverRange({ introduced: '0' }, { fixed: '1.5.0' }));
    const late = recordOf('PYSEC-1', {
      affected: [entry('pack', { ranges: [semverRange({ introduced: '1.0.0' }, { fixed: '1.5.3' })] })],
    });
    expect(fixedVersion([early, late], at('1.2.0'))).toBe('1.5.3');
  });

  it.each([
    ['an open range', withRanges(semverRange({ introduced: '0' }))],
    ['a list of versions', recordOf('MAL-1', { affected: [entry('pack', { versions: ['1.0.0'] })] })],
    [
      'another package',
      recordOf('X-1', {
        affected: [entry('other', { ranges: [semverRange({ introduced: '0' }, { fixed: '9.0.0' })] })],
      }),
    ],
    ['fixes below', withRanges(semverRange({ introduced: '0' }, { fixed: '0.5.0' }))],
    ['a commit', withRanges({ type: 'GIT', events: [{ introduced: '0' }, { fixed: 'abcdef' }] })],
    [
      'a commit that reads like a version',
      withRanges({ type: 'GIT', events: [{ introduced: '0' }, { fixed: '9abc' }] }),
    ],
  ])('is not known from %s', (_, record) => expect(fixedVersion([record], at('1.0.0'))).toBeNull());

  it('is not known for what is no version', () => expect(fixedVersion([branches], at('main'))).toBeNull());

  it('is found among many, and not looked for among too many', () => {
    const range = (most: number) =>
      semverRange({ introduced: '0' }, ...Array.from({ length: most }, (_, minor) => ({ fixed: `1.${minor}.0` })));
    expect(fixedVersion([withRanges(range(9_000))], at('0.1.0'))).toBe('1.0.0');
    expect(fixedVersion([withRanges(range(9_000), range(9_000), range(9_000))], at('0.1.0'))).toBeNull();
  });
});

describe('the version that mends all', () => {
  const range = (id: string, ...events: EventJson[]) => [
    recordOf(id, { affected: [entry('pack', { ranges: [semverRange(...events)] })] }),
  ];
  const early = range('GHSA-1', { introduced: '0' }, { fixed: '1.5.0' });

  it.each([
    ['the only fix', [early], '1.5.0'],
    ['the higher of two', [early, range('GHSA-2', { introduced: '0' }, { fixed: '1.6.0' })], '1.6.0'],
    [
      'not the higher of two where the other begins anew there',
      [
        range('GHSA-1', { introduced: '0' }, { fixed: '1.5.0' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }),
        range('GHSA-2', { introduced: '0' }, { fixed: '2.0.0' }),
      ],
      '2.1.0',
    ],
    ['found without what has no fix', [early, range('GHSA-2', { introduced: '0' })], '1.5.0'],
    ['none without a fix', [range('GHSA-2', { introduced: '0' })], null],
    [
      'none where each fix has the other one',
      [
        range('GHSA-1', { introduced: '0' }, { fixed: '1.5.0' }, { introduced: '2.0.0' }),
        range('GHSA-2', { introduced: '0' }, { fixed: '2.0.0' }),
      ],
      null,
    ],
    ['none of nothing', [], null],
  ])('is %s', (_, groups, expected) => expect(cureVersion(groups, at('1.2.0'))).toBe(expected));
});

it('the last known affected range is the remark on the package', () => {
  const remark = (name: string, range: string) =>
    entry(name, { database_specific: { last_known_affected_version_range: range } });
  const record = recordOf('X-1', { affected: [remark('other', '< 9'), remark('pack', '<= 2.88.2')] });
  expect(lastKnownAffected([branches, record], at('1.0.0'))).toBe('<= 2.88.2');
  expect(lastKnownAffected([branches], at('1.0.0'))).toBeNull();
});
