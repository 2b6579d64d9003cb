import type { Exchange, ExchangeAnswer } from '../io/index.ts';
import type { Channel, Receiver } from './channel.ts';
import { readEvents } from './event-stream.ts';
import { bodyOf } from './http-body.ts';
import { connectionProblem, type HttpTarget } from './http-channel.ts';
import { statusProblem } from './http-status.ts';
import type { Problem } from './problem.ts';

/** Where messages go, as the `endpoint` event says, or why nowhere. */
type Endpoint = URL | Problem;

/** The endpoint of an event; another origin than the stream's own is refused: a server does not choose whom else is asked. */
function readEndpoint(data: string, url: URL): Endpoint {
  if (!URL.canParse(data, url.href))
    return { kind: 'not-mcp', message: 'The endpoint that its stream names is no address.' };
  const endpoint = new URL(data, url);
  return endpoint.origin === url.origin
    ? endpoint
    : { kind: 'redirect', message: `Its stream points to ${endpoint.origin}, which is not followed.` };
}

const isProblem = (endpoint: Endpoint): endpoint is Problem => !(endpoint instanceof URL);

/**
 * HTTP+SSE: a GET opens the stream that answers come on; its first event says where messages are posted to. Source: 2024-11-05
 * basic/transports, "HTTP with SSE". To close it is to close the stream.
 */
export function sseChannel(
  { url, headers }: HttpTarget,
  exchange: Exchange,
  messageBytes: number,
  receiver: Receiver,
): Channel {
  const closing = new AbortController();
  let version: string | null = null;
  let tell: (endpoint: Endpoint) => void = () => {};
  const endpoint = new Promise<Endpoint>((resolve) => {
    tell = resolve;
  });
  const ownHeaders = (): Record<string, string> => ({
    'accept-encoding': 'identity',
    ...headers,
    ...(version === null ? {} : { 'mcp-protocol-version': version }),
  });
  const stop = (problem: Problem): void => {
    tell(problem);
    receiver.closed(problem);
  };

  async function read(answer: ExchangeAnswer): Promise<void> {
    const reader = readEvents(messageBytes, {
      event({ type, data }) {
        if (type === 'endpoint') tell(readEndpoint(data, url));
        else if (type === 'message') receiver.text(data);
      },
      tooLong: receiver.tooLong,
    });
    for await (const chunk of bodyOf(answer, receiver)) reader.push(chunk);
  }

  async function listen(): Promise<void> {
    const answer = await exchange({
      method: 'GET',
      url,
      headers: { ...ownHeaders(), accept: 'text/event-stream' },
      signal: closing.signal,
    });
    const isStream = /^text\/event-stream\b/i.test(answer.headers['content-type'] ?? '');
    if (answer.status !== 200 || !isStream) {
      answer.close();
      return stop(
        answer.status === 200
          ? { kind: 'not-mcp', message: 'It answers a GET with no event stream.' }
          : statusProblem(answer, ''),
      );
    }
    await read(answer);
    stop({ kind: 'connection', message: 'It closed its event stream.' });
  }
  const listening = listen().catch((error: unknown) => stop(connectionProblem(error)));

  return {
    isExchange: false,
    async send(message, signal) {
      const target = await endpoint;
      if (isProblem(target)) return target;
      try {
        const answer = await exchange({
          method: 'POST',
          url: target,
          headers: { ...ownHeaders(), 'content-type': 'application/json' },
          body: JSON.stringify(message),
          signal,
        });
        answer.close();
        return answer.status >= 200 && answer.status < 300 ? null : statusProblem(answer, '');
      } catch (error) {
        return connectionProblem(error);
      }
    },
    agree(agreed) {
      version = agreed;
    },
    async close() {
      closing.abort();
      await listening;
    },
  };
}
