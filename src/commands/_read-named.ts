import { AuditError } from '../errors.ts';
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
