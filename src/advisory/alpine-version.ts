import { compareValues, numeralOf, type Numeral } from './numeral.ts';
import { orderBy } from './order-by.ts';

/** A part and its rank among those that may stand in its place: the lower rank is the earlier version. */
type Token = readonly [rank: number, value: Numeral | string];

/** Suffixes before the release itself, in their order, and those after it. */
const BEFORE = ['alpha', 'beta', 'pre', 'rc'];
const AFTER = ['cvs', 'svn', 'git', 'hg', 'p'];

const RANKS = { before: 0, end: 1, revision: 2, hash: 3, count: 4, after: 5, letter: 6, number: 7 };

const SHAPE = new RegExp(
  `^(\\d+)((?:\\.\\d+)*)([a-z]\\d*)?((?:_(?:${[...BEFORE, ...AFTER].join('|')})\\d*)*)(?:~([0-9a-f]+))?(?:-r(\\d+))?$`,
);

/** A number with a leading zero is a fraction's digits: compared as text, before every other. */
const fractionOr = (digits: string): Numeral | string => (digits.startsWith('0') ? digits : numeralOf(digits));

const countOf = (digits: string): Token[] => (digits === '' ? [] : [[RANKS.count, numeralOf(digits)]]);

function suffixOf(word: string, digits: string): Token[] {
  const early = BEFORE.indexOf(word);
  const token: Token = early < 0 ? [RANKS.after, AFTER.indexOf(word)] : [RANKS.before, early];
  return [token, ...countOf(digits)];
}

/**
 * Source: apk-package(5), "pkgver". A number behind the letter (`6.6.2p1`), which apk 3 refuses and packages had before,
 * counts as a suffix's does.
 */
function parseAlpineVersion(text: string): Token[] | null {
  const [, first, numbers = '', letter = '', suffixes = '', hash, revision] = SHAPE.exec(text) ?? [];
  if (first === undefined) return null;
  return [
    [RANKS.number, numeralOf(first)],
    ...[...numbers.matchAll(/\d+/g)].map(([digits]): Token => [RANKS.number, fractionOr(digits)]),
    ...(letter === '' ? [] : [[RANKS.letter, letter.charAt(0)] as const, ...countOf(letter.slice(1))]),
    ...[...suffixes.matchAll(/_([a-z]+)(\d*)/g)].flatMap(([, word = '', digits = '']) => suffixOf(word, digits)),
    ...(hash === undefined ? [] : [[RANKS.hash, hash] as const]),
    ...(revision === undefined ? [] : [[RANKS.revision, numeralOf(revision)] as const]),
  ];
}

const NOTHING: Token = [RANKS.end, 0];

function compareAlpineVersions(a: readonly Token[], b: readonly Token[]): number {
  for (let index = 0; index < a.length || index < b.length; index += 1) {
    const [rank, value] = a[index] ?? NOTHING;
    const [otherRank, otherValue] = b[index] ?? NOTHING;
    if (rank !== otherRank) return rank - otherRank;
    const isText = typeof value === 'string';
    const place = isText === (typeof otherValue === 'string') ? compareValues(value, otherValue) : isText ? -1 : 1;
    if (place !== 0) return place;
  }
  return 0;
}

/** The order of apk: Alpine's, Wolfi's and Chainguard's versions. Source: apk-tools, version.c. */
export const alpineVersions = orderBy(parseAlpineVersion, compareAlpineVersions);
