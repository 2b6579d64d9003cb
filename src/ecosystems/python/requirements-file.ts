import { dirname, join } from 'node:path';
import type { Files } from '../../io/index.ts';
import { parseRequirement, type Requirement } from './requirement.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_DEPTH = 3;

/** Lines of a requirements file, without comments, hashes and options; a backslash carries a line on. */
export function requirementLines(text: string): string[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, '')
        .replace(/\s--\S.*$/, '')
        .trim(),
    )
    .filter((line) => line !== '');
}

/**
 * The requirements of a pip requirements file, and of those in the same folder that it includes; null when there is none.
 * Source: pip's documentation, "Requirements File Format". Throws `FileError`.
 */
export function readRequirementsFile(files: Files, path: string, depth = 0): Requirement[] | null {
  if (files.kind(path) === null || depth > MAX_DEPTH) return null;
  return requirementLines(files.readText(path, MAX_BYTES)).flatMap((line): Requirement[] => {
    const [, included] = /^(?:-r|--requirement)[ =]\s*([\w.-]+)$/.exec(line) ?? [];
    if (included !== undefined) return readRequirementsFile(files, join(dirname(path), included), depth + 1) ?? [];
    const requirement = line.startsWith('-') ? null : parseRequirement(line);
    return requirement === null ? [] : [requirement];
  });
}
