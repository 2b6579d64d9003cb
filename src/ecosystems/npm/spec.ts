import npa from 'npm-package-arg';
import { FileError } from '../../io/index.ts';

/** A package spec as npm reads it, relative to a folder. Throws `FileError` for one that npm refuses: nothing would run. */
export function parseSpec(text: string, where?: string): npa.Result {
  try {
    return npa(text, where);
  } catch (error) {
    throw new FileError('failed', 'is not known: npm refuses the name of its package', error);
  }
}
