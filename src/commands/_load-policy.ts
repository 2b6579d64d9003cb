import { resolve } from 'node:path';
import { AuditError } from '../errors.ts';
import { loadBaseline, parsePolicy, POLICY_MAX_BYTES, type PolicyFile } from '../gate/index.ts';
import { FileError, type Files } from '../io/index.ts';

/** Text of a file that the user named; it not being there is the user's to mend. */
export function readNamed(files: Files, path: string, maxBytes: number, what: string): string {
  try {
    return files.readText(path, maxBytes);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new AuditError('file-unreadable', `${what} ${path} ${error.message}`, {
      hint: 'Name a file that can be read.',
      cause: error,
    });
  }
}

export function loadPolicy(files: Files, path: string | undefined, cwd: string): PolicyFile {
  if (path === undefined) return loadBaseline();
  const file = resolve(cwd, path);
  return parsePolicy(readNamed(files, file, POLICY_MAX_BYTES, 'the policy'), file);
}
