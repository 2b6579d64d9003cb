import { expect, it } from 'vitest';
import { evaluate, type PackageVersion, type Verdict } from '../../src/advisory/affects.ts';
import { readRecord } from '../../src/advisory/read-record.ts';
import { orderOf } from '../../src/advisory/version.ts';
import { NOW, type EventJson } from './_records.ts';

/*
 * Random records against a matcher that is written straight from the evaluation of the OSV schema and shares nothing but
 * the comparison of two versions. For longer: FUZZ_CASES=1000000 FUZZ_SEED=7 npx vitest run --config .vitest.ts
 * test/advisory/fuzz.test.ts
 */
const CASES = Number(process.env['FUZZ_CASES'] ?? 60_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** Whole numbers below `most`, evenly. Source: the generator mulberry32. */
function randomFrom(seed: number) {
  let state = seed;
  return (most: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * most);
  };
}

type Random = ReturnType<typeof randomFrom>;
const pick = <T>(random: Random, items: readonly [T, ...T[]]): T => items[random(items.length)] ?? items[0];
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const numbers = (random: Random, most: number): string => times(1 + random(most), () => random(3)).join('.');

type Names = Array<[ecosystem: string, name: string]>;

interface Ecosystem {
  /** The package that is asked about, and its other names. */
  names: [Names[number], ...Names];
  others: Names;
  /** From a space so small that events fall together. */
  version(random: Random): string;
  /** What is no version there. */
  junk: [string, ...string[]];
}

const semantic = (random: Random): string =>
  numbers(random, 3) + pick(random, ['', '', '-0', '-rc.1', '-rc.2', '-a', '+b']);

const ECOSYSTEMS: [Ecosystem, ...Ecosystem[]] = [
  {
    names: [['npm', '@a/pack']],
    others: [
      ['npm', '@a/Pack'],
      ['PyPI', '@a/pack'],
    ],
    version: semantic,
    junk: ['latest', '1.x', '>=1.0.0'],
  },
  {
    names: [['crates.io', 'pack_a']],
    others: [['crates.io', 'pack-a']],
    version: semantic,
    junk: ['git', '1..0'],
  },
  {
    names: [
      ['PyPI', 'pack-a'],
      ['PyPI', 'Pack_.A'],
    ],
    others: [['PyPI', 'packa']],
    version: (random) =>
      numbers(random, 3) + pick(random, ['', '', 'rc1', 'a0', '.dev1', '.post1', '+cu1', '-final', 'm1', 'x']),
    junk: ['1.*', '1 0'],
  },
  {
    names: [['Go', 'example.org/A']],
    others: [['Go', 'example.org/a']],
    version: (random) =>
      pick(random, ['', 'v', 'go']) + pick(random, [semantic(random), `1.${random(3)}rc${random(3)}`]),
    junk: ['(devel)', 'master'],
  },
  {
    names: [
      ['NuGet', 'Pack.A'],
      ['NuGet', 'pack.a'],
    ],
    others: [['NuGet', 'pack-a']],
    version: (random) => numbers(random, 4) + pick(random, ['', '', '-rc', '-RC', '-beta.2']),
    junk: ['[1.0,)'],
  },
  {
    names: [['Maven', 'a:pack']],
    others: [['Maven', 'A:pack']],
    version: (random) =>
      numbers(random, 3) + pick(random, ['', '.Final', '-rc1', '.RC2', '-SNAPSHOT', '-1', '-x', '.x']),
    junk: ['${v}', 'LATEST'],
  },
  {
    names: [
      ['Debian:12', 'pack'],
      ['Debian', 'pack'],
    ],
    others: [
      ['Debian:11', 'pack'],
      ['Ubuntu:12', 'pack'],
    ],
    version: (random) =>
      pick(random, ['', '', '0:', '1:']) + numbers(random, 2) + pick(random, ['', '-0', '-1', '-1~a', '~rc', '+b-1']),
    junk: ['<unfixed>', 'a1'],
  },
  {
    names: [
      ['Ubuntu:22.04:LTS', 'pack'],
      ['Ubuntu:22.04', 'pack'],
    ],
    others: [['Ubuntu:Pro:22.04:LTS', 'pack']],
    version: (random) => numbers(random, 2) + pick(random, ['', '-0ubuntu1', '-0ubuntu1~a', '-1']),
    junk: ['1_0'],
  },
  {
    names: [
      ['Alpine:v3.20', 'pack'],
      ['Alpine', 'pack'],
    ],
    others: [['Alpine:v3.2', 'pack']],
    version: (random) => numbers(random, 3) + pick(random, ['', '_rc1', '_p1', 'a']) + pick(random, ['', '-r0', '-r1']),
    junk: ['1-x', '1..0'],
  },
];

interface RangeJson {
  type: string;
  events: EventJson[];
}

interface Entry {
  about: boolean;
  package: { ecosystem: string; name: string };
  versions: string[];
  ranges: RangeJson[];
}

interface Case {
  subject: PackageVersion;
  withdrawn: string | null;
  affected: Entry[];
}

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

function makeRange(random: Random, { version, junk }: Ecosystem): RangeJson {
  const type = pick(random, [
    'SEMVER',
    'ECOSYSTEM',
    'ECOSYSTEM',
    'ECOSYSTEM',
    'GIT',
    random(10) === 0 ? 'LATER' : 'SEMVER',
  ]);
  if (type === 'GIT') return { type, events: [{ introduced: '0' }, { fixed: COMMIT }] };
  const text = (): string => (random(25) === 0 ? pick(random, junk) : version(random));
  const introduced = (): string => (random(3) === 0 ? '0' : text());
  const event = (): EventJson =>
    pick<EventJson>(random, [
      { introduced: introduced() },
      { fixed: text() },
      { fixed: text() },
      { last_affected: text() },
      { introduced: introduced(), fixed: text() },
      { limit: random(4) === 0 ? '*' : text() },
    ]);
  const events = times(random(5), event);
  // The schema asks for one; it need not come first.
  events.splice(random(events.length + 1), 0, { introduced: introduced() });
  return { type, events };
}

function makeCase(random: Random): Case {
  const ecosystem = pick(random, ECOSYSTEMS);
  const [[asked, name]] = ecosystem.names;
  const text = (): string => (random(15) === 0 ? pick(random, ecosystem.junk) : ecosystem.version(random));
  const makeEntry = (): Entry => {
    const about = random(4) > 0;
    const [stated, named] = about
      ? pick(random, ecosystem.names)
      : (ecosystem.others[random(ecosystem.others.length)] ?? ['', '']);
    return {
      about,
      package: { ecosystem: stated, name: named },
      versions: times(pick(random, [0, 0, 0, 1, 4]), text),
      ranges: times(random(3), () => makeRange(random, ecosystem)),
    };
  };
  return {
    subject: { ecosystem: asked, name, version: random(200) === 0 ? '' : text() },
    withdrawn: pick(random, [
      null,
      null,
      null,
      null,
      '2027-01-01T00:00:00Z',
      random(4) === 0 ? '2026-01-01T00:00:00Z' : null,
    ]),
    affected: times(1 + random(3), makeEntry),
  };
}

/** True, false, or null for what cannot be told. */
type Truth = boolean | null;

const some = (truths: readonly Truth[]): Truth => truths.includes(true) || (truths.includes(null) ? null : false);
const both = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === null || b === null ? null : true;

const KINDS = ['introduced', 'last_affected', 'fixed'] as const;

/** The schema's IncludedInRanges and BeforeLimits for one range. */
function isInRange(
  { type, events }: RangeJson,
  version: string,
  compare: (a: string, b: string) => number | null,
): Truth {
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM') return null;
  const limits = events.flatMap(({ limit }) => limit ?? []);
  const isBelow = limits.map((limit): Truth => {
    const place = limit === '*' ? -1 : compare(version, limit);
    return place === null ? null : place < 0;
  });
  const timeline = events.flatMap((event) =>
    KINDS.flatMap((kind) => {
      const at = event[kind];
      if (at === undefined) return [];
      return [{ kind, at, place: kind === 'introduced' && at === '0' ? 1 : compare(version, at) }];
    }),
  );
  const isOrigin = ({ kind, at }: { kind: string; at: string }): boolean => kind === 'introduced' && at === '0';
  const sorted = timeline
    .filter(({ place }) => place !== null)
    .sort(
      (a, b) =>
        Number(isOrigin(b)) - Number(isOrigin(a)) ||
        (isOrigin(a) ? 0 : (compare(a.at, b.at) ?? Number.NaN)) ||
        Number(a.kind === 'last_affected') - Number(b.kind === 'last_affected'),
    );
  let vulnerable = false;
  for (const { kind, place } of sorted) {
    if (place === null) continue;
    if (kind === 'introduced' && place >= 0) vulnerable = true;
    else if (kind === 'fixed' && place >= 0) vulnerable = false;
    else if (kind === 'last_affected' && place > 0) vulnerable = false;
  }
  // An event without a place may have been the last one, or none yet.
  const outcomes = new Set([
    vulnerable,
    ...timeline.filter(({ place }) => place === null).map(({ kind }) => kind === 'introduced'),
  ]);
  return both(outcomes.size > 1 ? null : vulnerable, limits.length === 0 || some(isBelow));
}

function expectedOf({ subject: { ecosystem, version }, withdrawn, affected }: Case): Verdict {
  if (withdrawn !== null && Date.parse(withdrawn) <= NOW.getTime()) return 'not-affected';
  const { compare } = orderOf(ecosystem);
  const truth = some(
    affected
      .filter(({ about }) => about)
      .map(({ versions, ranges }) => {
        const ofVersions = ranges.filter(({ type }) => type !== 'GIT');
        if (versions.length === 0 && ofVersions.length === 0) return null;
        const isListed = versions.some((listed) => listed === version || compare(listed, version) === 0);
        return some([isListed, ...ofVersions.map((range) => isInRange(range, version, compare))]);
      }),
  );
  return truth === null ? 'cannot-tell' : truth ? 'affected' : 'not-affected';
}

it(`${CASES} random records are matched as the schema says`, { timeout: 20_000 + CASES }, () => {
  const random = randomFrom(SEED);
  const counts = new Map<Verdict, number>();
  const differences: object[] = [];
  for (let number = 0; number < CASES; number += 1) {
    const made = makeCase(random);
    const expected = expectedOf(made);
    const { subject, withdrawn, affected } = made;
    const record = readRecord({ id: 'X-1', withdrawn, affected }, NOW);
    const verdict = record && evaluate(record, subject);
    counts.set(expected, (counts.get(expected) ?? 0) + 1);
    if (verdict !== expected && differences.push({ number, expected, verdict, ...made }) >= 5) break;
  }
  expect(differences).toEqual([]);
  expect([...counts.keys()].sort()).toEqual(['affected', 'cannot-tell', 'not-affected']);
  expect(Math.min(...counts.values())).toBeGreaterThan(CASES / 20);
});

it('versions of every ecosystem have one order, both ways', () => {
  const random = randomFrom(SEED);
  for (const { names, version } of ECOSYSTEMS) {
    const { compare } = orderOf(names[0][0]);
    const sorted = times(100, () => version(random)).sort((a, b) => compare(a, b) ?? Number.NaN);
    const wrong = sorted.flatMap((a, index) =>
      sorted.slice(index).filter((b) => {
        const [place, back] = [compare(a, b), compare(b, a)];
        return place === null || back === null || place > 0 || Math.sign(place) + Math.sign(back) !== 0;
      }),
    );
    expect(wrong).toEqual([]);
  }
});
