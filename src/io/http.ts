/** One HTTP exchange; the network as a port. A scan that may not use the network has no `Http`. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
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

/** Rejects with `HttpError` when no whole answer came: refused, cut, timed out, too long. */
export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>;
}

export class HttpError extends Error {
  override readonly name = 'HttpError';
}

/** Words for a failed connection, without addresses beyond what the user gave. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? cause?.message ?? error.message;
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
    async request({ method, url, body, timeoutMs, maxBytes }) {
      try {
        const response = await fetch(url, {
          method,
          dispatcher,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
          headers: { 'user-agent': userAgent, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
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
        throw error instanceof HttpError ? error : new HttpError(reason(error), { cause: error });
      }
    },
    close: () => dispatcher.destroy(),
  };
}
