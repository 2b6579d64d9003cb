import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A service on loopback that speaks OSV's protocol: `POST /v1/querybatch` and `GET /v1/vulns/{id}`. It matches by its own
 * few lines, so that it agrees with the product only where both are right. What goes wrong is switched on by faults:
 *
 *   const osv = await startOsv([record]);
 *   osv.fault(tooManyRequests(2), { route: 'batch', to: 1 });   // the first batch only
 *   … ask `osv.url` …
 *   osv.requests.filter(({ route }) => route === 'batch');
 *   await osv.close();
 *
 * No `Date` is sent unless a fault adds one: tests have a clock of their own.
 */
export interface OsvStandIn {
  /** Base address, without a slash at its end. */
  url: string;
  /** Everything that was asked, in order. */
  requests: OsvRequest[];
  /** Switches a fault on for the requests that fit. The fault that was added first decides. */
  fault(fault: Fault, when?: When): void;
  /** Takes no connection any more after so many requests were answered, and drops those that are open. */
  stopAfter(requests: number): void;
  close(): Promise<void>;
}

export interface OsvRequest {
  route: 'batch' | 'record' | 'other';
  /** Counts from 1 for each route. */
  number: number;
  path: string;
  /** Of a batch. */
  queries: OsvQuery[];
  /** Of a record, else `''`. */
  id: string;
}

export interface OsvQuery {
  package?: { name?: string; ecosystem?: string; purl?: string };
  version?: string;
  page_token?: string;
}

/** As much of a record as the stand-in looks at; what else is in it is served as it is. */
export interface ServedRecord {
  id: string;
  modified?: string;
  withdrawn?: string;
  affected?: Array<{
    package?: { name: string; ecosystem: string };
    versions?: string[];
    ranges?: Array<{ type: string; events: Array<Record<string, string>> }>;
  }>;
  [key: string]: unknown;
}

export interface OsvOptions {
  /** Ids by `name@version`, instead of evaluating the records; what it lists is served even when withdrawn. */
  matches?: ReadonlyMap<string, readonly string[]>;
  /** Matches on one page; the rest is fetched by token. */
  pageSize?: number;
  /** Gives a token and nothing else first, as OSV does when it runs out of time before it begins. */
  emptyFirstPage?: boolean;
}

/** Requests that a fault is for: by route, by number (from 1, both ends included), by a record's id. */
export interface When {
  route?: OsvRequest['route'];
  from?: number;
  to?: number;
  id?: string;
}

export interface Reply {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

export interface Exchange {
  request: OsvRequest;
  /** What the service would say. */
  honest: Reply;
  response: ServerResponse;
}

/** Returns what to say instead, or null when it has seen to the response itself or wants none sent. */
export type Fault = (exchange: Exchange) => Reply | null | Promise<Reply | null>;

const ECOSYSTEMS = new Set(['npm', 'PyPI', 'Go', 'crates.io']);
const FIRST_PAGE = 'RklSU1RfUEFHRV9UT0tFTg==';

const json = (status: number, value: unknown): Reply => ({
  status,
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});
const problem = (status: number, code: number, message: string): Reply => json(status, { code, message });

/** Always this answer. */
export const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Fault =>
  () => ({ status, body, headers });

export const serverError = (): Fault => () => problem(500, 13, 'internal error');

/** `Retry-After` in seconds or as a date. */
export const tooManyRequests = (retryAfter: number | string): Fault =>
  answer(429, 'slow down', { 'retry-after': String(retryAfter) });

/** What the proxy before the service says when it gives up. */
export const proxyTimeout = (): Fault => () => json(504, { code: 504, message: 'upstream request timeout' });

/** The honest answer with these headers beside. */
export const withHeaders =
  (headers: Record<string, string>): Fault =>
  ({ honest }) => ({ ...honest, headers: { ...honest.headers, ...headers } });

/** Announces the whole answer, sends half of it and hangs up. */
export const cut =
  (): Fault =>
  ({ honest, response }) => {
    response.writeHead(honest.status, { ...honest.headers, 'content-length': Buffer.byteLength(honest.body) });
    response.write(honest.body.slice(0, honest.body.length / 2), () => response.destroy());
    return null;
  };

/** One result too few. */
export const oneResultShort =
  (): Fault =>
  ({ honest }) =>
    json(200, { results: (JSON.parse(honest.body) as { results: unknown[] }).results.slice(1) });

export const notJson = (): Fault => answer(200, '<html>Please log in</html>', { 'content-type': 'text/html' });

/** Valid JSON of so many bytes. */
export const huge = (bytes: number): Fault => answer(200, JSON.stringify('x'.repeat(bytes - 2)));

/** Nothing until the promise is settled, then the honest answer. */
export const hold =
  (until: Promise<void>): Fault =>
  async ({ honest }) => {
    await until;
    return honest;
  };

/** Fails every batch that asks about the package, and says which query it was, or does not. */
export const refuseName =
  (name: string, { named = true, status = 400 } = {}): Fault =>
  ({ request, honest }) => {
    const index = request.queries.findIndex((query) => query.package?.name === name);
    if (index < 0) return honest;
    const where = named ? `error in query at index ${index}: ` : '';
    return problem(status, 3, `${where}rpc error: code = InvalidArgument desc = invalid query`);
  };

const numbersOf = (version: string): number[] => version.split('.').map(Number);
function isBelow(version: string, other: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(other)];
  const at = [0, 1, 2].find((place) => a[place] !== b[place]);
  return at !== undefined && (a[at] ?? 0) < (b[at] ?? 0);
}

/** Plain versions of three numbers, and events in order: all that test data needs. */
function isAffected(entry: NonNullable<ServedRecord['affected']>[number], version: string): boolean {
  if (entry.versions?.includes(version)) return true;
  return (entry.ranges ?? []).some(({ type, events }) => {
    let affected = false;
    for (const { introduced, fixed, last_affected: last } of type === 'GIT' ? [] : events) {
      if (introduced !== undefined && (introduced === '0' || !isBelow(version, introduced))) affected = true;
      if (fixed !== undefined && !isBelow(version, fixed)) affected = false;
      if (last !== undefined && isBelow(last, version)) affected = false;
    }
    return affected;
  });
}

function refusalOf({ package: asked, version }: OsvQuery): string | null {
  if (
    asked?.purl !== undefined &&
    (asked.name !== undefined || asked.ecosystem !== undefined || version !== undefined)
  ) {
    return 'name, ecosystem or version specified in a PURL query';
  }
  if (asked?.ecosystem !== undefined && !ECOSYSTEMS.has(asked.ecosystem)) return 'invalid ecosystem';
  return asked?.name === undefined || asked.name === '' ? 'invalid query' : null;
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Starts a service that knows these records. */
export async function startOsv(records: readonly ServedRecord[], options: OsvOptions = {}): Promise<OsvStandIn> {
  const byId = new Map(records.map((record) => [record.id, record]));
  const requests: OsvRequest[] = [];
  const faults: Array<{ fault: Fault; when: When }> = [];
  let answersLeft = Infinity;

  const idsFor = (name: string, ecosystem: string, version: string): readonly string[] => {
    if (options.matches) return options.matches.get(`${name}@${version}`) ?? [];
    const hits = records.filter(
      (record) =>
        record.withdrawn === undefined &&
        record.affected?.some(
          (entry) =>
            entry.package?.name === name && entry.package.ecosystem === ecosystem && isAffected(entry, version),
        ),
    );
    return hits.map(({ id }) => id);
  };

  const resultOf = ({ package: asked, version = '', page_token: token }: OsvQuery): object => {
    if (options.emptyFirstPage === true && token === undefined) return { next_page_token: FIRST_PAGE };
    const ids = idsFor(asked?.name ?? '', asked?.ecosystem ?? '', version);
    const start = token === undefined || token === FIRST_PAGE ? 0 : Number(token);
    const end = start + (options.pageSize ?? 1000);
    const vulns = ids.slice(start, end).map((id) => ({ id, modified: byId.get(id)?.modified }));
    return {
      ...(vulns.length > 0 ? { vulns } : {}),
      ...(end < ids.length ? { next_page_token: String(end) } : {}),
    };
  };

  const honestReply = ({ route, queries, id }: OsvRequest): Reply => {
    if (route === 'record') {
      const record = byId.get(id);
      return record ? json(200, record) : problem(404, 5, 'Vulnerability not found');
    }
    if (route === 'other') return problem(404, 5, 'Not Found');
    if (queries.length > 1000) return problem(400, 3, 'too many queries');
    for (const [index, query] of queries.entries()) {
      const refusal = refusalOf(query);
      if (refusal !== null) return problem(400, 3, `error in query at index ${index}: ${refusal}`);
    }
    return json(200, { results: queries.map(resultOf) });
  };

  const record = async (message: IncomingMessage): Promise<OsvRequest> => {
    const path = message.url ?? '';
    const { pathname } = new URL(path, 'http://stand-in');
    const [, id] = /\/v1\/vulns\/([^/]+)$/.exec(pathname) ?? [];
    const isBatch = message.method === 'POST' && pathname.endsWith('/v1/querybatch');
    const route = isBatch ? 'batch' : id === undefined ? 'other' : 'record';
    const body = await readBody(message);
    const queries = isBatch ? (JSON.parse(body) as { queries: OsvQuery[] }).queries : [];
    const number = requests.filter((request) => request.route === route).length + 1;
    const request: OsvRequest = { route, number, path, queries, id: decodeURIComponent(id ?? '') };
    requests.push(request);
    return request;
  };

  const faultFor = ({ route, number, id }: OsvRequest): Fault | undefined =>
    faults.find(
      ({ when }) =>
        (when.route ?? route) === route &&
        (when.from ?? 1) <= number &&
        number <= (when.to ?? Infinity) &&
        (when.id ?? id) === id,
    )?.fault;

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await record(message);
    if (answersLeft-- <= 0) {
      response.destroy();
      return;
    }
    const honest = honestReply(request);
    const fault = faultFor(request);
    const reply = fault ? await fault({ request, honest, response }) : honest;
    if (reply === null) return;
    response.sendDate = false;
    if (answersLeft <= 0) response.on('finish', () => void close());
    response.writeHead(reply.status, reply.headers).end(reply.body);
  };
  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
  const close = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fault: (fault, when = {}) => void faults.push({ fault, when }),
    stopAfter: (count) => void (answersLeft = count - requests.length),
    close,
  };
}
