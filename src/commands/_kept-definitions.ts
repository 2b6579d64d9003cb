import { join } from 'node:path';
import { FileError, type Files } from '../io/index.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { definitionHash } from '../tool/definition-hash.ts';
import { isObject } from '../tool/json.ts';
import { toolOf } from '../tool/tool.ts';

/** An offering keeps no longer definition; a character takes up to three bytes. */
const LARGEST = 400_000;

/** SHA-256 of a definition by its canonical text, hex; null for what is none. */
export function hashOfText(text: string): string | null {
  const value = parseJson(text);
  const tool = isObject(value) ? toolOf(value, 0) : null;
  return tool === null ? null : definitionHash(tool);
}

/** Definitions that were reviewed, each in a file that is called by its hash. */
export interface KeptDefinitions {
  /** The canonical text; null where it is not kept, or is not what its name says. */
  read(sha256: string): string | null;
  /** False where it could not be written. */
  keep(sha256: string, text: string): boolean;
}

export function keptIn(folder: string, files: Files): KeptDefinitions {
  // A policy's hashes are hexadecimal digits: none leads out of the folder.
  const pathOf = (sha256: string): string => join(folder, `${sha256}.json`);
  return {
    read(sha256) {
      try {
        const text = files.readText(pathOf(sha256), LARGEST);
        return hashOfText(text) === sha256 ? text : null;
      } catch (error) {
        if (error instanceof FileError) return null;
        throw error;
      }
    },
    keep(sha256, text) {
      try {
        files.writeAtomic(pathOf(sha256), text);
        return true;
      } catch (error) {
        if (error instanceof FileError) return false;
        throw error;
      }
    },
  };
}
