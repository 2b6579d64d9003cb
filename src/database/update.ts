import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { withScoresOf } from './scored.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { AuditError } from '../errors.ts';
import { eachInFlight, FileError, type Lock } from '../io/index.ts';
import { within, type Built, type BuildJob } from './build.ts';
import { DumpError, downloadTo, fetchRecord, type DumpServer } from './dumps.ts';
import { openEcosystem, EcosystemDatabase } from './ecosystem-database.ts';
import { readModifiedList, type Listed, type ServedList } from './modified-list.ts';
import { DUMPS, folderOf } from './places.ts';
import { merge, publish, segmentName, sweepLeft, takenOver, unusable } from './publish.ts';
import { microseconds } from './segment-layout.ts';
import { Damaged, Segment } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { EcosystemState, SegmentState } from './state.ts';

/** What an update of one ecosystem came to. */
export interface Updated {
  ecosystem: string;
  outcome: 'unchanged' | 'changed' | 'rebuilt';
  /** Published records that are kept now. */
  records: number;
  /** Records that are new or newer. */
  changed: number;
  /** Records that are no longer published. */
  removed: number;
  /** Bytes of the dump that was downloaded. */
  downloaded: number;
  /** Ids that the dump lacked and the list has, fetched one by one. */
  repaired: string[];
  /** Ids of the list that could not be had. */
  missing: string[];
  dataTime: string | null;
  complete: boolean;
  /** What else went on: one sentence each. */
  notes: string[];
}

export interface UpdateContext {
  root: string;
  server: DumpServer;
  lock: Lock;
  build(job: BuildJob): Promise<Built>;
  /** Hold every id against the list, also when that was done in the last week. */
  whole: boolean;
}

const HOUR = 3_600_000_000;
const WEEK = 7 * 24 * 3_600_000;
/** More are had sooner with the whole dump. */
const MOST_SINGLE = 1_500;
/** A list with so many new lines is not looked through any further. */
const MOST_LINES = 20_000;
/** What a dump may lack of its list before it counts as none. */
const MOST_REPAIRS = 20_000;
const MOST_IN_FLIGHT = 32;
const MOST_DELTA = 20_000;
const MOST_NAMED = 1000;
/** Of the texts of records that are fetched one by one, together. */
const MOST_CHARACTERS = 512 * 1024 * 1024;

const damageNote = ({ message }: Error): string => `What was kept is damaged (${message}) and is made anew.`;

/** The database to go on from; a damaged one is none. */
function openBefore(ecosystem: string, { root, server }: UpdateContext, notes: string[]): EcosystemDatabase | null {
  try {
    return openEcosystem(root, ecosystem, server.io);
  } catch (error) {
    if (!(error instanceof Damaged) && !(error instanceof FileError)) throw error;
    notes.push(damageNote(error));
    return null;
  }
}

/**
 * How new the data is. OSV's own server is asked about now; a copy is as old as its newest line. That it was copied today cannot be told
 * from it, and the date of its file is that of the last copying.
 */
function dataTimeOf(list: ServedList, { server }: UpdateContext, newest: string | null): string | null {
  const asked = Math.min(list.answeredAt, server.io.now().getTime());
  if (server.address('') === `${DUMPS}/`) return new Date(asked).toISOString();
  const stated = newest === null ? 0 : microseconds(newest) / 1000;
  return stated === 0 ? null : new Date(Math.floor(Math.min(asked, stated))).toISOString();
}

interface Fetched {
  records: Array<{ record: OsvRecord; text: Uint8Array }>;
  /** Ids that the server says it does not have. */
  absent: string[];
  missing: string[];
}

/**
 * Fetches records one by one. One that is older than the list says counts as missing; it is kept all the same, where it is no older
 * than what is there.
 */
async function fetchAll(
  database: EcosystemDatabase,
  wanted: readonly Listed[],
  { server }: UpdateContext,
): Promise<Fetched> {
  const { ecosystem } = database.state;
  const now = server.io.now();
  const fetched: Fetched = { records: [], absent: [], missing: [] };
  let done = 0;
  let characters = 0;
  await eachInFlight(wanted, MOST_IN_FLIGHT, async ({ id, at }) => {
    const found = await fetchRecord(server, ecosystem, id);
    done += 1;
    if (done % 50 === 0) server.io.progress(`${ecosystem}: fetched ${done} of ${wanted.length} advisories`);
    if (found === 'absent') fetched.absent.push(id);
    else if (found === 'failed') fetched.missing.push(id);
    else {
      characters += found.text.length;
      if (characters > MOST_CHARACTERS) throw new DumpError('its single advisories are longer than any should be');
      const record = await withScoresOf(within(found.record, ecosystem));
      const modified = microseconds(record.modified);
      if (modified < at) fetched.missing.push(id);
      if (modified >= (database.modified(id, now) ?? 0))
        fetched.records.push({ record, text: deflateRawSync(found.text) });
    }
  });
  return {
    records: fetched.records.sort((a, b) => (a.record.id < b.record.id ? -1 : 1)),
    absent: fetched.absent.sort(),
    missing: fetched.missing.sort(),
  };
}

/** Lines of the list that the database lacks, or has older. */
function outdated(list: ServedList, database: EcosystemDatabase, now: Date): Listed[] {
  return [...list.listed.values()].filter(({ id, at }) => (database.modified(id, now) ?? -1) < at);
}

/**
 * Ids that are kept and that a whole list does not have any more. It says nothing of records that are newer than it is: a dump can be
 * made, or copied, after its list.
 */
function gone(list: ServedList, database: EcosystemDatabase, now: Date): string[] {
  if (!list.isWhole || list.unreadable > 0) return [];
  const isNewer = (at: number): boolean => at > microseconds(list.newest) && at <= now.getTime() * 1000;
  const ids: string[] = [];
  for (const { id, modified } of database.records(now)) {
    if (!list.listed.has(id) && !isNewer(microseconds(modified))) ids.push(id);
  }
  return ids;
}

/** A list that lost half of what is kept, or that is empty, is not believed: more likely it is broken. */
function refuseShort(list: ServedList, lost: number, records: number, ecosystem: string): void {
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
function withChanges(
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

/** Whether a server has single advisories at all: many a copy has the dumps alone. */
async function hasSingle(list: ServedList, database: EcosystemDatabase, { server }: UpdateContext): Promise<boolean> {
  const now = server.io.now();
  const kept = [...list.listed.values()].find(({ id }) => database.modified(id, now) !== null);
  return kept !== undefined && typeof (await fetchRecord(server, database.state.ecosystem, kept.id)) === 'object';
}

/**
 * What is listed and absent was taken back in between, where a server of single advisories does not have it, and a dump that is newer
 * neither. Else it is missing: a copy is not made at once.
 */
async function missingOf(
  { records, absent, missing }: Fetched,
  list: ServedList,
  dump: { database: EcosystemDatabase; newest: string | null },
  context: UpdateContext,
  notes: string[],
): Promise<string[]> {
  if (absent.length === 0) return missing;
  const isTold = records.length > 0 || (await hasSingle(list, dump.database, context));
  if (!isTold) notes.push('The server has no single advisories: what its dump lacks cannot be had.');
  const now = context.server.io.now();
  const isTakenBack = (id: string): boolean =>
    dump.database.modified(id, now) === null && (list.listed.get(id)?.at ?? 0) <= microseconds(dump.newest);
  return [...missing, ...absent.filter((id) => !isTold || !isTakenBack(id))].sort();
}

/** A dump that lacks what is kept and still listed takes no place of it. */
function refuseOlder(
  missing: readonly string[],
  before: EcosystemDatabase | null,
  database: EcosystemDatabase,
  now: Date,
): void {
  const at = (kept: EcosystemDatabase | null, id: string): number => kept?.modified(id, now) ?? -1;
  const lost = missing.filter((id) => at(before, id) > at(database, id));
  if (lost.length === 0) return;
  const { ecosystem } = database.state;
  throw new DumpError(
    `${ecosystem}/all.zip is older than what is kept: it lacks ${lost.length} advisories, such as ${lost[0]}`,
  );
}

/** Goes on from what is kept; null when there is too much that is new, or when it cannot be told by single records. */
async function change(before: EcosystemDatabase, context: UpdateContext, notes: string[]): Promise<Updated | null> {
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
  const database = openState(root, state, server);
  try {
    return { ...state, segments: [merge(root, state.ecosystem, [database], io, io.now())] };
  } finally {
    database.close();
  }
}

function openState(root: string, state: EcosystemState, { io }: DumpServer): EcosystemDatabase {
  const folder = folderOf(root, state.ecosystem);
  return new EcosystemDatabase(
    state,
    state.segments.map((segment) => new Segment(folder, segment, io.storage)).toReversed(),
  );
}

/** Reads a dump. One that cannot be read is not kept for the next update. */
async function buildFrom(archive: string, ecosystem: string, { root, server, build }: UpdateContext): Promise<Built> {
  const name = segmentName('base', server.io.now());
  try {
    return await build({ root, paths: [archive], ecosystem, wanted: [ecosystem], name });
  } catch (error) {
    server.io.files.remove(dirname(archive));
    if (!(error instanceof AuditError) || error.code !== 'input-invalid') throw error;
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    throw new DumpError(`${ecosystem}/all.zip cannot be read: it ${why}`);
  }
}

/** How many advisories of another source, such as the user's own, are kept and not on the list: the dump takes their place. */
function countForeign(list: ServedList, before: EcosystemDatabase | null, { server }: UpdateContext): number {
  if (before === null || before.state.source === server.shown) return 0;
  let count = 0;
  try {
    for (const { id } of before.records(server.io.now())) if (!list.listed.has(id)) count += 1;
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return count;
}

/** Downloads the whole dump and makes a base of it; what the list has besides is fetched one by one. */
async function rebuild(
  ecosystem: string,
  before: EcosystemDatabase | null,
  context: UpdateContext,
  notes: string[],
): Promise<Updated> {
  const { server, root, lock } = context;
  const { io } = server;
  const archive = join(folderOf(root, ecosystem), 'download', 'all.zip');
  const { bytes, resumedAt } = await downloadTo(server, `${ecosystem}/all.zip`, archive);
  if (resumedAt > 0) notes.push(`The download went on from ${resumedAt} bytes that were there.`);
  io.progress(`${ecosystem}: reading the dump`);
  const built = await buildFrom(archive, ecosystem, context);
  if (built.rejections > 0) notes.push(`${built.rejections} of the dump's files are no readable records.`);
  io.progress(`${ecosystem}: asking for the list of ids`);
  const list = await readModifiedList(server, ecosystem, { cutoff: null }, null);
  const now = io.now();
  const [only] = built.segments;
  const base: EcosystemState = {
    format: 1,
    ecosystem,
    segments: only === undefined ? [] : [only.segment],
    records: only?.segment.records ?? 0,
    source: server.shown,
    dataTime: dataTimeOf(list, context, list.newest),
    newest: list.isSorted ? list.newest : null,
    checkedAt: list.isWhole ? now.toISOString() : null,
    complete: false,
    missing: [],
    updatedAt: now.toISOString(),
    tag: list.tag,
  };
  const database = openState(root, base, server);
  try {
    const wanted = outdated(list, database, now);
    const repaired = wanted.filter(({ id }) => database.modified(id, now) === null).map(({ id }) => id);
    if (wanted.length > MOST_REPAIRS) {
      throw new DumpError(
        `${ecosystem}/all.zip lacks ${wanted.length} of the ${list.listed.size} advisories that modified_id.csv lists`,
      );
    }
    const removed = gone(list, database, now);
    refuseShort(list, removed.length, base.records, ecosystem);
    const fetched = await fetchAll(database, wanted, context);
    const dump = { database, newest: only?.newest ?? null };
    const foreign = countForeign(list, before, context);
    if (foreign > 0)
      notes.push(`Gone with another source: ${foreign} of what was kept. Import it again if it is wanted.`);
    const lacking = await missingOf(fetched, list, dump, context, notes);
    refuseOlder(lacking, before, database, now);
    const missing = lacking.slice(0, MOST_NAMED);
    const { segments, records } = withChanges(database, fetched, removed, context);
    const complete = list.isWhole && list.unreadable === 0 && missing.length === 0;
    // What could not be had has to be asked for again, whatever an older list says then.
    const again = complete ? {} : { newest: null, tag: null };
    const state = { ...base, segments, records, missing, complete, ...again };
    if (segments.length === 0) throw new DumpError(`${ecosystem}/all.zip holds no advisory`);
    publish(root, state, io, lock);
    io.files.remove(dirname(archive));
    const had = new Set(fetched.records.map(({ record }) => record.id));
    return {
      ecosystem,
      outcome: 'rebuilt',
      records,
      changed: records,
      removed: removed.length,
      downloaded: bytes,
      repaired: repaired.filter((id) => had.has(id)).sort(),
      missing,
      dataTime: state.dataTime,
      complete,
      notes,
    };
  } finally {
    database.close();
  }
}

/** As `change`; a database that turns out to be damaged is none to go on from. */
async function changeOrNone(
  before: EcosystemDatabase,
  context: UpdateContext,
  notes: string[],
): Promise<Updated | null> {
  try {
    return await change(before, context, notes);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    notes.push(damageNote(error));
    return null;
  }
}

/**
 * Brings one ecosystem up to date: by what is new on the server's list, or by the whole dump. Throws `AuditError` when the server
 * cannot be used; what was kept then stays as it was.
 */
export async function updateEcosystem(ecosystem: string, context: UpdateContext): Promise<Updated> {
  const notes: string[] = [];
  sweepLeft(context.root, ecosystem, context.server.io, context.lock);
  const before = openBefore(ecosystem, context, notes);
  try {
    if (before !== null && before.state.source === context.server.shown) {
      const changed = await changeOrNone(before, context, notes);
      if (changed !== null) return changed;
    }
    return await rebuild(ecosystem, before, context, notes);
  } catch (error) {
    // Its files are swept away by who has the lock then.
    if (error instanceof FileError && !context.lock.isHeld()) throw takenOver(error);
    if (error instanceof FileError) throw unusable(folderOf(context.root, ecosystem), error);
    if (!(error instanceof DumpError)) throw error;
    const kept = before === null ? '' : '; what was kept before is unchanged';
    throw new AuditError('input-invalid', `${ecosystem}: ${error.message}${kept}`, {
      hint: 'Check the network and the address (--mirror), then run the update again.',
      cause: error,
    });
  } finally {
    before?.close();
  }
}
