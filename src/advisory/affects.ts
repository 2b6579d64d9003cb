import { coversEcosystem } from './ecosystem.ts';
import { normalizeName } from './package-name.ts';
import type { AffectedEntry, OsvRecord, Range, RangeEvent } from './record.ts';
import { orderOf, type VersionOrder } from './version.ts';

/** A package at a version, by OSV's words. */
export interface PackageVersion {
  ecosystem: string;
  name: string;
  version: string;
}

export type Verdict = 'affected' | 'not-affected' | 'cannot-tell';

/** `introduced: "0"` comes before every version, prereleases of 0.0.0 too. */
const isOrigin = ({ kind, version }: RangeEvent): boolean => kind === 'introduced' && version === '0';

/** Whether an event has happened by a version; null when they cannot be compared. */
function hasHappened(event: RangeEvent, version: string, order: VersionOrder): boolean | null {
  if (isOrigin(event)) return true;
  const place = order.compare(version, event.version);
  if (place === null) return null;
  return event.kind === 'last_affected' ? place > 0 : place >= 0;
}

/**
 * Whether `event`, which stands behind `other` in the document, comes after it on the timeline; both can be compared. Of events at one
 * version the document's last has the last word, but `last_affected` takes effect just behind its version. The schema sorts by version
 * alone. OSV's server puts a fix last, which opens a hole where one range ends at the version at which the next begins; none is meant.
 */
function isAfter(event: RangeEvent, other: RangeEvent, order: VersionOrder): boolean {
  if (isOrigin(event) || isOrigin(other)) return !isOrigin(event);
  const place = order.compare(event.version, other.version) ?? 0;
  return place > 0 || (place === 0 && other.kind !== 'last_affected');
}

/** A version has to be below one of the limits, where there are any. */
function isBeforeLimits(range: Range, version: string, order: VersionOrder): boolean | null {
  const limits = range.events.filter(({ kind }) => kind === 'limit');
  if (limits.length === 0) return true;
  const places = limits.map((limit) => (limit.version === '*' ? -1 : order.compare(version, limit.version)));
  if (places.some((place) => place !== null && place < 0)) return true;
  return places.includes(null) ? null : false;
}

/** Ranges of commits say nothing about versions. */
export const isOfVersions = ({ type }: Range): boolean => type === 'SEMVER' || type === 'ECOSYSTEM';

/**
 * Evaluates one range of versions: the last event that has happened by the version decides. Events that cannot be compared
 * leave it open where they could turn the verdict.
 */
function evaluateRange(range: Range, version: string, order: VersionOrder): Verdict {
  if (!isOfVersions(range)) return 'cannot-tell';
  const isWithin = isBeforeLimits(range, version, order);
  if (isWithin === false) return 'not-affected';
  let last: RangeEvent | null = null;
  const unplaced: RangeEvent[] = [];
  for (const event of range.events) {
    if (event.kind === 'limit') continue;
    const happened = hasHappened(event, version, order);
    if (happened === null) unplaced.push(event);
    else if (happened && (last === null || isAfter(event, last, order))) last = event;
  }
  const isAffected = last?.kind === 'introduced';
  if (unplaced.some(({ kind }) => (kind === 'introduced') !== isAffected)) return 'cannot-tell';
  if (!isAffected) return 'not-affected';
  return isWithin === null ? 'cannot-tell' : 'affected';
}

function evaluateEntry({ versions, ranges, whole }: AffectedEntry, version: string, order: VersionOrder): Verdict {
  const verdicts = ranges.filter(({ type }) => type !== 'GIT').map((range) => evaluateRange(range, version, order));
  if (verdicts.includes('affected') || versions.includes(version)) return 'affected';
  if (versions.some((listed) => order.compare(listed, version) === 0)) return 'affected';
  const isDecided = versions.length > 0 || verdicts.length > 0;
  return whole && isDecided && !verdicts.includes('cannot-tell') ? 'not-affected' : 'cannot-tell';
}

/** The entries of a record that are about a package. */
export function entriesFor(record: OsvRecord, { ecosystem, name }: PackageVersion): AffectedEntry[] {
  const wanted = normalizeName(ecosystem, name);
  return record.affected.filter(
    (entry) => coversEcosystem(entry.ecosystem, ecosystem) && normalizeName(entry.ecosystem, entry.name) === wanted,
  );
}

/**
 * Whether a record affects a package at a version. Source: OSV schema, "Evaluation": any entry for the package, by its
 * list of versions or by any of its ranges. What cannot be compared is told apart from what does not match.
 */
export function evaluate(record: OsvRecord, subject: PackageVersion): Verdict {
  if (record.withdrawn) return 'not-affected';
  const order = orderOf(subject.ecosystem);
  const entries = entriesFor(record, subject);
  const verdicts = new Set(entries.map((entry) => evaluateEntry(entry, subject.version, order)));
  if (verdicts.has('affected')) return 'affected';
  return record.whole && !verdicts.has('cannot-tell') ? 'not-affected' : 'cannot-tell';
}
