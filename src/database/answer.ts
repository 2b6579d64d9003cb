import type { PackageVersion } from '../advisory/affects.ts';
import { describe } from '../advisory/describe.ts';
import { groupByAlias } from '../advisory/group.ts';
import { orderOf } from '../advisory/version.ts';
import type { Severity } from '../model/severity.ts';
import type { Vulnerability } from '../model/vulnerability.ts';
import type { LocalDatabase } from './lookup.ts';

/** One vulnerability of a package, under all the ids that it has. */
export interface AnsweredVulnerability {
  id: string;
  aliases: string[];
  severity: Severity;
  /** Smallest version above the asked one that is free of it, or null. */
  fixed: string | null;
  kind: Vulnerability['kind'];
}

/** What is known of a package at a version. */
export interface DatabaseAnswer extends PackageVersion {
  vulns: AnsweredVulnerability[];
  /** Why there may be more than `vulns` says; absent when there is not. */
  gap?: string;
}

const RANK = { malware: 0, vulnerability: 1, unsound: 2, unmaintained: 3, notice: 4 };

/** The answer to one question, by what is kept; the worst kind first, then by id. */
export async function answer(database: LocalDatabase, subject: PackageVersion, now: Date): Promise<DatabaseAnswer> {
  const found = database.find(subject, now);
  if ('problem' in found) return { ...subject, vulns: [], gap: found.why };
  const vulns: AnsweredVulnerability[] = [];
  for (const group of groupByAlias(found.records)) {
    const { id, ids, severity, kind, affects } = await describe(group, subject);
    vulns.push({ id, aliases: ids.filter((other) => other !== id), severity, fixed: affects[0]?.fixed ?? null, kind });
  }
  vulns.sort((a, b) => RANK[a.kind] - RANK[b.kind] || (a.id < b.id ? -1 : 1));
  const isVersion = orderOf(subject.ecosystem).compare(subject.version, subject.version) !== null;
  const gaps = [
    ...(isVersion
      ? []
      : [`${subject.version || 'an empty text'} is no version of ${subject.ecosystem} that can be compared`]),
    ...(found.uncertain.length === 0
      ? []
      : [`cannot be compared with this version: ${found.uncertain.sort().join(', ')}`]),
  ];
  return { ...subject, vulns, ...(gaps.length === 0 ? {} : { gap: gaps.join('; ') }) };
}
