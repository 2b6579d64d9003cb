import { compareLegacyPythonVersions, parseLegacyPythonVersion } from './legacy-python-version.ts';
import { compareNumerals, compareValues } from './numeral.ts';
import { orderBy } from './order-by.ts';

/** A version of a Python package. Source: PEP 440. */
export interface PythonVersion {
  epoch: bigint;
  release: readonly bigint[];
  /** Letter (`a`, `b`, `rc`) and number, or null. */
  pre: readonly ['a' | 'b' | 'rc', bigint] | null;
  post: bigint | null;
  dev: bigint | null;
  /** Numbers and lower-case words behind the `+`. */
  local: ReadonlyArray<bigint | string>;
}

const LONGEST = 256;

/** PEP 440, appendix B. Each optional part begins with what the one before it cannot hold; the length is bounded too. */
const SHAPE = new RegExp(
  [
    '^v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)',
    '(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]+)?)?',
    '(?:(?:-([0-9]+))|(?:[-_.]?(post|rev|r)[-_.]?([0-9]+)?))?',
    '(?:[-_.]?(dev)[-_.]?([0-9]+)?)?',
    '(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$',
  ].join(''),
);

const PRE = new Map<string, 'a' | 'b' | 'rc'>([
  ['a', 'a'],
  ['alpha', 'a'],
  ['b', 'b'],
  ['beta', 'b'],
  ['c', 'rc'],
  ['rc', 'rc'],
  ['pre', 'rc'],
  ['preview', 'rc'],
]);

/** A version in any spelling that PEP 440 allows; null when it is none. */
export function parsePythonVersion(text: string): PythonVersion | null {
  if (text.length > LONGEST) return null;
  const match = SHAPE.exec(text.trim().toLowerCase());
  if (match === null) return null;
  const [, epoch, release = '', letter, preNumber, hyphen, postWord, postNumber, devWord, devNumber, local] = match;
  const kind = PRE.get(letter ?? '');
  const isPost = hyphen !== undefined || postWord !== undefined;
  return {
    epoch: BigInt(epoch ?? 0),
    release: release.split('.').map(BigInt),
    pre: kind === undefined ? null : [kind, BigInt(preNumber ?? 0)],
    post: isPost ? BigInt(hyphen ?? postNumber ?? 0) : null,
    dev: devWord === undefined ? null : BigInt(devNumber ?? 0),
    local: local === undefined ? [] : local.split(/[-_.]/).map((part) => (/^[0-9]+$/.test(part) ? BigInt(part) : part)),
  };
}

/** Compares numbers place by place; the places that one of them lacks count as zero. */
export const compareReleases = (a: readonly bigint[], b: readonly bigint[]): number => compareNumerals(a, b);

/** A development release without pre or post comes before every prerelease, a final one after them. */
function rankOfPre({ pre, post, dev }: PythonVersion): number {
  if (pre !== null) return { a: 1, b: 2, rc: 3 }[pre[0]];
  return post === null && dev !== null ? 0 : 4;
}

/** Words before numbers, a shorter one before its continuation, none before any. */
function compareLocals(a: PythonVersion['local'], b: PythonVersion['local']): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const place = typeof part === typeof other ? compareValues(part, other) : typeof part === 'string' ? -1 : 1;
    if (place !== 0) return place;
  }
  return a.length - b.length;
}

/** The order of PEP 440, section "Summary of permitted suffixes and relative ordering". */
export function comparePythonVersions(a: PythonVersion, b: PythonVersion): number {
  return (
    compareValues(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    compareValues(rankOfPre(a), rankOfPre(b)) ||
    compareValues(a.pre?.[1] ?? 0n, b.pre?.[1] ?? 0n) ||
    compareValues(a.post ?? -1n, b.post ?? -1n) ||
    (a.dev === b.dev ? 0 : a.dev === null ? 1 : b.dev === null ? -1 : compareValues(a.dev, b.dev)) ||
    compareLocals(a.local, b.local)
  );
}

/**
 * The order of PyPI's versions: those from before PEP 440 come before all others. One with a local part (`+cu118`) is a
 * version of its own, above the same without it, as in packaging and in OSV.
 */
export const pythonVersions = orderBy(
  (text): PythonVersion | string[] | null => parsePythonVersion(text) ?? parseLegacyPythonVersion(text),
  (a, b) => {
    if (Array.isArray(a)) return Array.isArray(b) ? compareLegacyPythonVersions(a, b) : -1;
    return Array.isArray(b) ? 1 : comparePythonVersions(a, b);
  },
);
