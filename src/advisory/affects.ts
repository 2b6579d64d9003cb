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

/** Whether `event` has the last word over `other`, both of which have happened and can be compared. */
function overrules(event: RangeEvent, other: RangeEvent, order: VersionOrder): boolean {
  if (isOrigin(event)) return isOrigin(other);
  if (isOrigin(other)) return true;
  const place = order.compare(event.version, other.version) ?? 0;
  // At one version the order of the document counts, but `last_affected` takes effect just after it.
  return place > 0 || (place === 0 && other.kind !== 'last_affected');
}

function isBeforeLimits(range: Range, version: string, order: VersionOrder): boolean | null {
  const limits = range.events.filter(({ kind }) => kind === 'limit');
  if (limits.length === 0) return true;
  const places = limits.map((limit) => (limit.version === '*' ? -1 : order.compare(version, limit.version)));
  if (places.some((place) => place !== null && place < 0)) return true;
  return places.includes(null) ? null : false;
}

/** Ranges of commits say nothing about versions. */
const isOfVersions = ({ type }: Range): boolean => type === 'SEMVER' || type === 'ECOSYSTEM';

/** Evaluates one range of versions: the last event that has happened by the version decides. */
function evaluateRange(range: Range, version: string, order: VersionOrder): Verdict {
  if (!isOfVersions(range)) return 'cannot-tell';
  const within = isBeforeLimits(range, version, order);
  if (within !== true) return within === null ? 'cannot-tell' : 'not-affected';
  let last: RangeEvent | null = null;
  for (const event of range.events) {
    if (event.kind === 'limit') continue;
    const happened = hasHappened(event, version, order);
    if (happened === null) return 'cannot-tell';
    if (happened && (last === null || overrules(event, last, order))) last = event;
  }
  return last?.kind === 'introduced' ? 'affected' : 'not-affected';
}

function evaluateEntry(entry: AffectedEntry, version: string, order: VersionOrder): Verdict {
  const { versions, ranges, whole } = entry;
  if (versions.includes(version)) return 'affected';
  if (versions.some((listed) => order.compare(listed, version) === 0)) return 'affected';
  const verdicts = ranges.filter(isOfVersions).map((range) => evaluateRange(range, version, order));
  if (verdicts.includes('affected')) return 'affected';
  const isDecided = versions.length > 0 || verdicts.length > 0;
  return whole && isDecided && !verdicts.includes('cannot-tell') ? 'not-affected' : 'cannot-tell';
}

/** The entries of a record that are about a package. Names are compared exactly, as npm does. */
export function entriesFor(record: OsvRecord, { ecosystem, name }: PackageVersion): AffectedEntry[] {
  return record.affected.filter((entry) => entry.ecosystem === ecosystem && entry.name === name);
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
