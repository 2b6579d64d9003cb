import type { Severity } from '../model/severity.ts';
import { entriesFor, type PackageVersion } from './affects.ts';
import { ratingOf, scoreOf } from './cvss.ts';
import type { OsvRecord, SeverityClaim } from './record.ts';

export interface Rating {
  severity: Severity;
  /** `GHSA label`, `CVSS:3.1`, or `''` when no source states one. */
  severitySource: string;
  score: number | null;
  vector: string | null;
}

const LABELS: ReadonlyMap<string, Severity> = new Map([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MODERATE', 'medium'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
  ['NEGLIGIBLE', 'info'],
]);

/** What a record says of a package itself stands before what it says of the whole. */
function claimsOf(record: OsvRecord, subject: PackageVersion): SeverityClaim[] {
  const own = entriesFor(record, subject).flatMap((entry) => entry.severity);
  return own.length > 0 ? own : record.severity;
}

/**
 * Severity of a group of aliases for one package, the primary record first: the label that a database gives in words,
 * else Ubuntu's priority, else the rating of the newest CVSS vector that any of them states.
 */
export async function rate(group: readonly OsvRecord[], subject: PackageVersion): Promise<Rating> {
  const found = await scoreOf(group.flatMap((record) => claimsOf(record, subject)));
  const shown = { score: found?.score ?? null, vector: found?.vector ?? null };
  for (const { id, label } of group) {
    const severity = LABELS.get(label?.toUpperCase() ?? '');
    if (severity !== undefined) return { severity, severitySource: `${id.split('-', 1)[0]} label`, ...shown };
  }
  const priority = group.flatMap((record) => claimsOf(record, subject)).find(({ type }) => type === 'Ubuntu');
  const byPriority = LABELS.get(priority?.score.toUpperCase() ?? '');
  if (byPriority !== undefined) return { severity: byPriority, severitySource: 'Ubuntu priority', ...shown };
  if (found !== null) return { severity: ratingOf(found.score), severitySource: found.version, ...shown };
  return { severity: 'unknown', severitySource: '', ...shown };
}
