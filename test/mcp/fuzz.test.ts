import { describe, expect, it } from 'vitest';
import type { Channel, Receiver } from '../../src/mcp/channel.ts';
import { DEFAULT_LIMITS } from '../../src/mcp/limits.ts';
import { listFrom } from '../../src/mcp/listing.ts';
import { takeNotes } from '../../src/mcp/notes.ts';
import { openPeer } from '../../src/mcp/peer.ts';

/** A small generator with a seed (mulberry32), so that what fails can be had again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  '__proto__',
  'constructor',
  '\ud800',
  '\u0000',
  [],
  {},
  [[]],
  { toString: 1 },
];
const KEYS = [
  'tools',
  'result',
  'error',
  'id',
  'method',
  'nextCursor',
  '__proto__',
  'capabilities',
  'protocolVersion',
  '_meta',
];

/** Answers as a server would, with parts of them replaced, doubled or cut. */
function answersTo(message: { id?: unknown; method?: string }, random: () => number): string[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const results: Record<string, unknown> = {
    initialize: {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {}, prompts: {}, resources: {} },
      serverInfo: {},
    },
    'server/discover': { supportedVersions: ['2026-07-28'], capabilities: { tools: {} } },
    'tools/list': {
      tools: [{ name: 'a' }, { name: 'b' }],
      nextCursor: random() < 0.3 ? pick(['', 'x', 'y']) : undefined,
    },
  };
  const answer: Record<string, unknown> = {
    jsonrpc: '2.0',
    id: message.id,
    result: results[message.method ?? ''] ?? { prompts: [], resources: [], resourceTemplates: [] },
  };
  const spoil = (value: unknown, depth: number): unknown => {
    if (random() < 0.08) return pick(ODD);
    if (depth > 4 || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => spoil(one, depth + 1));
    const entries = Object.entries(value).map(([key, one]) => [
      random() < 0.03 ? pick(KEYS) : key,
      spoil(one, depth + 1),
    ]);
    return Object.fromEntries(random() < 0.1 ? entries.slice(1) : entries);
  };
  const text = JSON.stringify(spoil(answer, 0)) ?? '';
  const cut = random() < 0.1 ? text.slice(0, Math.floor(random() * text.length)) : text;
  const noise =
    random() < 0.1 ? [JSON.stringify(pick(ODD)), '{"jsonrpc"', '{"jsonrpc":"2.0","id":{},"method":"ping"}'] : [];
  return [...noise, cut, ...(random() < 0.1 ? [text] : [])];
}

describe('a server that answers anything at all', () => {
  it.each(Array.from({ length: 10 }, (_, index) => [index]))(
    'is listed as far as it goes and never throws (seed %d)',
    async (seed) => {
      const random = randomFrom(seed);
      for (let round = 0; round < 40; round++) {
        const limits = { ...DEFAULT_LIMITS, initializeMs: 10, requestMs: 10, totalMs: 1000, pages: 5 };
        const notes = takeNotes();
        const open = (receiver: Receiver): Channel => ({
          isExchange: random() < 0.5,
          async send(message) {
            if (message.method !== undefined && message.id !== undefined) {
              for (const text of answersTo(message, random)) receiver.text(text);
            }
            return null;
          },
          agree() {},
          async close() {},
        });
        const peer = openPeer(open, limits, notes);
        const listing = await listFrom(peer, 'http', { clientInfo: { name: 'x', version: '1' } }, limits, notes);
        await peer.close();
        expect(Array.isArray(listing.tools)).toBe(true);
        expect(listing.problem === null || listing.problem.message.endsWith('.')).toBe(true);
        expect(listing.notes.every((note) => typeof note === 'string' && note.length < 1000)).toBe(true);
        expect(Object.prototype).not.toHaveProperty('tools');
      }
    },
  );
});
