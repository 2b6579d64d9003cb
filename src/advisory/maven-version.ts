import { compareValues, numeralOf, type Numeral } from './numeral.ts';
import { orderBy } from './order-by.ts';

/** A part and its rank among those that may stand in its place: qualifiers, the end, then numbers. */
type Token = readonly [rank: number, value: Numeral | string];

/** The qualifiers with a place of their own, in their order; the empty one stands for the release and for the end. */
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];

/** The first ranks are those of the qualifiers. */
const RANKS = { release: QUALIFIERS.indexOf(''), otherQualifier: 7, hyphenNumber: 8, dotNumber: 9 };

const SYNONYMS = new Map([
  ['cr', 'rc'],
  ['ga', ''],
  ['final', ''],
  ['release', ''],
]);

/** Where a number follows at once. */
const SHORT = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

/** None of what Maven refuses in a version, nor a range, a property or the names for "the newest". */
const SHAPE = /^(?!(?:latest|release)$)[^\s\\/:"<>|?*[\](){},$]+$/i;

const RELEASE: Token = [RANKS.release, ''];
const isNull = ([rank, value]: Token): boolean => rank === RANKS.release || value === 0;

function qualifierOf(word: string, beforeNumber: boolean): Token {
  const name = SYNONYMS.get(word) ?? (beforeNumber ? SHORT.get(word) : undefined) ?? word;
  const known = QUALIFIERS.indexOf(name);
  return known < 0 ? [RANKS.otherQualifier, name] : [known, ''];
}

/** Dots and hyphens, and the places between a digit and what is none. */
const SEPARATORS = /([.-])|(?<=\d)(?=[^\d.-])|(?<=[^\d.-])(?=\d)/;

/**
 * Parts between dots, hyphens and changes from digits to others and back, which count as hyphens. Zeros and words for the
 * release say nothing at the end and before a hyphen or a word. Source: Maven, POM Reference, "Version Order Specification".
 */
function parseMavenVersion(text: string): Token[] | null {
  if (!SHAPE.test(text)) return null;
  const tokens: Token[] = [];
  const trim = (): void => {
    while (tokens.length > 1 && isNull(tokens.at(-1) ?? RELEASE)) tokens.pop();
  };
  const pieces = text.toLowerCase().split(SEPARATORS);
  for (let at = 0; at < pieces.length; at += 2) {
    const piece = pieces[at] || '0';
    const isNumber = /^\d/.test(piece);
    const afterDot = at === 0 || pieces[at - 1] === '.';
    if (!afterDot || !isNumber) trim();
    const beforeNumber = at + 1 < pieces.length && pieces[at + 1] === undefined;
    if (isNumber) tokens.push([afterDot ? RANKS.dotNumber : RANKS.hyphenNumber, numeralOf(piece)]);
    else tokens.push(qualifierOf(piece, beforeNumber));
  }
  trim();
  return tokens;
}

function compareMavenVersions(a: readonly Token[], b: readonly Token[]): number {
  for (let index = 0; index < a.length || index < b.length; index += 1) {
    const [rank, value] = a[index] ?? RELEASE;
    const [otherRank, otherValue] = b[index] ?? RELEASE;
    const place = rank - otherRank || compareValues(value, otherValue);
    if (place !== 0) return place;
  }
  return 0;
}

/** The order of Maven's versions, as it is since Maven 3.8.7: a word is the same behind a dot and behind a hyphen. */
export const mavenVersions = orderBy(parseMavenVersion, compareMavenVersions);
