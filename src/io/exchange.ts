import { request as overHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { HttpError } from './http.ts';

/** One HTTP/1.1 request over a connection of its own, to a server that is looked at: without proxies, redirects, cookies or retries. */
export interface ExchangeRequest {
  method: string;
  /** Where to connect to. */
  url: URL;
  /** Lower-case names. `host` may be any; without it, it is the URL's. */
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Ends the exchange, also while the body is read. */
  signal: AbortSignal;
  /** Takes any certificate: for servers of this machine, which are told nothing that is secret. */
  trustsAll?: boolean;
}

export interface ExchangeAnswer {
  status: number;
  /** Lower-case names; values of a header that comes again are joined by `, `. */
  headers: Readonly<Record<string, string>>;
  /** As it comes, packed as the server packed it. Throws `HttpError` when it is cut off. */
  body: AsyncIterable<Uint8Array>;
  /** Closes the connection; what was not read is lost. */
  close(): void;
}

/** Rejects with `HttpError` when no answer begins; its cause has the system's or the parser's code. */
export type Exchange = (request: ExchangeRequest) => Promise<ExchangeAnswer>;

const asHttpError = (error: NodeJS.ErrnoException): HttpError =>
  new HttpError(error.name === 'AbortError' ? 'no answer in time' : (error.code ?? error.message), { cause: error });

/** Without a prototype: a header may be called `__proto__`. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    const value = rawHeaders[at + 1] ?? '';
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

async function* bodyOf(message: IncomingMessage): AsyncIterable<Uint8Array> {
  try {
    yield* message as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw asHttpError(error as NodeJS.ErrnoException);
  }
}

/** `localhost` and the names below it are this machine, whatever a name server says (RFC 6761, 6.3). */
const LOCALHOST = /(^|\.)localhost\.?$/;
const loopback: LookupFunction = (_host, { all }, answer) => {
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  if (all === true) answer(null, addresses);
  else answer(null, '127.0.0.1', 4);
};

export const realExchange: Exchange = ({ method, url, headers, body, signal, trustsAll = false }) =>
  new Promise((resolve, reject) => {
    const lookup = LOCALHOST.test(url.hostname) ? { lookup: loopback } : {};
    const options: RequestOptions = {
      method,
      headers: { host: url.host, ...headers },
      agent: false,
      signal,
      ...lookup,
    };
    try {
      const asked =
        url.protocol === 'https:'
          ? overHttps(url, { ...options, rejectUnauthorized: !trustsAll })
          : overHttp(url, options);
      asked.on('response', (message) =>
        resolve({
          status: message.statusCode ?? 0,
          headers: headersOf(message),
          body: bodyOf(message),
          close: () => void asked.destroy(),
        }),
      );
      asked.on('error', (error) => reject(asHttpError(error)));
      asked.on('upgrade', (_, socket) => {
        socket.destroy();
        reject(new HttpError('it switches to another protocol'));
      });
      asked.end(body);
    } catch (error) {
      // A header or method that HTTP cannot carry.
      reject(asHttpError(error as NodeJS.ErrnoException));
    }
  });
