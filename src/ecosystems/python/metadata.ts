import type { Files } from '../../io/index.ts';

/** The head of a core metadata file. */
export interface Metadata {
  /** As written, or null. */
  name: string | null;
  version: string | null;
  requires: string[];
  extras: string[];
  /** Bytes of the head. */
  size: number;
  /** False when the head is longer than is read: requirements may be missing. */
  whole: boolean;
}

const FIRST_READ = 64 * 1024;
const MAX_HEAD = 1024 * 1024;
const MAX_REQUIREMENTS = 5000;
const LONGEST_NAME = 256;

/** Where the head ends, at the first empty line: what follows is a description of any size. -1 when it does not. */
function endOfHead(bytes: Buffer): number {
  const ends = ['\n\n', '\n\r\n'].map((mark) => bytes.indexOf(mark)).filter((at) => at !== -1);
  return ends.length === 0 ? -1 : Math.min(...ends);
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
    size: head.length,
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
    const end = endOfHead(bytes);
    const isAll = end !== -1 || bytes.length < length;
    if (!isAll && length < MAX_HEAD) continue;
    const cut = end !== -1 ? end : isAll ? bytes.length : bytes.lastIndexOf('\n');
    return parseMetadata(bytes.toString('utf8', 0, Math.max(cut, 0)).replace(/^\uFEFF/, ''), isAll);
  }
  throw new RangeError('unreachable');
}
