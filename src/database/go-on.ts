import { gone, outdated, refuseShort, withChanges } from './changes.ts';
import { openState, type EcosystemDatabase } from './ecosystem-database.ts';
import { readModifiedList } from './modified-list.ts';
import { merge, publish } from './publish.ts';
import { microseconds } from './segment-layout.ts';
import { fetchAll } from './single-records.ts';
import type { EcosystemState } from './state.ts';
import { dataTimeOf, MOST_NAMED, type Updated, type UpdateContext } from './update-context.ts';

const HOUR = 3_600_000_000;

const WEEK = 7 * 24 * 3_600_000;

/** More are had sooner with the whole dump. */
const MOST_SINGLE = 1_500;

/** A list with so many new lines is not looked through any further. */
const MOST_LINES = 20_000;

const MOST_DELTA = 20_000;

/** Goes on from what is kept; null when there is too much that is new, or when it cannot be told by single records. */
export async function goOn(
  before: EcosystemDatabase,
  context: UpdateContext,
  notes: string[],
): Promise<Updated | null> {
  const { state } = before;
  const { ecosystem } = state;
  const { server, root, lock } = context;
  const { io } = server;
  const now = io.now();
  const isDue = state.checkedAt === null || now.getTime() - Date.parse(state.checkedAt) > WEEK;
  const whole = context.whole || !state.complete || isDue || state.newest === null;
  const reach = whole ? { cutoff: null } : { cutoff: microseconds(state.newest) - HOUR, most: MOST_LINES };
  io.progress(`${ecosystem}: asking what is new`);
  const list = await readModifiedList(server, ecosystem, reach, whole ? null : state.tag);
  const result = (rest: Partial<Updated>): Updated => ({
    ecosystem,
    outcome: 'unchanged',
    records: state.records,
    changed: 0,
    removed: 0,
    downloaded: 0,
    repaired: [],
    missing: state.missing,
    dataTime: state.dataTime,
    complete: state.complete,
    notes,
    ...rest,
  });
  if (list.isUnchanged) {
    const dataTime = dataTimeOf(list, context, state.newest);
    publish(root, { ...state, dataTime, updatedAt: now.toISOString() }, io, lock);
    return result({ dataTime });
  }
  const wanted = outdated(list, before, now);
  if (wanted.length > MOST_SINGLE || (!whole && (list.isTooLong || !list.isSorted))) return null;
  const removed = gone(list, before, now);
  refuseShort(list, removed.length, state.records, ecosystem);
  const fetched = await fetchAll(before, wanted, context);
  if (fetched.absent.length > 0) return null;
  const { segments, records } = withChanges(before, fetched, removed, context);
  const newest =
    list.newest !== null && microseconds(list.newest) > microseconds(state.newest) ? list.newest : state.newest;
  const missing = [...new Set([...(whole ? [] : state.missing), ...fetched.missing])].slice(0, MOST_NAMED);
  const complete = (whole ? list.isWhole : state.complete) && list.unreadable === 0 && missing.length === 0;
  // What could not be had has to be asked for again.
  const isWorkedThrough = fetched.missing.length === 0 && list.unreadable === 0;
  const next: EcosystemState = {
    ...state,
    segments,
    records,
    newest: !list.isSorted ? null : isWorkedThrough ? newest : state.newest,
    tag: isWorkedThrough ? list.tag : null,
    dataTime: dataTimeOf(list, context, newest),
    checkedAt: whole && list.isWhole ? now.toISOString() : state.checkedAt,
    complete,
    missing,
    updatedAt: now.toISOString(),
  };
  publish(root, compacted(next, context), io, lock);
  return result({
    outcome: fetched.records.length + removed.length > 0 ? 'changed' : 'unchanged',
    records,
    changed: fetched.records.length,
    removed: removed.length,
    missing,
    dataTime: next.dataTime,
    complete,
  });
}

/** Many changes become part of the base. */
function compacted(state: EcosystemState, { root, server }: UpdateContext): EcosystemState {
  const [base, delta] = state.segments;
  if (base === undefined || delta === undefined || delta.records < MOST_DELTA) return state;
  const { io } = server;
  const database = openState(root, state, server.io);
  try {
    return { ...state, segments: [merge(root, state.ecosystem, [database], io, io.now())] };
  } finally {
    database.close();
  }
}
