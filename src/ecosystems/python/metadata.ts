import type { Files } from '../../io/index.ts';

/** The head of a core metadata file. */
export interface Metadata {
  /** As written, or null. */
  name: string | null;
  version: string | null;
  requires: string[];
  extras: string[];
  /** False when the head is longer than is read: requirements may be missing. */
  whole: boolean;
}

const FIRST_READ = 64 * 1024;
const MAX_HEAD = 1024 * 1024;
const MAX_REQUIREMENTS = 5000;
const LONGEST_NAME = 256;

/** The text before the first empty line, which ends the head; what follows is a description of any size. */
function headOf(text: string): string | null {
  const end = /\r?\n\r?\n/.exec(text);
  return end === null ? null : text.slice(0, end.index);
}

/** Folded lines are one: what begins with a space goes on with the line before. */
function fieldsOf(head: string): Array<[string, string]> {
  const fields: Array<[string, string]> = [];
  for (const line of head.split(/\r?\n/)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last[1] += ` ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) fields.push([line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]);
  }
  return fields;
}

function parseMetadata(head: string, isWhole: boolean): Metadata {
  const fields = fieldsOf(head);
  const first = (key: string): string | null => fields.find(([name]) => name === key)?.[1] || null;
  const all = (key: string): string[] => fields.flatMap(([name, value]) => (name === key ? [value] : []));
  const short = (key: string): string | null => {
    const value = first(key);
    return value !== null && value.length <= LONGEST_NAME ? value : null;
  };
  const requires = all('requires-dist');
  return {
    name: short('name'),
    version: short('version'),
    requires: requires.slice(0, MAX_REQUIREMENTS),
    extras: all('provides-extra').slice(0, MAX_REQUIREMENTS),
    whole: isWhole && requires.length <= MAX_REQUIREMENTS,
  };
}

/**
 * Reads `METADATA` or `PKG-INFO`, of which only the head counts, and at most 1 MiB of it: the file may be of any size. The
 * first of equal keys wins. Source: core metadata specification. Throws `FileError`.
 */
export function readMetadata(files: Files, path: string): Metadata {
  for (const length of [FIRST_READ, MAX_HEAD]) {
    const bytes = files.readRange(path, 0, length);
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    const head = headOf(text) ?? (bytes.length < length ? text : null);
    if (head !== null) return parseMetadata(head, true);
    if (length === MAX_HEAD) return parseMetadata(text.slice(0, text.lastIndexOf('\n')), false);
  }
  throw new RangeError('unreachable');
}
