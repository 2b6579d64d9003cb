import { dirname, join } from 'node:path';
import { AuditError } from '../errors.ts';
import type { Built } from './build.ts';
import { gone, outdated, refuseShort, withChanges } from './changes.ts';
import { downloadTo } from './download.ts';
import { DumpError } from './dump-server.ts';
import { openState, type EcosystemDatabase } from './ecosystem-database.ts';
import { readModifiedList, type ServedList } from './modified-list.ts';
import { folderOf } from './places.ts';
import { publish, segmentName } from './publish.ts';
import { Damaged } from './segment.ts';
import { fetchAll, missingOf } from './single-records.ts';
import type { EcosystemState } from './state.ts';
import { dataTimeOf, MOST_NAMED, type Updated, type UpdateContext } from './update-context.ts';

/** What a dump may lack of its list before it counts as none. */
const MOST_REPAIRS = 20_000;

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

/** Downloads the whole dump and makes a base of it; what the list has besides is fetched one by one. */
export async function rebuild(
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
  const database = openState(root, base, server.io);
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
