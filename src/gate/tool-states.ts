import type { Tool, ToolClass } from '../model/tool.ts';
import { definitionHash } from '../tool/definition-hash.ts';
import { isObject } from '../tool/json.ts';
import { toolOf } from '../tool/tool.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { lookOf } from '../tool/look.ts';
import type { Reviewable, ToolPin } from './tool-pins.ts';

/** One tool of a server, held against the reviews of it. */
export interface ToolState {
  /** Of several of one name the one that can do most. */
  tool: Tool;
  /** How many tools of the list have its name: of several nobody can say which is meant. */
  count: number;
  /** `unknown`: it is reviewed, and what is known of it cannot be held against that. */
  state: 'reviewed' | 'new' | 'changed' | 'unknown';
  /** The review that it meets or fails; null for a new one. */
  pin: ToolPin | null;
  /** A reviewed tool that is gone and had the same definition but for its name. */
  renamedFrom: string | null;
}

export interface ServerReview<S extends Reviewable = Reviewable> {
  server: S;
  /** Of each name one, in the order of the list; empty where the list is not known. */
  tools: ToolState[];
  /** Reviews in force of tools that its list, known to its end, does not have. */
  gone: ToolPin[];
}

const RISK: Readonly<Record<ToolClass, number>> = { read: 0, write: 1, session: 1, execute: 2 };

/** Definitions that are hashed to find out what was renamed: a hint is not worth more. */
const MOST_RENAMES = 5_000;

/** Holds what a server offers against its reviews. Pure. */
export function reviewServer<S extends Reviewable>(server: S, pins: readonly ToolPin[]): ServerReview<S> {
  const { offering } = server;
  if (offering === null) return { server, tools: [], gone: [] };
  const own = pins.filter((pin) => pin.isInForce && pin.server?.id === server.id);
  const exact = groupBy(own, ({ tool }) => tool);
  const alike = groupBy(own, ({ tool }) => lookOf(tool));
  const named = groupBy(offering.tools, ({ name }) => name);
  // A manifest names tools, and holds no definition that a review could be of.
  const isOutline = offering.source === 'manifest';
  const isWhole = offering.isComplete && !isOutline;
  const gone = isWhole ? own.filter(({ tool }) => !named.has(tool)) : [];
  const renamed = renamesOf(gone);
  const tools = [...named].flatMap(([name, list]): ToolState[] => {
    const [tool, ...others] = list.toSorted((a, b) => RISK[b.class] - RISK[a.class]);
    if (tool === undefined) return [];
    const base = { tool, count: others.length + 1, renamedFrom: null };
    const pinned = exact.get(name) ?? [];
    const [pin] = pinned;
    if (pin !== undefined) {
      if (isOutline) return [{ ...base, state: 'unknown', pin }];
      const met = others.length > 0 ? undefined : pinned.find(({ review }) => review.sha256 === tool.hash);
      return [{ ...base, state: met === undefined ? 'changed' : 'reviewed', pin: met ?? pin }];
    }
    const [lookalike] = alike.get(lookOf(name)) ?? [];
    if (lookalike !== undefined) return [{ ...base, state: isOutline ? 'unknown' : 'changed', pin: lookalike }];
    return [{ ...base, state: 'new', pin: null, renamedFrom: renamed(tool) }];
  });
  return { server, tools, gone };
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** Finds the reviewed name under which a definition would meet its review. */
function renamesOf(gone: readonly ToolPin[]): (tool: Tool) => string | null {
  let left = MOST_RENAMES;
  return ({ definition }) => {
    const value = gone.length === 0 || definition === null || left <= 0 ? undefined : parseJson(definition);
    if (!isObject(value)) return null;
    left -= gone.length;
    const from = gone.find(({ tool, review }) => {
      const before = toolOf({ ...value, name: tool }, 0);
      return before !== null && definitionHash(before) === review.sha256;
    });
    return from?.tool ?? null;
  };
}
