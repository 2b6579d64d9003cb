import {
  pinsOf,
  reviewServer,
  whyUnpinnable,
  canBeNamed,
  type Reviewable,
  type ToolPin,
  type ToolState,
} from '../gate/index.ts';
import type { Policy } from '../model/policy.ts';
import type { ToolClass } from '../model/tool.ts';
import { accessOf } from '../model/tool-access.ts';
import type { Offered } from './_offered.ts';

/** A tool that a person may decide about: its definition is known, whole and one. */
export interface OpenTool {
  state: ToolState;
  sha256: string;
  definition: string;
}

/** What there is to review of one server. */
export interface ServerPlan {
  server: Reviewable;
  /** Each tool that is offered, in the order of the list. */
  states: ToolState[];
  /** New and changed ones, those that can do most first. */
  open: OpenTool[];
  /** New and changed ones that no review can be for, and why. */
  closed: Array<{ state: ToolState; why: string }>;
  /** Reviews of tools that are gone. */
  gone: ToolPin[];
  /** Tools that every client switches off. */
  off: number;
}

const ORDER: Readonly<Record<ToolClass, number>> = { execute: 0, session: 1, write: 2, read: 3 };

/** Of a server that no client would start all entries count; a list that was saved belongs to none. */
function isOffered({ declarations }: Reviewable, name: string): boolean {
  const live = declarations.filter(({ enabled }) => enabled !== false);
  const counting = live.length > 0 ? live : declarations;
  return counting.length === 0 || counting.some(({ settings }) => accessOf(settings, name).isOffered);
}

function whyClosed(state: ToolState, server: Reviewable): string | null {
  if (!canBeNamed({ server: server.id, tool: state.tool.name })) return 'A policy cannot hold so long or empty a name.';
  const why = whyUnpinnable(state, server);
  if (why !== null) return why;
  return state.tool.definition === null
    ? 'Its definition is longer than any that is kept: it cannot be shown whole.'
    : null;
}

function planOne(server: Reviewable, pins: readonly ToolPin[]): ServerPlan {
  const { tools, gone } = reviewServer(server, pins);
  const states = tools.filter(({ tool }) => isOffered(server, tool.name));
  const open: OpenTool[] = [];
  const closed: ServerPlan['closed'] = [];
  for (const state of states.filter((one) => one.state === 'new' || one.state === 'changed')) {
    const why = whyClosed(state, server);
    const { hash, definition } = state.tool;
    if (why === null && hash !== null && definition !== null) open.push({ state, sha256: hash, definition });
    else closed.push({ state, why: why ?? 'It has no hash.' });
  }
  open.sort(
    ({ state: { tool: a } }, { state: { tool: b } }) =>
      ORDER[a.class] - ORDER[b.class] || Number(b.findings.length > 0) - Number(a.findings.length > 0),
  );
  return { server, states, open, closed, gone, off: tools.length - states.length };
}

/** Holds what servers offer against a policy's reviews. */
export function planReview({ servers, all }: Offered, policy: Policy, now: Date): ServerPlan[] {
  const pins = pinsOf(policy, all, now);
  return servers.map((server) => planOne(server, pins));
}

/** The server as the policy names it already, where it does, else its id. */
export function keyOf({ id, name }: Reviewable, tool: string, policy: Policy, servers: readonly Reviewable[]): string {
  const isAlone = servers.filter((one) => one.id === name || one.name === name).length === 1;
  const keys = [id, ...(isAlone ? [name] : [])].filter((key) => Object.hasOwn(policy.servers ?? {}, key));
  return keys.find((key) => Object.hasOwn(policy.servers?.[key]?.tools?.reviewed ?? {}, tool)) ?? keys[0] ?? id;
}
