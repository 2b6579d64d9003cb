import { withScores } from '../advisory/cvss.ts';
import type { AffectedEntry, OsvRecord } from '../advisory/record.ts';

/** A record with the base scores of its vectors, so that nobody who reads it later has to calculate them. */
export async function withScoresOf(record: OsvRecord): Promise<OsvRecord> {
  if (record.severity.length === 0 && record.affected.every(({ severity }) => severity.length === 0)) return record;
  const affected: AffectedEntry[] = [];
  for (const entry of record.affected) affected.push({ ...entry, severity: await withScores(entry.severity) });
  return { ...record, severity: await withScores(record.severity), affected };
}
