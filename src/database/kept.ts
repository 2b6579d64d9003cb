import { FileError, type Files } from '../io/index.ts';
import { unusable } from './publish.ts';
import { KNOWN_ECOSYSTEMS, stateFileOf } from './places.ts';

/** The ecosystems of which something is kept. Throws `AuditError` where that may not be looked at. */
export function keptEcosystems(root: string, files: Files): string[] {
  return KNOWN_ECOSYSTEMS.filter((ecosystem) => {
    try {
      return files.kind(stateFileOf(root, ecosystem)) === 'file';
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (error.problem === 'not-found') return false;
      throw unusable(root, error);
    }
  });
}
