import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';

const MAX_BYTES = 64 * 1024 * 1024;

const lockfileSchema = z.looseObject({ packages: z.record(z.string(), z.unknown()) });
const entrySchema = z.looseObject({ deprecated: z.string().min(1) });

/** npm's record of what it installed (`node_modules/.package-lock.json`), or null when there is none that can be read. */
export function readHiddenLockfile(files: Files, root: string): string | null {
  try {
    return files.readText(`${root}/node_modules/.package-lock.json`, MAX_BYTES);
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** Deprecation messages by location: npm keeps them in the lockfile alone, at the time of the installation. */
export function deprecationsIn(lockfile: string | null): Map<string, string> {
  const messages = new Map<string, string>();
  // Most trees have none: the text is searched before it is parsed.
  if (lockfile === null || !lockfile.includes('"deprecated"')) return messages;
  let data: unknown;
  try {
    data = JSON.parse(lockfile);
  } catch {
    return messages;
  }
  const parsed = lockfileSchema.safeParse(data);
  for (const [location, value] of Object.entries(parsed.success ? parsed.data.packages : {})) {
    const entry = entrySchema.safeParse(value);
    if (entry.success) messages.set(location, entry.data.deprecated.slice(0, 300));
  }
  return messages;
}
