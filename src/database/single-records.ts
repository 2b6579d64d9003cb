import { deflateRawSync } from 'node:zlib';
import { readRecord } from '../advisory/read-record.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { eachInFlight } from '../io/index.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { within } from './build.ts';
import { DumpError, type DumpServer } from './dump-server.ts';
import type { EcosystemDatabase } from './ecosystem-database.ts';
import type { Listed, ServedList } from './modified-list.ts';
import { withScoresOf } from './scored.ts';
import { microseconds } from './segment-layout.ts';
import type { UpdateContext } from './update-context.ts';

const MOST_RECORD = 16 * 1024 * 1024;

/** One record by its id with its text, or what kept it from being had. */
type FetchedRecord = { record: OsvRecord; text: string } | 'absent' | 'failed';

async function fetchRecord(server: DumpServer, ecosystem: string, id: string): Promise<FetchedRecord> {
  const question = { method: 'GET', url: server.address(`${ecosystem}/${id}.json`), maxBytes: MOST_RECORD } as const;
  const delivery = await server.line.send(question, (text) => {
    const record = readRecord(parseJson(text), server.io.now());
    return record?.id === id ? { record, text } : null;
  });
  if (delivery.kind === 'answered') return delivery.value;
  return delivery.kind === 'refused' && (delivery.status === 404 || delivery.status === 410) ? 'absent' : 'failed';
}

const MOST_IN_FLIGHT = 32;

/** Of the texts of records that are fetched one by one, together. */
const MOST_CHARACTERS = 512 * 1024 * 1024;

export interface Fetched {
  records: Array<{ record: OsvRecord; text: Uint8Array }>;
  /** Ids that the server says it does not have. */
  absent: string[];
  missing: string[];
}

/**
 * Fetches records one by one. One that is older than the list says counts as missing; it is kept all the same, where it is no older
 * than what is there.
 */
export async function fetchAll(
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
export async function missingOf(
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
