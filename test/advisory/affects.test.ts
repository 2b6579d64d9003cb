import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/advisory/affects.ts';
import { at, entry, recordOf, semverRange, withRanges } from './_records.ts';

const [AFFECTED, NOT_AFFECTED, CANNOT_TELL] = ['affected', 'not-affected', 'cannot-tell'];

describe('a range', () => {
  it.each([
    // The examples of the schema.
    ['unfixed', [{ introduced: '0' }], { '0.0.0-0': AFFECTED, '0.0.1': AFFECTED, '99.0.0': AFFECTED }],
    [
      'fixed',
      [{ introduced: '0' }, { fixed: '1.0.2' }],
      { '1.0.1': AFFECTED, '1.0.2': NOT_AFFECTED, '2.0.0': NOT_AFFECTED },
    ],
    [
      'twofold',
      [{ introduced: '1.0.0' }, { fixed: '1.0.2' }, { introduced: '3.0.0' }, { fixed: '3.2.5' }],
      {
        '0.9.9': NOT_AFFECTED,
        '1.0.0': AFFECTED,
        '1.0.2': NOT_AFFECTED,
        '2.9.9': NOT_AFFECTED,
        '3.0.0': AFFECTED,
        '3.2.4': AFFECTED,
        '3.2.5': NOT_AFFECTED,
      },
    ],
    [
      'ended by last_affected',
      [{ introduced: '0' }, { last_affected: '2.1.214' }],
      { '2.1.213': AFFECTED, '2.1.214': AFFECTED, '2.1.215': NOT_AFFECTED },
    ],
    // Prereleases: 1.0.0-rc comes before the fix, 1.0.0-rc before the introduction is not in.
    [
      'with prereleases',
      [{ introduced: '1.0.0' }, { fixed: '2.0.0' }],
      { '1.0.0-rc.1': NOT_AFFECTED, '2.0.0-rc.1': AFFECTED },
    ],
    // Events need not be sorted.
    [
      'out of order',
      [{ fixed: '3.2.5' }, { introduced: '3.0.0' }, { fixed: '1.0.2' }, { introduced: '0' }],
      { '1.0.1': AFFECTED, '1.0.2': NOT_AFFECTED, '3.0.0': AFFECTED, '3.2.5': NOT_AFFECTED },
    ],
    // Ties.
    [
      'of one version',
      [{ last_affected: '1.0.0' }, { introduced: '1.0.0' }],
      { '0.9.9': NOT_AFFECTED, '1.0.0': AFFECTED, '1.0.1': NOT_AFFECTED },
    ],
    ['of no version', [{ introduced: '1.0.0' }, { fixed: '1.0.0' }], { '1.0.0': NOT_AFFECTED, '1.0.1': NOT_AFFECTED }],
    [
      'fixed where it is introduced again: without a hole',
      [{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '1.0.0' }, { fixed: '2.0.0' }],
      { '0.9.9': AFFECTED, '1.0.0': AFFECTED, '1.5.0': AFFECTED, '2.0.0': NOT_AFFECTED },
    ],
    [
      'last affected where it is introduced again',
      [{ introduced: '0' }, { last_affected: '1.0.0' }, { introduced: '1.0.0' }, { fixed: '2.0.0' }],
      { '1.0.0': AFFECTED, '1.5.0': NOT_AFFECTED },
    ],
    [
      'last affected where it is fixed',
      [{ introduced: '0' }, { fixed: '1.0.0' }, { last_affected: '1.0.0' }],
      { '0.9.9': AFFECTED, '1.0.0': NOT_AFFECTED, '1.0.1': NOT_AFFECTED },
    ],
    ['fixed before all', [{ fixed: '0' }, { introduced: '0' }], { '0.0.0-0': AFFECTED, '0.0.0': NOT_AFFECTED }],
    ['without an end after its end', [{ introduced: '2.0.0' }, { last_affected: '1.0.0' }], { '1.0.0': NOT_AFFECTED }],
    // Limits.
    [
      'up to a limit',
      [{ introduced: '1.0.0' }, { limit: '2.0.0' }],
      { '1.9.9': AFFECTED, '2.0.0': NOT_AFFECTED, '0.1.0': NOT_AFFECTED },
    ],
    [
      'up to the highest of limits',
      [{ introduced: '0' }, { limit: '1.0.0' }, { limit: '2.0.0' }],
      { '1.5.0': AFFECTED, '2.0.0': NOT_AFFECTED },
    ],
    ['up to infinity', [{ introduced: '0' }, { limit: '*' }], { '9.9.9': AFFECTED }],
    // What cannot be compared.
    ['with no version', [{ introduced: '0' }, { fixed: 'v-next' }], { '1.0.0': CANNOT_TELL }],
    ['with no version for a limit', [{ introduced: '0' }, { limit: 'next' }], { '1.0.0': CANNOT_TELL }],
    [
      'with no version that could turn it',
      [{ introduced: '1.0.0' }, { fixed: 'v-next' }, { introduced: 'x' }],
      { '0.1.0': CANNOT_TELL, '1.0.0': CANNOT_TELL },
    ],
    ['with no version for a fix', [{ introduced: '1.0.0' }, { fixed: 'v-next' }], { '0.1.0': NOT_AFFECTED }],
    ['with no version for a start', [{ introduced: '0' }, { introduced: 'x' }], { '0.1.0': AFFECTED }],
    [
      'with no version for a limit, fixed',
      [{ introduced: '0' }, { fixed: '1.0.0' }, { limit: 'next' }],
      { '0.1.0': CANNOT_TELL, '1.0.0': NOT_AFFECTED },
    ],
    [
      'with a version for another limit',
      [{ introduced: '0' }, { limit: 'next' }, { limit: '1.0.0' }],
      { '0.1.0': AFFECTED, '1.0.0': CANNOT_TELL },
    ],
    ['of everything', [{ introduced: '0' }], { 'not a version': AFFECTED }],
    ['of some', [{ introduced: '0' }, { fixed: '1.0.0' }], { 'not a version': CANNOT_TELL }],
    // Both halves of a pair in one object, as the first version of the schema had it.
    ['as one object', [{ introduced: '1.0.0', fixed: '1.5.0' }], { '1.2.0': AFFECTED, '1.5.0': NOT_AFFECTED }],
  ])('%s', (_, events, expected) => {
    const record = withRanges({ type: 'SEMVER', events });
    const verdicts = Object.keys(expected).map((version) => [version, evaluate(record, at(version))]);
    expect(Object.fromEntries(verdicts)).toEqual(expected);
  });

  it('may be of type ECOSYSTEM, also with versions that are not strict', () => {
    const record = withRanges({ type: 'ECOSYSTEM', events: [{ introduced: '1.2' }, { fixed: '1.2.3.5' }] });
    expect(evaluate(record, at('1.2.3.4'))).toBe(AFFECTED);
    expect(evaluate(record, at('1.2.4'))).toBe(NOT_AFFECTED);
  });
});

describe('an entry', () => {
  const git = { type: 'GIT', repo: 'https://example.org/x', events: [{ introduced: '0' }, { fixed: 'a'.repeat(40) }] };
  const verdictOf = (rest: object, version: string): string =>
    evaluate(recordOf('X-1', { affected: [entry('pack', rest)] }), at(version));

  it('of commits alone cannot be told', () => expect(verdictOf({ ranges: [git] }, '1.0.0')).toBe(CANNOT_TELL));

  it('of commits is decided by its versions', () => {
    expect(verdictOf({ ranges: [git], versions: ['1.0.0'] }, '1.0.0')).toBe(AFFECTED);
    expect(verdictOf({ ranges: [git], versions: ['1.0.0'] }, '1.0.1')).toBe(NOT_AFFECTED);
  });

  it('of commits is decided by its other ranges, wherever they stand', () => {
    const ranges = [git, semverRange({ introduced: '0' }, { fixed: '2.0.0' })];
    expect(verdictOf({ ranges }, '1.0.0')).toBe(AFFECTED);
    expect(verdictOf({ ranges }, '2.0.0')).toBe(NOT_AFFECTED);
  });

  it('of a type that is not known cannot be told', () => {
    expect(verdictOf({ ranges: [{ type: 'LATER', events: [{ introduced: '0' }] }] }, '1.0.0')).toBe(CANNOT_TELL);
  });

  it('of a type that is not known leaves open what the others do not settle', () => {
    const ranges = [
      { type: 'LATER', events: [{ introduced: '0' }] },
      semverRange({ introduced: '0' }, { fixed: '2.0.0' }),
    ];
    expect(verdictOf({ ranges }, '1.0.0')).toBe(AFFECTED);
    expect(verdictOf({ ranges }, '2.0.0')).toBe(CANNOT_TELL);
  });

  it('matches what is no version by an equal text alone', () => {
    const ranges = [semverRange({ introduced: '0' }, { fixed: '2.0.0' })];
    expect(verdictOf({ versions: ['main', '1.0.0'] }, 'main')).toBe(AFFECTED);
    expect(verdictOf({ versions: ['main', '1.0.0'] }, 'next')).toBe(NOT_AFFECTED);
    expect(verdictOf({ versions: ['main', '1.0.0'], ranges }, 'main')).toBe(AFFECTED);
    expect(verdictOf({ versions: ['main', '1.0.0'], ranges }, 'next')).toBe(CANNOT_TELL);
  });

  it('matches by list or by range', () => {
    const both = { versions: ['5.0.0'], ranges: [semverRange({ introduced: '1.0.0' }, { fixed: '1.1.0' })] };
    expect(['5.0.0', '1.0.5', '5.0.1'].map((version) => verdictOf(both, version))).toEqual([
      AFFECTED,
      AFFECTED,
      NOT_AFFECTED,
    ]);
  });

  it('lists versions that are equal in another spelling', () => {
    expect(verdictOf({ versions: ['v1.0.0'] }, '1.0.0')).toBe(AFFECTED);
    expect(verdictOf({ versions: ['1.0.0+build'] }, '1.0.0')).toBe(AFFECTED);
    expect(verdictOf({ versions: ['odd one'] }, 'odd one')).toBe(AFFECTED);
  });

  it('without any version cannot be told', () => expect(verdictOf({}, '1.0.0')).toBe(CANNOT_TELL));
});

describe('a record', () => {
  const open = { ranges: [semverRange({ introduced: '0' })] };

  it('affects by any of several entries for the package', () => {
    const record = recordOf('X-1', {
      affected: [
        entry('pack', { ranges: [semverRange({ introduced: '1.0.0' }, { fixed: '1.1.0' })] }),
        entry('pack', { ranges: [semverRange({ introduced: '2.0.0' }, { fixed: '2.1.0' })] }),
      ],
    });
    expect(['1.0.0', '1.5.0', '2.0.0'].map((version) => evaluate(record, at(version)))).toEqual([
      AFFECTED,
      NOT_AFFECTED,
      AFFECTED,
    ]);
  });

  it('affects by one entry, though another cannot be told', () => {
    const record = recordOf('X-1', {
      affected: [entry('pack', { ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }), entry('pack', open)],
    });
    expect(evaluate(record, at('1.0.0'))).toBe(AFFECTED);
  });

  it('is about the package of exactly that name and ecosystem', () => {
    const record = recordOf('X-1', {
      affected: [entry('Pack', open), { package: { ecosystem: 'PyPI', name: 'pack' }, ...open }],
    });
    expect(evaluate(record, at('1.0.0'))).toBe(NOT_AFFECTED);
    expect(evaluate(record, at('1.0.0', 'Pack'))).toBe(AFFECTED);
  });

  it.each(['__proto__', 'constructor', 'toString'])('may be about a package called %s', (name) => {
    expect(evaluate(recordOf('X-1', { affected: [entry(name, open)] }), at('1.0.0', name))).toBe(AFFECTED);
    expect(evaluate(recordOf('X-1', { affected: [entry('other', open)] }), at('1.0.0', name))).toBe(NOT_AFFECTED);
  });

  it('that is withdrawn affects nothing', () => {
    const record = recordOf('X-1', { withdrawn: '2026-02-01T00:00:00Z', affected: [entry('pack', open)] });
    expect(evaluate(record, at('1.0.0'))).toBe(NOT_AFFECTED);
  });

  const verdictIn = (stated: [string, string], rest: object, asked: [string, string], version: string): string => {
    const [ecosystem, name] = stated;
    const record = recordOf('X-1', { affected: [{ package: { ecosystem, name }, ...rest }] });
    return evaluate(record, { ecosystem: asked[0], name: asked[1], version });
  };

  it('of another ecosystem, whose versions have no order here, cannot be told', () => {
    const ranges = [semverRange({ introduced: '1.0' })];
    expect(verdictIn(['Packagist', 'pack'], { ranges }, ['Packagist', 'pack'], '1.1')).toBe(CANNOT_TELL);
  });

  it.each([
    [['PyPI', 'Pack_Age.d'], ['PyPI', 'pack-age-d'], AFFECTED],
    [['PyPI', 'pack-age-d'], ['PyPI', 'Pack.__Age-D'], AFFECTED],
    [['PyPI', 'packaged'], ['PyPI', 'pack-aged'], NOT_AFFECTED],
    [['NuGet', 'Newtonsoft.Json'], ['NuGet', 'newtonsoft.json'], AFFECTED],
    [['NuGet', 'Newtonsoft-Json'], ['NuGet', 'newtonsoft.json'], NOT_AFFECTED],
    [['crates.io', 'pack_age'], ['crates.io', 'pack-age'], NOT_AFFECTED],
    [['Go', 'example.org/Pack'], ['Go', 'example.org/pack'], NOT_AFFECTED],
    [['Debian:12', 'pack'], ['Debian:12', 'pack'], AFFECTED],
    [['Debian:11', 'pack'], ['Debian:12', 'pack'], NOT_AFFECTED],
    [['Alpine', 'pack'], ['Alpine:v3.20', 'pack'], AFFECTED],
    [['Ubuntu:22.04', 'pack'], ['Ubuntu:22.04:LTS', 'pack'], AFFECTED],
    [['Ubuntu:Pro:22.04:LTS', 'pack'], ['Ubuntu:22.04:LTS', 'pack'], NOT_AFFECTED],
  ] as Array<[[string, string], [string, string], string]>)('on %j asked for %j: %s', (stated, asked, expected) => {
    expect(verdictIn(stated, open, asked, '1.0')).toBe(expected);
  });

  it.each([
    ['Go', [{ introduced: '1.21.0-0' }, { fixed: '1.21.0-rc.3' }], '1.21rc2', AFFECTED],
    ['Go', [{ introduced: '0' }, { fixed: '1.2.3' }], 'v1.2.3-0.20200101000000-abcdefabcdef', AFFECTED],
    ['Go', [{ introduced: '0' }, { fixed: '1.2.3' }], '(devel)', CANNOT_TELL],
    ['PyPI', [{ introduced: '0' }, { fixed: '2.0.1' }], '2.0.1rc1', AFFECTED],
    ['PyPI', [{ introduced: '0' }, { fixed: '2.0.1' }], '2.0.1+cu118', NOT_AFFECTED],
    ['PyPI', [{ introduced: '0' }, { fixed: '2.0.2' }], '2.0.1+cu118', AFFECTED],
    ['PyPI', [{ introduced: '0' }, { last_affected: '2.0.1' }], '2.0.1+cu118', NOT_AFFECTED],
    ['Debian:12', [{ introduced: '0' }, { fixed: '1.0-2+deb12u1' }], '1.0-2~bpo11+1', AFFECTED],
    ['Alpine:v3.20', [{ introduced: '0' }, { fixed: '1.2.3-r2' }], '1.2.3_rc1-r9', AFFECTED],
    ['Maven', [{ introduced: '0' }, { fixed: '4.1.100.Final' }], '4.1.100.CR1', AFFECTED],
    ['NuGet', [{ introduced: '0' }, { fixed: '1.0.0.2' }], '1.0.0.1', AFFECTED],
  ])('by the order of %s: %j and %s', (ecosystem, events, version, expected) => {
    const ranges = [
      { type: 'GIT', events: [{ introduced: '0' }] },
      { type: 'ECOSYSTEM', events },
    ];
    expect(verdictIn([ecosystem, 'pack'], { ranges }, [ecosystem, 'pack'], version)).toBe(expected);
  });

  it.each([
    ['PyPI', '1.0', '1.0.0', AFFECTED],
    ['PyPI', '2.0.1+cu118', '2.0.1+CU118', AFFECTED],
    ['PyPI', '2.0.1', '2.0.1+cu118', NOT_AFFECTED],
    ['Debian:12', '0:1.0-1', '1.0-1', AFFECTED],
    ['Go', '1.0.0', 'v1.0.0', AFFECTED],
    ['Maven', '1.0.Final', '1.0', AFFECTED],
  ])('by a list of %s: %s and %s', (ecosystem, listed, version, expected) => {
    expect(verdictIn([ecosystem, 'pack'], { versions: [listed] }, [ecosystem, 'pack'], version)).toBe(expected);
  });
});
