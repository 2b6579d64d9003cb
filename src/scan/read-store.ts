import type { Files, Platform } from '../io/index.ts';
import { MAX_BYTES, parse } from '../syntax/index.ts';
import { whole, type Content, type Facts } from '../stores/index.ts';

/** What is told of a store that could not be read. */
export const UNREAD = whole('unknown');

export interface StoreReading {
  /** Null where no credential is in it. */
  facts: Facts | null;
  /** What kept it from being read in full. */
  problems: Array<{ message: string; line: number | null }>;
}

const MiB = 1024 * 1024;
/** Stores are small; `.claude.json`, which remembers much else, is the largest. */
const MAX_JSON = 4 * MiB;
const MAX_TEXT = MiB;
const BEGINNING = 4096;

/**
 * Reads what is at a path without a link in it, and drops it: only what the store's reader makes of it comes back. Throws
 * `FileError`.
 */
export function readStore(
  holds: Exclude<Content, { as: 'socket' }>,
  { path, name }: { path: string; name: string },
  files: Files,
  platform: Platform,
): StoreReading {
  if (holds.as === 'name') return { facts: files.kind(path) === 'file' ? holds.facts(platform) : null, problems: [] };
  if (holds.as === 'beginning') {
    return { facts: holds.read(files.readRange(path, 0, BEGINNING).toString('latin1')), problems: [] };
  }
  const limit = holds.as === 'text' ? MAX_TEXT : Math.min(MAX_BYTES[holds.as], MAX_JSON);
  const text = files.readText(path, limit);
  // The text of another encoding has them, and would be read as one without credentials.
  if (text.includes('\0')) return { facts: UNREAD, problems: [{ message: 'is not plain text', line: null }] };
  if (holds.as === 'text') return { facts: holds.read(text.replace(/^\uFEFF/, ''), name), problems: [] };
  if (holds.mark !== undefined && !text.includes(holds.mark)) return { facts: null, problems: [] };
  const { root, problems } = parse(text, holds.as);
  const facts = root === null ? null : holds.read(root);
  const [first] = problems;
  if (first === undefined) return { facts, problems: [] };
  const message = `could not be read in full: ${first.message}`;
  // There may be more of them, and ones that end later; and what stands where a host should may be a piece of a secret.
  return {
    facts: facts === null ? UNREAD : { ...facts, hosts: [], entries: null, expires: null },
    problems: [{ message, line: first.at.line }],
  };
}
