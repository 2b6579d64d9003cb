import { fieldsOf, greet, type Era, type Greeting } from './handshake.ts';
import type { Limits } from './limits.ts';
import { listAll, type Pages } from './list-all.ts';
import type { Notes } from './notes.ts';
import type { Peer } from './peer.ts';
import type { Problem } from './problem.ts';
import { requestMeta, type ClientInfo } from './protocol.ts';

/** What a server offers, as it says so itself: hostile values, kept as they came. */
export interface Listing {
  /** How it is spoken to; null when it was not found out. */
  era: Era | null;
  transport: 'stdio' | 'http' | 'sse';
  protocolVersion: string | null;
  serverInfo: unknown;
  instructions: string | null;
  capabilities: unknown;
  /** Tools in the server's order, whatever their shape: parsed JSON values with every key kept. */
  tools: unknown[];
  prompts: unknown[];
  resources: unknown[];
  resourceTemplates: unknown[];
  /** The answers to tools/list as text, one for each page, as far as they are kept (`Limits.rawBytes`). */
  rawTools: string[];
  /** Whether every list was read to its end: false when a bound, an error or the end of the server cut one off. */
  isComplete: boolean;
  /** The same of the tools alone. */
  hasAllTools: boolean;
  /** What was odd: one sentence each. Words of the server in them are hostile text. */
  notes: string[];
  /** Why the tools could not be had; null when they were, in part at least. */
  problem: Problem | null;
}

export interface ListingOptions {
  clientInfo: ClientInfo;
  /** How it is spoken to first. */
  firstEra?: Era;
  limits?: Partial<Limits>;
}

const NOTHING: Greeting = {
  era: 'legacy',
  protocolVersion: '',
  serverInfo: null,
  instructions: null,
  capabilities: null,
};

/** A listing of which nothing is known but why. */
export function failedListing(
  transport: Listing['transport'],
  problem: Problem,
  notes: readonly string[] = [],
): Listing {
  const { serverInfo, instructions, capabilities } = NOTHING;
  return {
    era: null,
    transport,
    protocolVersion: null,
    serverInfo,
    instructions,
    capabilities,
    tools: [],
    prompts: [],
    resources: [],
    resourceTemplates: [],
    rawTools: [],
    isComplete: false,
    hasAllTools: false,
    notes: [...notes],
    problem,
  };
}

/** Lists beside the tools: asked for when the server says that it has them. */
const OTHERS = [
  { field: 'prompts', capability: 'prompts', method: 'prompts/list', key: 'prompts' },
  { field: 'resources', capability: 'resources', method: 'resources/list', key: 'resources' },
  { field: 'resourceTemplates', capability: 'resources', method: 'resources/templates/list', key: 'resourceTemplates' },
] as const;

const isUnknownMethod = (problem: Problem | null): boolean => problem?.code === -32601;

/**
 * Greets a server and reads what it offers. Tools are asked for in any case: a server that does not say that it has some may
 * give them all the same, and some clients ask.
 */
export async function listFrom(
  peer: Peer,
  transport: Listing['transport'],
  { clientInfo, firstEra = 'legacy' }: ListingOptions,
  limits: Limits,
  notes: Notes,
): Promise<Listing> {
  const handshake = await greet(peer, clientInfo, firstEra, limits, notes);
  if ('problem' in handshake) return failedListing(transport, handshake.problem, notes.sentences());
  const { greeting } = handshake;
  const params = greeting.era === 'modern' ? requestMeta(greeting.protocolVersion, clientInfo) : {};
  const capabilities = fieldsOf(greeting.capabilities);
  const read = (method: string, key: string): Promise<Pages> => listAll(peer, { method, key, params }, limits, notes);

  const tools = await read('tools/list', 'tools');
  const hasNoTools = capabilities['tools'] === undefined && isUnknownMethod(tools.problem);
  const listing: Listing = {
    ...greeting,
    transport,
    tools: tools.items,
    prompts: [],
    resources: [],
    resourceTemplates: [],
    rawTools: tools.raw,
    isComplete: tools.isWhole || hasNoTools,
    hasAllTools: tools.isWhole || hasNoTools,
    notes: [],
    problem: hasNoTools ? null : tools.problem,
  };
  for (const { field, capability, method, key } of OTHERS) {
    if (capabilities[capability] === undefined) continue;
    const { items, isWhole, problem } = await read(method, key);
    listing[field] = items;
    // Servers that have resources and no templates often do not know the method.
    const isUnknown = isUnknownMethod(problem);
    if (problem !== null && !isUnknown) notes.add(`${method} could not be had: ${problem.message}`);
    if (!isWhole && !isUnknown) listing.isComplete = false;
  }
  return { ...listing, notes: notes.sentences() };
}
