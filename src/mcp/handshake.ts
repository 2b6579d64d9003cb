import type { Limits } from './limits.ts';
import type { Notes } from './notes.ts';
import type { Peer, Reply } from './peer.ts';
import { quote, type Problem } from './problem.ts';
import {
  CLIENT_CAPABILITIES,
  DISCOVER_VERSIONS,
  FIRST_WITHOUT_HANDSHAKE,
  INITIALIZE_VERSIONS,
  requestMeta,
  SERVER_INFO,
  UNSUPPORTED_VERSION,
  type ClientInfo,
} from './protocol.ts';

/** `legacy` sessions begin with initialize (to 2025-11-25), `modern` ones have no beginning (from 2026-07-28). */
export type Era = 'legacy' | 'modern';

/** What a server says of itself before anything is listed. */
export interface Greeting {
  era: Era;
  protocolVersion: string;
  serverInfo: unknown;
  instructions: string | null;
  capabilities: unknown;
}

export type Handshake = { greeting: Greeting } | { problem: Problem };

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; none for anything else. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Why a request got no result, in one sentence. */
export function problemOf(method: string, reply: Exclude<Reply, { kind: 'result' }>): Problem {
  if (reply.kind === 'failed') return reply.problem;
  const { code, message } = reply;
  const said = `${message === '' ? 'no reason' : message}${code === null ? '' : ` (${code})`}`;
  return { kind: 'refused', ...(code === null ? {} : { code }), message: `It refused ${method}: ${said}.` };
}

const NOT_MCP: Problem = { kind: 'not-mcp', message: 'Its answer to the first request is none of the protocol.' };

async function initialize(
  peer: Peer,
  clientInfo: ClientInfo,
  limits: Limits,
  notes: Notes,
): Promise<Handshake & { reply: Reply }> {
  const [offered] = INITIALIZE_VERSIONS;
  const params = { protocolVersion: offered, capabilities: CLIENT_CAPABILITIES, clientInfo };
  const reply = await peer.request('initialize', params, limits.initializeMs);
  if (reply.kind !== 'result') return { reply, problem: problemOf('initialize', reply) };
  const result = fieldsOf(reply.value);
  const version = result['protocolVersion'];
  if (typeof version !== 'string') return { reply, problem: NOT_MCP };
  if (!(INITIALIZE_VERSIONS as readonly string[]).includes(version)) {
    notes.add(`It answered with the protocol version ${quote(version)}, which is none that begins with initialize.`);
  }
  // It goes into a header as it is.
  if (/^[\x21-\x7e]{1,64}$/.test(version)) peer.agree(version);
  await peer.notify('notifications/initialized');
  const greeting: Greeting = {
    era: 'legacy',
    protocolVersion: version.slice(0, 64),
    serverInfo: result['serverInfo'] ?? null,
    instructions: textOrNull(result['instructions']),
    capabilities: result['capabilities'] ?? null,
  };
  return { reply, greeting };
}

/** A version of a list that is spoken here, too. */
const mutual = (list: unknown): string | undefined =>
  DISCOVER_VERSIONS.find((version) => Array.isArray(list) && list.includes(version));

async function discover(peer: Peer, clientInfo: ClientInfo, limits: Limits): Promise<Handshake & { reply: Reply }> {
  peer.agree(FIRST_WITHOUT_HANDSHAKE);
  peer.answerNothing();
  const params = requestMeta(FIRST_WITHOUT_HANDSHAKE, clientInfo);
  const reply = await peer.request('server/discover', params, limits.initializeMs);
  if (reply.kind === 'error' && reply.code === UNSUPPORTED_VERSION) {
    const { supported } = fieldsOf(reply.data);
    const message = `It speaks only protocol versions that are not spoken here: ${quote(supported)}.`;
    return { reply, problem: { kind: 'refused', message } };
  }
  if (reply.kind !== 'result') return { reply, problem: problemOf('server/discover', reply) };
  const result = fieldsOf(reply.value);
  const version = mutual(result['supportedVersions']);
  if (version === undefined) return { reply, problem: NOT_MCP };
  const greeting: Greeting = {
    era: 'modern',
    protocolVersion: version,
    serverInfo: fieldsOf(result['_meta'])[SERVER_INFO] ?? result['serverInfo'] ?? null,
    instructions: textOrNull(result['instructions']),
    capabilities: result['capabilities'] ?? null,
  };
  return { reply, greeting };
}

/** Whether the server itself says no to `initialize`, so that it may be one that knows only `server/discover`. */
function isRefused(reply: Reply): boolean {
  if (reply.kind === 'error') return true;
  return reply.kind === 'failed' && (reply.problem.kind === 'status' || reply.problem.kind === 'not-mcp');
}

/**
 * Finds out how a server wants to be spoken to: `initialize` first, which every server that was met on a registry answers, then
 * `server/discover`. Some servers fall over a request before `initialize`, so the other order is only taken when asked for.
 */
export async function greet(
  peer: Peer,
  clientInfo: ClientInfo,
  first: Era,
  limits: Limits,
  notes: Notes,
): Promise<Handshake> {
  if (first === 'modern') return discover(peer, clientInfo, limits);
  const { reply, ...handshake } = await initialize(peer, clientInfo, limits, notes);
  if ('greeting' in handshake || !isRefused(reply)) return handshake;
  const second = await discover(peer, clientInfo, limits);
  // What it said about `initialize` tells more than how it took a request that it does not know.
  if ('problem' in second && !(second.reply.kind === 'error' && second.reply.code === UNSUPPORTED_VERSION))
    return handshake;
  return second;
}
