import { readModifiedList } from './modified-list.ts';
import { dumpServer } from './dump-server.ts';
import type { EcosystemDatabase } from './ecosystem-database.ts';
import type { Io, Storage } from '../io/index.ts';

/** How what is kept compares with the list of its source. */
export interface Comparison {
  listed: number;
  /** Listed and not kept, or kept in an older state; listed no more and still kept. */
  lacking: string[];
  outdated: string[];
  gone: string[];
  /** Lines of the list that are none. */
  unreadable: number;
}

/** Holds a database against the list of a server. Throws `DumpError` when the list cannot be had. */
export async function compareWithSource(
  database: EcosystemDatabase,
  address: string,
  io: Io & { storage: Storage },
): Promise<Comparison> {
  const now = io.now();
  const { listed, unreadable } = await readModifiedList(
    dumpServer(address, io),
    database.state.ecosystem,
    { cutoff: null },
    null,
  );
  const comparison: Comparison = { listed: listed.size, lacking: [], outdated: [], gone: [], unreadable };
  for (const { id, at } of listed.values()) {
    const modified = database.modified(id, now);
    if (modified === null) comparison.lacking.push(id);
    else if (modified < at) comparison.outdated.push(id);
  }
  for (const { id } of database.records(now)) if (!listed.has(id)) comparison.gone.push(id);
  return comparison;
}
