import { HttpError, type Exchange, type ExchangeAnswer } from '../io/index.ts';
import type { Channel, Outgoing, Receiver } from './channel.ts';
import { readEvents } from './event-stream.ts';
import { bodyOf, textOf } from './http-body.ts';
import { mayHoldAnswer, statusProblem } from './http-status.ts';
import { FIRST_WITHOUT_HANDSHAKE } from './protocol.ts';
import type { Notes } from './notes.ts';
import { quote, type Problem } from './problem.ts';

export interface HttpTarget {
  url: URL;
  /** Of the entry that declares the server; sent, never told. */
  headers: Readonly<Record<string, string>>;
}

/** Session ids are visible ASCII (2025-11-25, "Session Management"). */
const SESSION_ID = /^[\x21-\x7e]{1,1024}$/;
const CLOSE_MS = 5_000;
/** Redirects that are followed with the same method and body (RFC 9110, 15.4.8 and 15.4.9). */
const KEEPS_METHOD = new Set([307, 308]);
/** How often a stream that a server closes early is taken up again, and how long that may be put off. */
const RESUMPTIONS = 3;
const LONGEST_WAIT = 5_000;

/** Why no answer came, from what an exchange throws. */
export const connectionProblem = (error: unknown): Problem => ({
  kind: 'connection',
  message: `The connection failed: ${error instanceof HttpError ? error.message : 'no answer'}.`,
});

const isEventStream = ({ headers }: ExchangeAnswer): boolean =>
  /^text\/event-stream\b/i.test(headers['content-type'] ?? '');

/**
 * Streamable HTTP: each message is a POST, whose answer is JSON or an event stream. Source: 2025-11-25 basic/transports and 2026-07-28
 * basic/transports/streamable-http. No other server is ever asked; a session that the server opened is closed at the end.
 */
export function httpChannel(
  { url, headers }: HttpTarget,
  exchange: Exchange,
  messageBytes: number,
  receiver: Receiver,
  notes: Notes,
): Channel {
  let version: string | null = null;
  let session: string | null = null;
  let place = url;

  const headersFor = (message: Outgoing | null): Record<string, string> => ({
    accept: 'application/json, text/event-stream',
    'accept-encoding': 'identity',
    ...(message === null ? {} : { 'content-type': 'application/json' }),
    ...headers,
    ...(version === null ? {} : { 'mcp-protocol-version': version }),
    ...(session === null ? {} : { 'mcp-session-id': session }),
    ...(version !== null && version >= FIRST_WITHOUT_HANDSHAKE && message?.method !== undefined
      ? // `Mcp-Name` belongs to requests that are never sent here: no tool is called, nothing is read.
        { 'mcp-method': message.method }
      : {}),
  });

  function noteSession(answer: ExchangeAnswer): void {
    const id = answer.headers['mcp-session-id'];
    if (id === undefined) return;
    if (SESSION_ID.test(id)) session = id;
    else notes.add('Its session id holds characters that no header may have; it is not used.');
  }

  /** Reads an event stream to its end, or until the answer is there, which ends the exchange. */
  async function readStream(answer: ExchangeAnswer): Promise<{ lastId: string; retryMs: number | null }> {
    const reader = readEvents(messageBytes, {
      event: ({ type, data }) => {
        if (type === 'message') receiver.text(data);
      },
      tooLong: receiver.tooLong,
    });
    for await (const chunk of bodyOf(answer, receiver)) reader.push(chunk);
    return { lastId: reader.lastId(), retryMs: reader.retryMs() };
  }

  /** A server may close a stream before the answer and have it taken up again (2025-11-25, "Resumability and Redelivery"). */
  async function readStreams(first: ExchangeAnswer, signal: AbortSignal): Promise<void> {
    let answer = first;
    for (let resumption = 0; ; resumption++) {
      const { lastId, retryMs } = await readStream(answer);
      // An answer that came last ends the exchange in a moment.
      await new Promise(setImmediate);
      if (signal.aborted || lastId === '' || resumption === RESUMPTIONS) return;
      await new Promise((resolve) => setTimeout(resolve, Math.min(retryMs ?? 1000, LONGEST_WAIT)));
      if (signal.aborted) return;
      answer = await exchange({
        method: 'GET',
        url: place,
        headers: { ...headersFor(null), 'last-event-id': lastId },
        signal,
      });
      if (!isEventStream(answer)) return answer.close();
    }
  }

  /** Posts once more where the same server moved its endpoint to (`/mcp` to `/mcp/`); never to another. */
  async function deliver(message: Outgoing, signal: AbortSignal): Promise<ExchangeAnswer> {
    const request = { method: 'POST' as const, headers: headersFor(message), body: JSON.stringify(message), signal };
    const answer = await exchange({ ...request, url: place });
    const target = answer.headers['location'] ?? '';
    if (place !== url || !KEEPS_METHOD.has(answer.status) || !URL.canParse(target, url.href)) return answer;
    const moved = new URL(target, url);
    if (moved.origin !== url.origin) return answer;
    answer.close();
    notes.add('Its endpoint is at another path of the same server, to which its address leads.');
    place = moved;
    return exchange({ ...request, url: place });
  }

  async function post(message: Outgoing, signal: AbortSignal): Promise<Problem | null> {
    const answer = await deliver(message, signal);
    const isGood = answer.status >= 200 && answer.status < 300;
    if (isGood && message.method === 'initialize') noteSession(answer);
    if (message.id === undefined || message.method === undefined) {
      answer.close();
      return isGood ? null : statusProblem(answer, '');
    }
    if (isGood && isEventStream(answer)) {
      await readStreams(answer, signal);
      return null;
    }
    const text = await textOf(answer, messageBytes, receiver);
    if (text === null) receiver.tooLong();
    else if (mayHoldAnswer(answer.status) && /^\s*[[{]/.test(text)) receiver.text(text);
    else if (isGood) {
      const type = answer.headers['content-type'] ?? 'nothing';
      return { kind: 'not-mcp', message: `It answered with ${quote(type)}, which is no message.` };
    }
    return isGood ? null : statusProblem(answer, text ?? '');
  }

  return {
    isExchange: true,
    send: (message, signal) => post(message, signal).catch(connectionProblem),
    agree(agreed) {
      version = agreed;
    },
    async close() {
      if (session === null) return;
      const signal = AbortSignal.timeout(CLOSE_MS);
      try {
        const { status, close } = await exchange({ method: 'DELETE', url: place, headers: headersFor(null), signal });
        close();
        // 405 is how a server says that sessions end by themselves; 404, that this one is over.
        if (status >= 300 && status !== 405 && status !== 404)
          notes.add(`It answered ${status} when its session was closed.`);
      } catch {
        notes.add('It did not answer when its session was closed.');
      }
    },
  };
}
