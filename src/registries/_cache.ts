import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { FileError, type Io } from '../io/index.ts';
import { withdrawalSchema, type Withdrawal } from '../model/withdrawal.ts';
import { parseJson } from '../syntax/plain-json.ts';

/** What a registry said of a version, and when (milliseconds since the epoch). */
export interface Kept {
  standing: Withdrawal | false;
  time: number;
}

/** Answers of one registry, by purl. */
export interface StandingCache {
  get(purl: string): Kept | null;
  put(purl: string, kept: Kept): void;
  /** Writes down what was put; a cache that cannot be written is no error. */
  save(): void;
}

export const NO_CACHE: StandingCache = { get: () => null, put: () => {}, save: () => {} };

const LONGEST_KEPT = 24 * 60 * 60_000;
const MOST_BYTES = 16 * 1024 * 1024;

const entriesSchema = z.array(z.unknown());
const entrySchema = z.tuple([z.string(), z.int(), z.union([withdrawalSchema, z.literal(false)])]);

/** The entries of a file that are not too old; none when it is not there or not what it should be. */
function readEntries(path: string, { files, now }: Io): Map<string, Kept> {
  const entries = new Map<string, Kept>();
  const latest = now().getTime();
  try {
    const listed = entriesSchema.safeParse(parseJson(files.readText(path, MOST_BYTES)));
    for (const value of listed.data ?? []) {
      const entry = entrySchema.safeParse(value);
      if (!entry.success) continue;
      const [purl, time, standing] = entry.data;
      if (time <= latest && time > latest - LONGEST_KEPT) entries.set(purl, { standing, time });
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return entries;
}

/** A cache in a folder, for one address: one file, so that a scan of thousands of packages reads and writes once. */
export function openCache(folder: string, address: string, io: Io): StandingCache {
  const name = createHash('sha256').update(address).digest('hex');
  const path = join(folder, `registry-${name}.json`);
  const entries = readEntries(path, io);
  let isChanged = false;
  return {
    get: (purl) => entries.get(purl) ?? null,
    put(purl, kept) {
      entries.set(purl, kept);
      isChanged = true;
    },
    save() {
      if (!isChanged) return;
      try {
        const listed = [...entries].map(([purl, { time, standing }]) => [purl, time, standing]);
        io.files.writeAtomic(path, JSON.stringify(listed));
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
      }
    },
  };
}
