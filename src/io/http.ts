/** One HTTP exchange; the network as a port. A scan that may not use the network has no `Http`. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  /** Besides its own; lower-case names. */
  headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  body?: string;
  timeoutMs: number;
  /** A longer answer is an error. */
  maxBytes: number;
}

export interface HttpResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  text: string;
}

/** An answer whose body comes as it is read; until then nothing of it is kept. */
export interface HttpDownload {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Throws `HttpError` when it is cut short, or when `idleMs` pass without a byte. To stop reading closes the connection. */
  body: AsyncIterable<Uint8Array>;
}

export interface Http {
  /** Rejects with `HttpError` when no whole answer came: refused, cut, timed out, too long. */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** GET of what may be long. Rejects with `HttpError` when no answer begins. */
  download(request: { url: string; headers?: Record<string, string>; idleMs: number }): Promise<HttpDownload>;
}

export class HttpError extends Error {
  override readonly name = 'HttpError';
}

const UNTRUSTED = 'its certificate is not trusted';

/** What Node, OpenSSL and undici call it when a connection fails, in words. */
const FAILURES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ENETUNREACH: 'no network leads there',
  EHOSTUNREACH: 'no network leads there',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

/** Words for a failed connection, without addresses beyond what the user gave; the code is what people search for. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  const code = cause?.code;
  if (code === undefined) return cause?.message ?? error.message;
  return Object.hasOwn(FAILURES, code) ? `${FAILURES[code]} (${code})` : code;
}

const asHttpError = (error: unknown): HttpError =>
  error instanceof HttpError ? error : new HttpError(reason(error), { cause: error });

/** Passes a body on; every piece winds the clock up again. */
async function* bodyOf(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  timer: NodeJS.Timeout,
  idle: AbortController,
): AsyncIterable<Uint8Array> {
  let isWhole = false;
  try {
    for await (const piece of body) {
      timer.refresh();
      yield piece;
    }
    isWhole = true;
  } catch (error) {
    throw asHttpError(error);
  } finally {
    clearTimeout(timer);
    if (!isWhole) idle.abort();
  }
}

/** To one host at a time. */
const CONNECTIONS = 32;

/** The real network, honouring HTTPS_PROXY, HTTP_PROXY and NO_PROXY (Node 20's own fetch does not). */
export async function realHttp(
  userAgent: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Http & { close(): Promise<void> }> {
  const { Agent, EnvHttpProxyAgent, fetch } = await import('undici');
  const variable = (name: string): string | undefined => env[name] || env[name.toUpperCase()];
  const httpProxy = variable('http_proxy');
  const httpsProxy = variable('https_proxy');
  const noProxy = variable('no_proxy') ?? '';
  const isProxied = httpProxy !== undefined || httpsProxy !== undefined;
  const proxies = { ...(httpProxy ? { httpProxy } : {}), ...(httpsProxy ? { httpsProxy } : {}), noProxy };
  const dispatcher = isProxied
    ? new EnvHttpProxyAgent({ connections: CONNECTIONS, ...proxies })
    : new Agent({ connections: CONNECTIONS });
  return {
    async request({ method, url, headers, body, timeoutMs, maxBytes }) {
      try {
        const response = await fetch(url, {
          method,
          dispatcher,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            'user-agent': userAgent,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body }),
        });
        const chunks: Uint8Array[] = [];
        let length = 0;
        for await (const chunk of response.body ?? []) {
          length += chunk.length;
          if (length > maxBytes) throw new HttpError(`an answer of more than ${maxBytes} bytes`);
          chunks.push(chunk);
        }
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          text: Buffer.concat(chunks).toString('utf8'),
        };
      } catch (error) {
        throw asHttpError(error);
      }
    },
    async download({ url, headers = {}, idleMs }) {
      const idle = new AbortController();
      const timer = setTimeout(() => idle.abort(new HttpError('no answer in time')), idleMs);
      timer.unref();
      try {
        const response = await fetch(url, {
          dispatcher,
          redirect: 'error',
          signal: idle.signal,
          // Packed for the way, the bytes would be others than those that lengths, ranges and checksums are about.
          headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...headers },
        });
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: bodyOf(response.body ?? [], timer, idle),
        };
      } catch (error) {
        clearTimeout(timer);
        throw asHttpError(error);
      }
    },
    close: () => dispatcher.destroy(),
  };
}
