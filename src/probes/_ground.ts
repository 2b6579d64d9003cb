import {
  changed,
  initialize,
  listTools,
  listToolsIn,
  modernListTools,
  type Headers,
  type Message,
} from './_message.ts';
import { endpointOf, responseOf, type Kind } from './_said.ts';
import type { Asked, Place, Said, Talk } from './_talk.ts';

/** What stands between a question and its answer, as the request with good headers shows it. */
export type Standing =
  | 'answered' // the protocol answers: what is answered the same is not guarded
  | 'unproven' // a 4xx: a session, or something else, is looked for before the protocol answers, so the same answer proves nothing
  | 'auth' // credentials are asked for first
  | 'refused' // no `Host` that was tried is taken
  | 'redirect'
  | 'limited'
  | 'unusable'; // no answer, a server error, or what is no answer of an MCP server

/** The request that forgeries are held against: each differs from it in one thing. */
export interface Ground {
  standing: Standing;
  /** `http+sse`: answers come on a stream, so that a 2xx is all there is to see. */
  form: 'legacy' | 'modern' | 'http+sse';
  path: string;
  message: Message;
  baseline: Said;
  /** The session all this happens in; null for none. */
  session: string | null;
  /** The answer to `initialize` with good headers; null where it was not asked. */
  opened: Said | null;
  /** The `Host` that is taken. */
  host: string;
}

/** -32020 HeaderMismatch, -32021 MissingRequiredClientCapability, -32022 UnsupportedProtocolVersion (2026-07-28, basic). */
export const isModernError = (said: Said): boolean => {
  const error = said.answer === null ? undefined : responseOf(said.answer)?.error;
  return error !== undefined && [-32020, -32021, -32022].includes(error.code);
};

const errorOf = (said: Said): string =>
  said.answer === null ? '' : (responseOf(said.answer)?.error?.message ?? said.answer.text.slice(0, 500));

/** An answer that speaks of sessions, which only revisions before 2026-07-28 have. */
export const speaksOfSession = (said: Said): boolean =>
  /session|not initiali[sz]ed|before initiali[sz]/i.test(errorOf(said));

/** Names by which loopback servers know themselves; some take exactly one of them. */
export function hostsOf({ url }: Place, configured: string): string[] {
  const port = url.port === '' ? '' : `:${url.port}`;
  return [...new Set([configured, `localhost${port}`, `127.0.0.1${port}`, `[::1]${port}`])].slice(0, 3);
}

const isWrongHost = (said: Said): boolean =>
  said.kind === 'refused' || (said.kind === 'rejected' && /\bhost(name)?\b/i.test(errorOf(said)));

function standingOf({ kind, ...said }: Said): Standing {
  const standings: Record<Kind, Standing> = {
    answered: 'answered',
    auth: 'auth',
    refused: 'refused',
    rejected: 'unproven',
    redirect: 'redirect',
    limited: 'limited',
    accepted: 'unusable',
    unclear: 'unusable',
    broken: 'unusable',
    silent: 'unusable',
    unsent: 'unusable',
  };
  if (kind !== 'answered') return standings[kind];
  const isError = said.answer !== null && responseOf(said.answer)?.error !== undefined;
  return isError && speaksOfSession({ kind, ...said }) ? 'unproven' : 'answered';
}

const SESSION_ID = /^[\x21-\x7e]{1,1024}$/;

/** The session that an answer to `initialize` opened; null for none. */
export function sessionOf(said: Said): string | null {
  const id = said.kind === 'answered' ? said.answer?.headers['mcp-session-id'] : undefined;
  return id !== undefined && SESSION_ID.test(id) ? id : null;
}

/** The request that ends a session. */
export const goodbye = (host: string, session: string, more: Headers = {}): Asked => ({
  method: 'DELETE',
  message: { headers: { host, 'mcp-session-id': session, 'mcp-protocol-version': '2025-06-18', ...more } },
});

function versionOf(opened: Said): string {
  const result = opened.answer === null ? undefined : responseOf(opened.answer)?.result;
  const version = result?.['protocolVersion'];
  return typeof version === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(version) ? version : '2025-06-18';
}

/** The ground that an answer to `initialize` gives: in a session a request can be held against one that is answered. Null for none. */
async function groundIn(talk: Talk, before: Ground, opening: Message, opened: Said): Promise<Ground | null> {
  const { host } = before;
  const session = sessionOf(opened);
  if (session !== null) talk.owe(goodbye(host, session));
  if (opened.kind === 'auth') return { ...before, standing: 'auth', message: opening, baseline: opened };
  if (opened.kind !== 'answered' || responseOf(opened.answer ?? EMPTY)?.result === undefined) {
    return isModernError(opened) ? goModern(talk, before) : null;
  }
  const message = changed(listToolsIn(session, versionOf(opened)), { host });
  const baseline = await talk.ask('list the tools in that session', { message });
  return { ...before, standing: standingOf(baseline), message, baseline, session, opened };
}

const EMPTY = { status: 0, headers: {}, text: '', problem: null };

async function goModern(talk: Talk, before: Ground): Promise<Ground | null> {
  const message = changed(modernListTools, { host: before.host });
  const baseline = await talk.ask('list the tools as 2026-07-28 does', { message });
  const standing = standingOf(baseline);
  return standing === 'answered' || standing === 'auth'
    ? { ...before, standing, form: 'modern', message, baseline }
    : null;
}

/** Opens the stream of HTTP+SSE and posts to the place it names; another origin than its own is not asked. */
async function openStream(talk: Talk, { url, path }: Place, before: Ground): Promise<Ground | null> {
  const { host } = before;
  const opened = await talk.ask('open the event stream', {
    method: 'GET',
    message: { headers: { host, accept: 'text/event-stream', 'accept-encoding': 'identity' } },
    isEnough: (headers, text) => endpointOf({ status: 200, headers, text, problem: null }) !== null,
    holds: true,
  });
  if (opened.kind === 'auth') return { ...before, standing: 'auth', baseline: opened };
  const endpoint = opened.answer === null ? null : endpointOf(opened.answer);
  const stream = new URL(path, url);
  if (endpoint === null || !URL.canParse(endpoint, stream.href)) return null;
  const target = new URL(endpoint, stream);
  // Servers name themselves as the request did, or as they were told.
  if (target.host !== url.host && target.host !== host) return null;
  const message = changed(listTools, { host, 'mcp-session-id': null, 'mcp-protocol-version': null });
  const posted = { ...before, path: `${target.pathname}${target.search}`, message, form: 'http+sse' as const, opened };
  const baseline = await talk.ask('post to the stream’s endpoint', { path: posted.path, message });
  const standing = baseline.kind === 'accepted' ? 'answered' : standingOf(baseline);
  return { ...posted, standing, baseline };
}

/** Finds the `Host` that the server takes and the request that it answers; only where that is allowed by opening a session. */
export async function findGround(talk: Talk, place: Place, configured: string, isActive: boolean): Promise<Ground> {
  let ground: Ground | null = null;
  for (const host of hostsOf(place, configured)) {
    const message = changed(listTools, { host });
    const baseline = await talk.ask(`list the tools as ${host}`, { message });
    const found: Ground = {
      standing: standingOf(baseline),
      form: 'legacy',
      path: place.path,
      message,
      baseline,
      session: null,
      opened: null,
      host,
    };
    ground ??= found;
    if (isWrongHost(baseline)) continue;
    ground = found;
    break;
  }
  if (ground === null) throw new Error('a server has at least one name');
  if (['answered', 'unproven', 'auth'].includes(ground.standing)) {
    talk.holdAgainst({ message: ground.message }, ground.baseline);
  }
  if (ground.standing !== 'unproven') return ground;
  const modern = isModernError(ground.baseline) ? await goModern(talk, ground) : null;
  if (modern !== null || !isActive) return modern ?? ground;
  const opening = changed(initialize, { host: ground.host });
  const opened = await talk.ask('open a session', { message: opening }, true);
  const found = (await groundIn(talk, ground, opening, opened)) ?? (await openStream(talk, place, ground));
  if (found !== null) return found;
  // A server that only has its session taken says so; one that is not there does not know the place or the method.
  const isNone = opened.answer?.status === 404 || opened.answer?.status === 405;
  return isNone ? { ...ground, standing: 'unusable' } : ground;
}
