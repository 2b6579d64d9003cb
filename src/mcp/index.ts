import { toEnd, type Exchange, type Program } from '../io/index.ts';
import { whereIs } from '../model/host.ts';
import type { Channel, Receiver } from './channel.ts';
import { httpChannel, type HttpTarget } from './http-channel.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { failedListing, listFrom, type Listing, type ListingOptions } from './listing.ts';
import { takeNotes, type Notes } from './notes.ts';
import { openPeer } from './peer.ts';
import { sseChannel } from './sse-channel.ts';
import { stdioChannel } from './stdio-channel.ts';

async function listOver(
  transport: Listing['transport'],
  open: (receiver: Receiver, limits: Limits, notes: Notes) => Channel,
  options: ListingOptions,
): Promise<Listing> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const notes = takeNotes();
  const peer = openPeer((receiver) => open(receiver, limits, notes), limits, notes);
  // A session that was opened is closed also when this process is told to end.
  const isEnded = toEnd(peer.close);
  try {
    const listing = await listFrom(peer, transport, options, limits, notes);
    await peer.close();
    return { ...listing, notes: notes.sentences() };
  } finally {
    await peer.close();
    isEnded();
  }
}

/** What a program that runs offers over its standard streams. Its input is closed at the end; it is not ended. Never rejects. */
export function listOverStdio(program: Program, options: ListingOptions): Promise<Listing> {
  const open = (receiver: Receiver, { messageBytes }: Limits, notes: Notes): Channel =>
    stdioChannel(program, messageBytes, receiver, notes);
  return listOver('stdio', open, options);
}

export interface HttpListingOptions extends ListingOptions {
  /** What the entry says; `http` falls back to HTTP+SSE as the specification has it. */
  transport: 'http' | 'sse';
  /** Whether another machine may be asked; this one alone without it. */
  mayLeaveMachine: boolean;
}

/** Statuses on which a client turns to HTTP+SSE (2025-11-25 basic/transports, "Backwards Compatibility"). */
const TURNS_TO_SSE = new Set([400, 404, 405]);

/** What a server at an address offers. Its session is closed at the end. Never rejects. */
export async function listOverHttp(
  target: HttpTarget,
  exchange: Exchange,
  options: HttpListingOptions,
): Promise<Listing> {
  const { transport, mayLeaveMachine } = options;
  const isHttp = target.url.protocol === 'http:' || target.url.protocol === 'https:';
  if (!isHttp || (!mayLeaveMachine && whereIs(target.url.href) !== 'loopback')) {
    const message = isHttp ? 'Its address is not on this machine.' : 'Its address is no HTTP address.';
    return failedListing(transport, { kind: 'not-allowed', message });
  }
  const overSse = (): Promise<Listing> =>
    listOver('sse', (receiver, { messageBytes }) => sseChannel(target, exchange, messageBytes, receiver), options);
  if (transport === 'sse') return overSse();
  const listing = await listOver(
    'http',
    (receiver, { messageBytes }, notes) => httpChannel(target, exchange, messageBytes, receiver, notes),
    options,
  );
  const { problem } = listing;
  const mayBeOlder = listing.era === null && problem?.kind === 'status' && TURNS_TO_SSE.has(problem.code ?? 0);
  if (!mayBeOlder) return listing;
  const older = await overSse();
  return older.era === null ? listing : older;
}

export type { HttpTarget } from './http-channel.ts';
export type { Era } from './handshake.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { failedListing, type Listing, type ListingOptions } from './listing.ts';
export type { Problem } from './problem.ts';
export type { ClientInfo } from './protocol.ts';
