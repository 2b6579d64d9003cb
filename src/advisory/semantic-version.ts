import { compareNumerals, compareValues, numeralOf, type Numeral } from './numeral.ts';
import { orderBy } from './order-by.ts';

export interface SemanticVersion {
  numbers: readonly Numeral[];
  /** Identifiers, those of digits alone as numbers. */
  prerelease: ReadonlyArray<Numeral | string>;
}

const SHAPE = /^[v=\s]*(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+)|([A-Za-z][0-9A-Za-z.-]*))?(?:\+[0-9A-Za-z.-]*)?\s*$/;
const DIGITS = /^\d+$/;

/**
 * A version as semver.org and npm's loose mode write it, and one of one, two or more than three numbers; null when it is
 * none. Build metadata is left out: it has no precedence.
 */
export function parseSemanticVersion(text: string): SemanticVersion | null {
  const [, numbers, afterHyphen, appended] = SHAPE.exec(text) ?? [];
  if (numbers === undefined) return null;
  const identifiers = (afterHyphen ?? appended)?.split('.') ?? [];
  return {
    numbers: numbers.split('.').map(numeralOf),
    prerelease: identifiers.map((identifier) => (DIGITS.test(identifier) ? numeralOf(identifier) : identifier)),
  };
}

/** Numbers before words. */
function compareIdentifiers(a: Numeral | string, b: Numeral | string): number {
  const isWord = typeof a === 'string';
  return isWord === (typeof b === 'string') ? compareValues(a, b) : isWord ? 1 : -1;
}

/** A version with a prerelease comes before the same without one, a shorter prerelease before its continuation. */
function comparePrereleases(a: SemanticVersion['prerelease'], b: SemanticVersion['prerelease']): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, identifier] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const place = compareIdentifiers(identifier, other);
    if (place !== 0) return place;
  }
  return a.length - b.length;
}

/** Precedence. Source: semver.org, item 11; numbers that one of them lacks count as zero. */
export const compareSemanticVersions = (a: SemanticVersion, b: SemanticVersion): number =>
  compareNumerals(a.numbers, b.numbers) || comparePrereleases(a.prerelease, b.prerelease);

/** The order of npm's and of crates.io's versions. */
export const semanticVersions = orderBy(parseSemanticVersion, compareSemanticVersions);
