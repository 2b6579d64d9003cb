import type { EcosystemDatabase } from './ecosystem-database.ts';
import { DumpError } from './dump-server.ts';
import type { Listed, ServedList } from './modified-list.ts';
import { folderOf } from './places.ts';
import { segmentName } from './publish.ts';
import { microseconds } from './segment-layout.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { Fetched } from './single-records.ts';
import type { SegmentState } from './state.ts';
import type { UpdateContext } from './update-context.ts';

/** Lines of the list that the database lacks, or has older. */
export function outdated(list: ServedList, database: EcosystemDatabase, now: Date): Listed[] {
  return [...list.listed.values()].filter(({ id, at }) => (database.modified(id, now) ?? -1) < at);
}

/**
 * Ids that are kept and that a whole list does not have any more. It says nothing of records that are newer than it is: a dump can be
 * made, or copied, after its list.
 */
export function gone(list: ServedList, database: EcosystemDatabase, now: Date): string[] {
  if (!list.isWhole || list.unreadable > 0) return [];
  const isNewer = (at: number): boolean => at > microseconds(list.newest) && at <= now.getTime() * 1000;
  const ids: string[] = [];
  for (const { id, modified } of database.records(now)) {
    if (!list.listed.has(id) && !isNewer(microseconds(modified))) ids.push(id);
  }
  return ids;
}

/** A list that lost half of what is kept, or that is empty, is not believed: more likely it is broken. */
export function refuseShort(list: ServedList, lost: number, records: number, ecosystem: string): void {
  const isEmpty = list.isWhole && list.listed.size === 0;
  if (!isEmpty && (lost <= 100 || lost * 2 <= records)) return;
  throw new DumpError(
    isEmpty
      ? `${ecosystem}/modified_id.csv lists no advisory`
      : `${ecosystem}/modified_id.csv lists ${list.listed.size} advisories and lacks ${lost} of the ${records} that are kept`,
  );
}

/** The segment of changes: those there were, then the new ones, then what is gone. Null when there are none. */
function writeDelta(
  ecosystem: string,
  before: EcosystemDatabase,
  fetched: Fetched,
  removed: readonly string[],
  { root, server }: UpdateContext,
): SegmentState {
  const now = server.io.now();
  const writer = new SegmentWriter(folderOf(root, ecosystem), segmentName('delta', now), server.io.storage);
  try {
    const out = new Set(removed);
    for (const { record, text } of fetched.records) writer.add(record, text);
    const fresh = new Set(fetched.records.map(({ record }) => record.id));
    for (const { compact, text } of before.changes(now)) {
      const { id } = compact.record;
      if (fresh.has(id) || out.has(id)) continue;
      if (compact.removed) writer.remove(id);
      else writer.add(compact.record, text);
    }
    for (const id of out) writer.remove(id);
    return writer.finish();
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

/** The state after changes on a base, with the number of records counted anew. */
export function withChanges(
  database: EcosystemDatabase,
  fetched: Fetched,
  removed: readonly string[],
  context: UpdateContext,
): { segments: SegmentState[]; records: number } {
  const { state } = database;
  const now = context.server.io.now();
  const added = fetched.records.filter(({ record }) => database.modified(record.id, now) === null).length;
  const records = state.records + added - removed.length;
  if (fetched.records.length === 0 && removed.length === 0) return { segments: state.segments, records };
  const [base] = state.segments;
  const delta = writeDelta(state.ecosystem, database, fetched, removed, context);
  return { segments: base === undefined ? [delta] : [base, delta], records };
}
