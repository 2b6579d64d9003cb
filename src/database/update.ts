import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { withScoresOf } from './scored.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { AuditError } from '../errors.ts';
import { eachInFlight, FileError, type Lock } from '../io/index.ts';
import type { Built, BuildJob } from './build.ts';
import { DumpError, downloadTo, fetchRecord, type DumpServer } from './dumps.ts';
import { openEcosystem, EcosystemDatabase } from './ecosystem-database.ts';
import { readModifiedList, type Listed, type ServedList } from './modified-list.ts';
import { DUMPS, folderOf } from './places.ts';
import { merge, publish, segmentName } from './publish.ts';
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

/** The database to go on from; a damaged one is none. */
function openBefore(ecosystem: string, { root, server }: UpdateContext, notes: string[]): EcosystemDatabase | null {
  try {
    return openEcosystem(root, ecosystem, server.io);
  } catch (error) {
    if (!(error instanceof Damaged) && !(error instanceof FileError)) throw error;
    notes.push(`What was kept is damaged (${error.message}) and is made anew.`);
    return null;
  }
}

/**
 * How new the data is. OSV's own server is asked about now; a copy is as old as its newest line, or as its file says: that it was
 * copied today cannot be told from it.
 */
function dataTimeOf(list: ServedList, { server }: UpdateContext, newest: string | null): string | null {
  const asked = Math.min(list.answeredAt, server.io.now().getTime());
  if (server.address('') === `${DUMPS}/`) return new Date(asked).toISOString();
  const stated = Math.max(list.lastModified ?? 0, newest === null ? 0 : microseconds(newest) / 1000);
  return stated === 0 ? null : new Date(Math.floor(Math.min(asked, stated))).toISOString();
}

interface Fetched {
  records: Array<{ record: OsvRecord; text: Uint8Array }>;
  /** Ids that the server says it does not have. */
  absent: string[];
  missing: string[];
}

/** Fetches records one by one. One that is older than the list says counts as missing; it is kept all the same. */
async function fetchAll(ecosystem: string, wanted: readonly Listed[], { server }: UpdateContext): Promise<Fetched> {
  const fetched: Fetched = { records: [], absent: [], missing: [] };
  let done = 0;
  await eachInFlight(wanted, MOST_IN_FLIGHT, async ({ id, at }) => {
    const found = await fetchRecord(server, ecosystem, id);
    done += 1;
    if (done % 50 === 0) server.io.progress(`${ecosystem}: fetched ${done} of ${wanted.length} advisories`);
    if (found === 'absent') fetched.absent.push(id);
    else if (found === 'failed') fetched.missing.push(id);
    else {
      const record = await withScoresOf(found.record);
      fetched.records.push({ record, text: deflateRawSync(found.text) });
      if (microseconds(record.modified) < at) fetched.missing.push(id);
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

/** Ids that are kept and that a whole list does not have any more. */
function gone(list: ServedList, database: EcosystemDatabase, now: Date): string[] {
  if (!list.isWhole) return [];
  const ids: string[] = [];
  for (const { id } of database.records(now)) if (!list.listed.has(id)) ids.push(id);
  return ids;
}

/** A list that lost half of what is kept is not believed: more likely it is broken. */
function refuseShort(list: ServedList, lost: number, records: number, ecosystem: string): void {
  if (lost <= 100 || lost * 2 <= records) return;
  throw new DumpError(
    `${ecosystem}/modified_id.csv lists ${list.listed.size} advisories and lacks ${lost} of the ${records} that are kept`,
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
async function withChanges(
  database: EcosystemDatabase,
  wanted: readonly Listed[],
  lost: readonly string[],
  context: UpdateContext,
): Promise<{ segments: SegmentState[]; records: number; fetched: Fetched; removed: string[] }> {
  const { state } = database;
  const now = context.server.io.now();
  const fetched = await fetchAll(state.ecosystem, wanted, context);
  // The list names it and the server says there is none: it was taken back in between.
  const removed = [...lost, ...fetched.absent.filter((id) => database.modified(id, now) !== null)];
  const added = fetched.records.filter(({ record }) => database.modified(record.id, now) === null).length;
  const records = state.records + added - removed.length;
  if (fetched.records.length === 0 && removed.length === 0)
    return { segments: state.segments, records, fetched, removed };
  const [base] = state.segments;
  const delta = writeDelta(state.ecosystem, database, fetched, removed, context);
  return { segments: base === undefined ? [delta] : [base, delta], records, fetched, removed };
}

/** Goes on from what is kept; null when there is too much that is new. */
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
  if (wanted.length > MOST_SINGLE || (!whole && list.listed.size >= MOST_LINES)) return null;
  const lost = gone(list, before, now);
  refuseShort(list, lost.length, state.records, ecosystem);
  const { segments, records, fetched, removed } = await withChanges(before, wanted, lost, context);
  const newest =
    list.newest !== null && microseconds(list.newest) > microseconds(state.newest) ? list.newest : state.newest;
  const missing = [...new Set([...(whole ? [] : state.missing), ...fetched.missing])].slice(0, MOST_NAMED);
  const complete = (whole ? list.isWhole && list.unreadable === 0 : state.complete) && missing.length === 0;
  const next: EcosystemState = {
    ...state,
    segments,
    records,
    // What could not be had has to be asked for again: the list is not yet worked through.
    newest: fetched.missing.length > 0 ? state.newest : newest,
    tag: fetched.missing.length > 0 ? null : list.tag,
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

/** Downloads the whole dump and makes a base of it; what the list has besides is fetched one by one. */
async function rebuild(ecosystem: string, context: UpdateContext, notes: string[]): Promise<Updated> {
  const { server, root, lock } = context;
  const { io } = server;
  const archive = join(folderOf(root, ecosystem), 'download', 'all.zip');
  const { bytes, resumedAt } = await downloadTo(server, `${ecosystem}/all.zip`, archive);
  if (resumedAt > 0) notes.push(`The download went on from ${resumedAt} bytes that were there.`);
  io.progress(`${ecosystem}: reading the dump`);
  const built = await context.build({
    root,
    paths: [archive],
    ecosystem,
    wanted: [ecosystem],
    name: segmentName('base', io.now()),
  });
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
    newest: list.newest,
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
    const lost = gone(list, database, now);
    refuseShort(list, lost.length, base.records, ecosystem);
    const { segments, records, fetched, removed } = await withChanges(database, wanted, lost, context);
    const missing = fetched.missing.slice(0, MOST_NAMED);
    const complete = list.isWhole && list.unreadable === 0 && missing.length === 0;
    const state = { ...base, segments, records, missing, complete, tag: complete ? list.tag : null };
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

/**
 * Brings one ecosystem up to date: by what is new on the server's list, or by the whole dump. Throws `AuditError` when the server
 * cannot be used; what was kept then stays as it was.
 */
export async function updateEcosystem(ecosystem: string, context: UpdateContext): Promise<Updated> {
  const notes: string[] = [];
  const before = openBefore(ecosystem, context, notes);
  try {
    if (before !== null && before.state.source === context.server.shown) {
      const changed = await change(before, context, notes);
      if (changed !== null) return changed;
    }
    return await rebuild(ecosystem, context, notes);
  } catch (error) {
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
