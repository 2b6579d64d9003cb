import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zipOf } from './zip.ts';
import type { ServedRecord } from './osv.ts';

/** One answer, before it is sent. */
export interface DumpReply {
  status: number;
  body: Buffer;
  headers: Record<string, string>;
}

export interface DumpRequest {
  /** Without the slash at its beginning, decoded: `npm/all.zip`. */
  path: string;
  headers: IncomingMessage['headers'];
  /** Counts from 1 for each path. */
  number: number;
}

/** Returns what to say instead, or null when it has seen to the response itself. */
export type DumpFault = (exchange: {
  request: DumpRequest;
  honest: DumpReply;
  response: ServerResponse;
}) => DumpReply | null;

/** What the server publishes of one ecosystem; the next answers are made of what it holds then. */
export interface Published {
  records: ServedRecord[];
  /** Ids that the dump lacks though the list has them. */
  notInDump?: string[];
  /** Lines put into the list beside those of the records. */
  moreLines?: string[];
}

/**
 * A server on loopback that publishes as OSV's bucket does: `all.zip`, `modified_id.csv` and single records, with strong tags,
 * ranges, conditional requests and checksums. It counts what it is asked and fails as it is told to.
 */
export interface DumpStandIn {
  url: string;
  published: Record<string, Published>;
  requests: DumpRequest[];
  fault(path: string, fault: DumpFault, when?: { from?: number; to?: number }): void;
  close(): Promise<void>;
}

function listOf({ records, moreLines = [] }: Published): string {
  const lines = records.map(
    ({ id, modified = '' }) => `${modified.replace(/0+Z$/, (end) => (modified.includes('.') ? 'Z' : end))},${id}`,
  );
  return [...lines, ...moreLines]
    .sort()
    .toReversed()
    .map((line) => `${line}\n`)
    .join('');
}

function contentOf(path: string, published: Record<string, Published>): Buffer | null {
  const [ecosystem = '', file = ''] = path.split('/');
  const own = published[ecosystem];
  if (own === undefined) return null;
  if (file === 'modified_id.csv') return Buffer.from(listOf(own));
  if (file === 'all.zip') {
    const kept = own.records.filter(({ id }) => own.notInDump?.includes(id) !== true);
    return zipOf(Object.fromEntries(kept.map((record) => [`${record.id}.json`, JSON.stringify(record)])));
  }
  const record = own.records.find(({ id }) => file === `${id}.json`);
  return record === undefined ? null : Buffer.from(JSON.stringify(record));
}

/** Half of the body, then the connection is gone. */
export const cutOff: DumpFault = ({ honest: { status, body, headers }, response }) => {
  response.writeHead(status, headers);
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => setImmediate(() => response.destroy()));
  return null;
};

/** Other bytes than those that the headers speak of. */
export const otherBytes: DumpFault = ({ honest }) => {
  const body = Buffer.from(honest.body);
  const middle = Math.floor(body.length / 2);
  body.writeUInt8(body.readUInt8(middle) ^ 0xff, middle);
  return { ...honest, body };
};

export const failWith =
  (status: number): DumpFault =>
  () => ({ status, body: Buffer.from('no'), headers: {} });

export async function startDumps(published: Record<string, Published>): Promise<DumpStandIn> {
  const requests: DumpRequest[] = [];
  const faults: Array<{ path: string; fault: DumpFault; from: number; to: number }> = [];

  const honestReply = ({ path, headers }: DumpRequest): DumpReply => {
    const body = contentOf(path, published);
    if (body === null) return { status: 404, body: Buffer.from('NoSuchKey'), headers: {} };
    const md5 = createHash('md5').update(body).digest('base64');
    const tag = `"${createHash('sha1').update(body).digest('hex')}"`;
    const said = { etag: tag, 'accept-ranges': 'bytes', 'x-goog-hash': `crc32c=AAAAAA==,md5=${md5}` };
    if (headers['if-none-match'] === tag) return { status: 304, body: Buffer.alloc(0), headers: { etag: tag } };
    const [, start] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
    const isFresh = headers['if-range'] === undefined || headers['if-range'] === tag;
    if (start === undefined || !isFresh)
      return { status: 200, body, headers: { ...said, 'content-length': String(body.length) } };
    const from = Number(start);
    if (from >= body.length)
      return { status: 416, body: Buffer.alloc(0), headers: { 'content-range': `bytes */${body.length}` } };
    const rest = body.subarray(from);
    const range = `bytes ${from}-${body.length - 1}/${body.length}`;
    return {
      status: 206,
      body: rest,
      headers: { ...said, 'content-range': range, 'content-length': String(rest.length) },
    };
  };

  const server = createServer((message, response) => {
    const path = decodeURIComponent(new URL(message.url ?? '/', 'http://stand-in').pathname.slice(1));
    const number = requests.filter((request) => request.path === path).length + 1;
    const request = { path, headers: message.headers, number };
    requests.push(request);
    const honest = honestReply(request);
    const fault = faults.find((one) => one.path === path && one.from <= number && number <= one.to)?.fault;
    const reply = fault === undefined ? honest : fault({ request, honest, response });
    if (reply === null) return;
    response.sendDate = false;
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    published,
    requests,
    fault: (path, fault, { from = 1, to = Infinity } = {}) => void faults.push({ path, fault, from, to }),
    close: () => {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}
