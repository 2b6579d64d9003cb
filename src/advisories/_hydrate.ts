import { readRecord } from '../advisory/read-record.ts';
import { recordWithoutDetails, type OsvRecord } from '../advisory/record.ts';
import { eachInFlight } from '../io/index.ts';
import { parseJson } from '../syntax/plain-json.ts';
import type { Service } from './_batch.ts';
import type { RecordCache } from './_cache.ts';

export interface Hydrated {
  /** A record for every id; one without details where none could be had. */
  records: Map<string, OsvRecord>;
  /** Ids without details, sorted. */
  missing: string[];
}

const MOST_IN_FLIGHT = 16;
const MOST_BYTES = 16 * 1024 * 1024;

interface Fetched {
  record: OsvRecord;
  text: string;
}

/** The record in an answer; null when it is another one's. */
function readOwnRecord(text: string, id: string, now: Date): Fetched | null {
  const record = readRecord(parseJson(text), now);
  return record?.id === id ? { record, text } : null;
}

async function fetchRecord(id: string, { line, address, io }: Service): Promise<Fetched | null> {
  const url = address(`v1/vulns/${encodeURIComponent(id)}`);
  const question = { method: 'GET', url, maxBytes: MOST_BYTES } as const;
  const delivery = await line.send(question, (text) => readOwnRecord(text, id, io.now()));
  return delivery.kind === 'answered' ? delivery.value : null;
}

/** Fetches the record of each id once, or takes it from the cache. An id is never lost, whatever becomes of its record. */
export async function hydrate(
  ids: ReadonlyMap<string, string | null>,
  service: Service,
  cache: RecordCache,
): Promise<Hydrated> {
  const records = new Map<string, OsvRecord>();
  const unknown: Array<[string, string | null]> = [];
  for (const [id, modified] of ids) {
    const cached = modified === null ? null : cache.get(id, modified);
    if (cached) records.set(id, cached);
    else unknown.push([id, modified]);
  }
  const missing: string[] = [];
  if (unknown.length > 0) service.io.progress(`fetching ${unknown.length} of ${ids.size} advisories`);
  await eachInFlight(unknown, MOST_IN_FLIGHT, async ([id, modified]) => {
    const fetched = await fetchRecord(id, service);
    if (fetched === null) missing.push(id);
    else cache.put(fetched.record, fetched.text);
    records.set(id, fetched?.record ?? recordWithoutDetails(id, modified));
  });
  return { records, missing: missing.sort() };
}
