import semver from 'semver';
import type { VersionOrder } from './version.ts';

interface Version {
  numbers: bigint[];
  prerelease: string[];
}

const LONGEST = 256;
const SHAPE = /^[v=\s]*(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+)|([A-Za-z][0-9A-Za-z.-]*))?(?:\+[0-9A-Za-z.-]*)?\s*$/;
const DIGITS = /^\d+$/;

/** `semver` refuses such a number in the version and rounds it in the prerelease. */
const TOO_LARGE_FOR_SEMVER = /\d{16}/;

/** Takes what `semver` does, and one, two or more than three numbers of any size. */
function parseTolerantly(text: string): Version | null {
  const [, numbers, afterHyphen, appended] = text.length > LONGEST ? [] : (SHAPE.exec(text) ?? []);
  if (numbers === undefined) return null;
  return { numbers: numbers.split('.').map(BigInt), prerelease: (afterHyphen ?? appended)?.split('.') ?? [] };
}

const parseStrictly = (text: string) => (TOO_LARGE_FOR_SEMVER.test(text) ? null : semver.parse(text, { loose: true }));

const compareValues = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers before words, numbers by value, words by code unit. Source: semver.org, item 11.4. */
function compareIdentifiers(a: string, b: string): number {
  if (DIGITS.test(a) && DIGITS.test(b)) return compareValues(BigInt(a), BigInt(b));
  if (DIGITS.test(a) !== DIGITS.test(b)) return DIGITS.test(a) ? -1 : 1;
  return compareValues(a, b);
}

/** A version with a prerelease comes before the same without one. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, identifier] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareTolerantly(a: Version, b: Version): number {
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index++) {
    const order = compareValues(a.numbers[index] ?? 0n, b.numbers[index] ?? 0n);
    if (order !== 0) return order;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

/** Precedence of semantic versions (semver.org, item 11), lenient in what counts as one. */
export const npmVersions: VersionOrder = {
  compare(a, b) {
    const [strictA, strictB] = [parseStrictly(a), parseStrictly(b)];
    if (strictA && strictB) return strictA.compare(strictB);
    const [tolerantA, tolerantB] = [parseTolerantly(a), parseTolerantly(b)];
    return tolerantA && tolerantB ? compareTolerantly(tolerantA, tolerantB) : null;
  },
};
