import { FileError, type Files } from '../io/index.ts';
import { KNOWN_ECOSYSTEMS, stateFileOf } from './places.ts';

/** The ecosystems of which something is kept. */
export function keptEcosystems(root: string, files: Files): string[] {
  return KNOWN_ECOSYSTEMS.filter((ecosystem) => {
    try {
      return files.kind(stateFileOf(root, ecosystem)) === 'file';
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  });
}
