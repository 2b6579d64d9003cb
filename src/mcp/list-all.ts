import { fieldsOf, problemOf } from './handshake.ts';
import type { Limits } from './limits.ts';
import type { Notes } from './notes.ts';
import type { Peer } from './peer.ts';
import { quote, type Problem } from './problem.ts';

/** A list as far as it was had. */
export interface Pages {
  /** As parsed, in the server's order; nothing is left out for its shape. */
  items: unknown[];
  /** Raw texts of the answers, one for each page. */
  raw: string[];
  /** False when more was said to be there than was read. */
  isWhole: boolean;
  /** Why the first page could not be had, or null. */
  problem: Problem | null;
}

/** A cursor goes back as it is; longer ones are no cursors. */
const MAX_CURSOR = 64 * 1024;

/**
 * Reads every page of a list. `''` is a cursor like any other (utilities/pagination); one that came before would go on for ever
 * and ends the list, as do more pages or items than `limits` allow.
 */
export async function listAll(
  peer: Peer,
  { method, key, params }: { method: string; key: string; params: Readonly<Record<string, unknown>> },
  limits: Limits,
  notes: Notes,
): Promise<Pages> {
  const pages: Pages = { items: [], raw: [], isWhole: true, problem: null };
  const seen = new Set<string>();
  let rawBytes = 0;
  let cursor: string | null = null;
  const stop = (sentence: string): Pages => {
    notes.add(sentence);
    return { ...pages, isWhole: false };
  };
  for (let page = 1; ; page++) {
    const asked: Record<string, unknown> = cursor === null ? { ...params } : { ...params, cursor };
    const reply = await peer.request(method, asked, limits.requestMs);
    if (reply.kind !== 'result') {
      const problem = problemOf(method, reply);
      return page === 1
        ? { ...pages, isWhole: false, problem }
        : stop(`Page ${page} of ${method} could not be had: ${problem.message}`);
    }
    rawBytes += reply.raw.length;
    if (rawBytes <= limits.rawBytes) pages.raw.push(reply.raw);
    const result = fieldsOf(reply.value);
    const list = result[key];
    if (!Array.isArray(list)) {
      const problem: Problem = { kind: 'not-mcp', message: `Its answer to ${method} holds no list.` };
      return page === 1 ? { ...pages, isWhole: false, problem } : stop(`Page ${page} of ${method} holds no list.`);
    }
    const room = limits.items - pages.items.length;
    for (const item of list.slice(0, room)) pages.items.push(item);
    if (list.length > room) return stop(`${method} gave more than ${limits.items} items; the others were not read.`);
    const next = result['nextCursor'] ?? null;
    if (next === null) return pages;
    if (typeof next !== 'string' || next.length > MAX_CURSOR)
      return stop(`A cursor of ${method} is no short text: ${quote(typeof next)}.`);
    if (seen.has(next)) return stop(`A cursor of ${method} came twice; the list would never end.`);
    if (page === limits.pages) return stop(`${method} has more than ${limits.pages} pages; the others were not read.`);
    seen.add(next);
    cursor = next;
  }
}
