import { parse, toData } from '../syntax/index.ts';
import { flattenDeepJson } from '../syntax/json-depth.ts';
import { parseJson } from '../syntax/plain-json.ts';
import type { Notes } from './notes.ts';

/** A text as a JSON-RPC message: its value, or undefined when it is none. */
export type ReadMessage = (text: string) => unknown;

/** Looks like a message though it is no JSON: worth a second, tolerant look. */
const INTENDED = /^\s*[[{][^]*"jsonrpc"/;

/**
 * The value of a message. What is nested too deep to be looked at safely is replaced by `0`. A message that is no JSON (a
 * comma too many, one tool that breaks off) is read as far as it goes, so that one bad tool hides no other. Both are noted.
 */
export function readMessage(text: string, notes: Notes): unknown {
  const flat = flattenDeepJson(text);
  if (flat.cuts.length > 0) {
    notes.count('deep', (times) =>
      times === 1
        ? 'A message is nested deeper than 200 levels; what lies deeper was cut off.'
        : `${times} messages are nested deeper than 200 levels; what lies deeper was cut off.`,
    );
  }
  const value = parseJson(flat.text);
  if (value !== undefined || !INTENDED.test(text.slice(0, 4096))) return value;
  const { root } = parse(flat.text, 'json');
  // Through JSON once more: objects like those that JSON.parse makes, whatever their keys are called.
  const salvaged = root === null ? undefined : parseJson(JSON.stringify(toData(root)));
  if (salvaged !== undefined) {
    notes.count('malformed', (times) =>
      times === 1
        ? 'A message is malformed JSON; clients may refuse it, and only what could be read of it counts.'
        : `${times} messages are malformed JSON; clients may refuse them, and only what could be read of them counts.`,
    );
  }
  return salvaged;
}
