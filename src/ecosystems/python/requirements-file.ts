import { dirname, resolve } from 'node:path';
import { FileError, type Files } from '../../io/index.ts';
import { slashes } from '../_slashes.ts';
import { parseRequirement, type Requirement } from './requirement.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_FILES = 50;

/** What requirements files list. */
export interface Listed {
  requirements: Requirement[];
  /** How many lines bring packages that they do not name: folders, archives, other files that are not followed. */
  unread: number;
}

/** Lines of a requirements file, without comments, hashes and options; a backslash carries a line on. */
function requirementLines(text: string): string[] {
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

/** Whether a file lies below a folder, also behind links: what lies elsewhere may be anything, and its words would be shown. */
function isBelow(files: Files, folder: string, path: string): boolean {
  return slashes(files.realPath(path)).startsWith(`${slashes(files.realPath(folder)).replace(/\/$/, '')}/`);
}

/**
 * The requirements of a pip requirements file, and of those below its folder that it includes; null when there is none.
 * Source: pip's documentation, "Requirements File Format". Throws `FileError`.
 */
export function readRequirementsFile(files: Files, path: string): Listed | null {
  if (files.kind(path) === null) return null;
  const folder = dirname(path);
  if (!isBelow(files, folder, path)) {
    throw new FileError('failed', 'is not known: its requirements.txt is a link to another folder');
  }
  const listed: Listed = { requirements: [], unread: 0 };
  const paths = new Set([path]);
  // Those that are included are added while the set is gone through, each once.
  for (const file of paths) {
    for (const line of requirementLines(files.readText(file, MAX_BYTES))) {
      const [, option, included] = /^(-\w|--[\w-]+)[ =]*(.*)$/.exec(line) ?? [];
      const requirement = option === undefined ? parseRequirement(line) : null;
      if (requirement !== null) listed.requirements.push(requirement);
      else if (/^(-r|--requirement)$/.test(option ?? '')) {
        const other = resolve(dirname(file), included ?? '');
        const isThere = files.kind(other) !== null && isBelow(files, folder, other);
        if (isThere && (paths.has(other) || paths.size < MAX_FILES)) paths.add(other);
        else listed.unread += 1;
      } else if (option === undefined || /^(-e|--editable)$/.test(option)) listed.unread += 1;
    }
  }
  return listed;
}
