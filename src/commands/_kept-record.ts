import type { OsvRecord } from '../advisory/record.ts';
import { openEcosystem, type Disk } from '../database/ecosystem-database.ts';
import { keptEcosystems } from '../database/kept.ts';
import { Damaged } from '../database/segment.ts';
import { FileError } from '../io/index.ts';
import { parseJson } from '../syntax/plain-json.ts';

/** A record of the local database with what it says at length. */
export interface KeptRecord {
  record: OsvRecord;
  /** Its details as published (Markdown, hostile); `''` when they are not kept. */
  details: string;
  /** The ecosystems whose data has it. */
  kept: Array<{ ecosystem: string; dataTime: string | null }>;
}

function detailsIn(text: string | null): string {
  const value = text === null ? null : parseJson(text);
  const { details } = (typeof value === 'object' && value !== null ? value : {}) as { details?: unknown };
  return typeof details === 'string' ? details : '';
}

function findIn(root: string, ecosystem: string, id: string, disk: Disk, now: Date): KeptRecord[] {
  const database = openEcosystem(root, ecosystem, disk);
  if (database === null) return [];
  try {
    const { dataTime } = database.state;
    return database.recordsNaming(id, now).map((record) => ({
      record,
      details: detailsIn(database.text(record.id, now)),
      kept: [{ ecosystem, dataTime }],
    }));
  } finally {
    database.close();
  }
}

/**
 * The records of the local database with this id or alias, each with what it says of every ecosystem. A damaged ecosystem is passed
 * over: `db status` tells of it.
 */
export function findKept(root: string, id: string, disk: Disk, now: Date): KeptRecord[] {
  const found = new Map<string, KeptRecord>();
  for (const ecosystem of keptEcosystems(root, disk.files)) {
    try {
      for (const one of findIn(root, ecosystem, id, disk, now)) {
        const before = found.get(one.record.id);
        const affected = [...(before?.record.affected ?? []), ...one.record.affected];
        found.set(one.record.id, {
          record: { ...one.record, affected },
          details: before?.details || one.details,
          kept: [...(before?.kept ?? []), ...one.kept],
        });
      }
    } catch (error) {
      if (!(error instanceof Damaged) && !(error instanceof FileError)) throw error;
    }
  }
  return [...found.values()];
}
