import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readRecord } from '../advisory/read-record.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { FileError, type Io } from '../io/index.ts';
import { parseJson } from '../syntax/plain-json.ts';

/** Records that were fetched before. A record at one `modified` never changes, so that nothing here is ever out of date. */
export interface RecordCache {
  /** Null when it is not there or not what it should be. */
  get(id: string, modified: string): OsvRecord | null;
  /** Keeps the text of a record; a cache that cannot be written is no error. */
  put(record: OsvRecord, text: string): void;
}

export const NO_CACHE: RecordCache = { get: () => null, put: () => {} };

const MOST_BYTES = 16 * 1024 * 1024;

/** What the disk refuses counts as not there: a cache saves time and nothing else. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** A cache in a folder, for one source: what another address says of the same id stays apart. */
export function openCache(folder: string, source: string, { files, now }: Io): RecordCache {
  let isWritable = true;
  const pathOf = (id: string, modified: string): string => {
    const name = createHash('sha256')
      .update(JSON.stringify([source, id, modified]))
      .digest('hex');
    return join(folder, `${name}.json`);
  };
  return {
    get(id, modified) {
      const text = attempt(() => files.readText(pathOf(id, modified), MOST_BYTES));
      const record = text === null ? null : readRecord(parseJson(text), now());
      return record?.id === id && record.modified === modified ? record : null;
    },
    put({ id, modified }, text) {
      if (modified === null || !isWritable) return;
      const written = attempt(() => {
        files.writeAtomic(pathOf(id, modified), text);
        return true;
      });
      isWritable = written === true;
    },
  };
}
