import { entriesFor, evaluate, isOfVersions, type PackageVersion } from './affects.ts';
import type { OsvRecord } from './record.ts';
import { orderOf } from './version.ts';

/** Records name a handful of fixes. One with very many is matched, and gets no suggestion: each would be tried on it. */
const MOST_CANDIDATES = 20;
const MOST_VERSIONS = 20_000;

/**
 * Smallest version above the installed one that the records call fixed and none of them affects, or null. It ends the
 * range that the installed version is in, where that has an end: everything before is still affected.
 */
export function fixedVersion(records: readonly OsvRecord[], subject: PackageVersion): string | null {
  const order = orderOf(subject.ecosystem);
  const entries = records.flatMap((record) => entriesFor(record, subject));
  const events = entries.flatMap(({ ranges }) => ranges.filter(isOfVersions)).flatMap(({ events: listed }) => listed);
  if (events.length + entries.flatMap((entry) => entry.versions).length > MOST_VERSIONS) return null;
  const isAbove = (version: string): boolean => (order.compare(version, subject.version) ?? 0) > 0;
  const fixes = events.filter(({ kind, version }) => kind === 'fixed' && isAbove(version));
  const isFixed = (version: string): boolean =>
    records.every((record) => evaluate(record, { ...subject, version }) !== 'affected');
  return (
    [...new Set(fixes.map(({ version }) => version))]
      .sort((a, b) => order.compare(a, b) ?? 0)
      .slice(0, MOST_CANDIDATES)
      .find(isFixed) ?? null
  );
}

/**
 * Smallest version above the installed one that mends all that can be mended: no group of aliases that has a fix affects it.
 * The highest of their fixes may be none, where another group begins anew at a higher major. `beyond`: what affects versions above
 * alone, and is not to be taken in exchange.
 */
export function cureVersion(
  groups: ReadonlyArray<readonly OsvRecord[]>,
  subject: PackageVersion,
  beyond: readonly OsvRecord[] = [],
): string | null {
  const mendable = groups.filter((group) => fixedVersion(group, subject) !== null);
  return mendable.length === 0 ? null : fixedVersion([...mendable.flat(), ...beyond], subject);
}

/** A record's remark on how far an open range is known to reach, or null. */
export function lastKnownAffected(records: readonly OsvRecord[], subject: PackageVersion): string | null {
  const remarks = records.flatMap((record) => entriesFor(record, subject)).map((entry) => entry.lastKnownAffected);
  return remarks.find((remark) => remark !== null) ?? null;
}
