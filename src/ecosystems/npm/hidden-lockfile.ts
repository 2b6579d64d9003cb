import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MESSAGE = 300;

const lockfileSchema = z.looseObject({ packages: z.record(z.string(), z.unknown()) });
const entrySchema = z.looseObject({
  name: z.string().optional().catch(undefined),
  version: z.string().optional().catch(undefined),
  deprecated: z.string().min(1).optional().catch(undefined),
  link: z.boolean().optional().catch(undefined),
});

/** What npm noted of one package when it installed it. */
export interface Note {
  name: string | null;
  version: string | null;
  /** The registry's deprecation message: npm keeps it here alone. */
  deprecated: string | null;
}

/** npm's record of what it installed (`node_modules/.package-lock.json`), or null when there is none that can be read. */
export function readHiddenLockfile(files: Files, root: string): string | null {
  try {
    return files.readText(`${root}/node_modules/.package-lock.json`, MAX_BYTES);
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** The packages of a record by location; links are left out. Empty when the text is no record. */
export function notesIn(lockfile: string | null): Map<string, Note> {
  const notes = new Map<string, Note>();
  let data: unknown;
  try {
    data = JSON.parse(lockfile ?? '{}');
  } catch {
    return notes;
  }
  const parsed = lockfileSchema.safeParse(data);
  for (const [location, value] of Object.entries(parsed.success ? parsed.data.packages : {})) {
    const entry = entrySchema.safeParse(value);
    if (!entry.success || entry.data.link) continue;
    const { name = null, version = null, deprecated } = entry.data;
    notes.set(location, { name, version, deprecated: deprecated?.slice(0, MAX_MESSAGE) ?? null });
  }
  return notes;
}
