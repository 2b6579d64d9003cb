import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readRecord } from '../advisory/read-record.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { redactUrl } from '../credential/redact.ts';
import { AuditError } from '../errors.ts';
import {
  addressBelow,
  FileError,
  HttpError,
  openLine,
  parseBase,
  WriteError,
  type Http,
  type HttpDownload,
  type Io,
  type Line,
  type Storage,
} from '../io/index.ts';
import { linesOf, LongLine } from '../syntax/lines.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { checksumsIn, fileAgrees, summing } from './checksums.ts';

/** A server that has OSV's dumps: `<ecosystem>/all.zip`, `<ecosystem>/modified_id.csv`, `<ecosystem>/<id>.json`. */
export interface DumpServer {
  /** Its address without credentials, for people. */
  readonly shown: string;
  address(path: string): string;
  http: Http;
  line: Line;
  io: Io & { storage: Storage };
  /** Throws `DumpError` when an answer takes longer than any update may. */
  checkTime(): void;
}

const IDLE = 60_000;
/** In a row, without a byte between. */
const TRIES = 5;
const MOST_TRIES = 60;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;
const LONGEST_UPDATE = 6 * 3_600_000;
const MOST_DUMP = 16 * 1024 ** 3;
const MOST_RECORD = 16 * 1024 * 1024;

/** Opens a server of dumps. Throws `AuditError` for an address that cannot be one. */
export function dumpServer(address: string, io: Io & { storage: Storage }): DumpServer {
  const base = parseBase(address);
  const { http } = io;
  if (typeof base === 'string') {
    throw new AuditError('usage', `the dumps cannot be had: ${base}`, {
      hint: 'Give --mirror an http or https address.',
    });
  }
  if (http === null) throw new AuditError('usage', 'the dumps cannot be had without a network');
  const deadline = io.now().getTime() + LONGEST_UPDATE;
  return {
    shown: redactUrl(base.href),
    address: (path) => addressBelow(base, path.split('/').map(encodeURIComponent).join('/')),
    http,
    line: openLine(http, io, deadline),
    io,
    checkTime() {
      if (io.now().getTime() > deadline) throw new DumpError('an answer does not end');
    },
  };
}

/** The server cannot be used for this, and why in words. */
export class DumpError extends Error {
  override readonly name = 'DumpError';
  /** Whether the server says that it has no such thing. */
  readonly isAbsent: boolean;

  constructor(message: string, isAbsent = false) {
    super(message);
    this.isAbsent = isAbsent;
  }
}

const isWorthRetrying = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

/** Calls `attempt` until it is done; what it throws as `HttpError` is tried again, sooner given up when nothing comes at all. */
async function persist<T>({ io }: DumpServer, attempt: () => Promise<T>, progress: () => number): Promise<T> {
  let inVain = 0;
  for (let tries = 1; ; tries++) {
    const before = progress();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      inVain = progress() > before ? 1 : inVain + 1;
      if (inVain >= TRIES || tries >= MOST_TRIES) throw new DumpError(error.message);
    }
    await io.sleep(Math.round(io.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** inVain)));
  }
}

/** Lets go of an answer whose body is not wanted: as long as nobody reads it, it keeps its connection. */
async function discard({ body }: HttpDownload): Promise<void> {
  for await (const _ of body) break;
}

/** The answer to a GET when it is one of the wanted; throws `HttpError` for what may pass and `DumpError` for what will not. */
async function get(server: DumpServer, path: string, headers: Record<string, string>): Promise<HttpDownload> {
  const answer = await server.http.download({ url: server.address(path), headers, idleMs: IDLE });
  if (answer.status === 200 || answer.status === 206) return answer;
  await discard(answer);
  if (answer.status === 304 || answer.status === 416) return answer;
  if (isWorthRetrying(answer.status)) throw new HttpError(`HTTP ${answer.status}`);
  const isAbsent = answer.status === 404 || answer.status === 410;
  throw new DumpError(isAbsent ? `${server.shown} has no ${path}` : `${path}: HTTP ${answer.status}`, isAbsent);
}

/** What is known of a download that is not whole yet. */
const partialSchema = z.object({
  /** SHA-256 of the address, which may hold a key. */
  address: z.string(),
  /** What the server calls these bytes: they fit only others of the same name. */
  validator: z.string().min(1),
  md5: z.string().nullable(),
  crc32c: z.string().nullable(),
});
type Partial = z.infer<typeof partialSchema>;

const MINUTE = 60_000;

/** A strong tag, else a date that is old enough to be one, else `''`. Source: RFC 9110, 8.8.2.2 and 13.1.5. */
function validatorIn(headers: Readonly<Record<string, string>>): string {
  const { etag, date, 'last-modified': modified } = headers;
  if (etag !== undefined) return etag.startsWith('"') ? etag : '';
  const isOld = Date.parse(date ?? '') - Date.parse(modified ?? '') >= MINUTE;
  return isOld ? (modified ?? '') : '';
}

const fingerprintOf = (address: string): string => createHash('sha256').update(address).digest('hex');

function readPartial(path: string, address: string, { files }: Io): Partial | null {
  try {
    const parsed = partialSchema.safeParse(parseJson(files.readText(`${path}.json`, 10_000)));
    return parsed.success && parsed.data.address === address && files.kind(path) === 'file' ? parsed.data : null;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

function sizeOf(path: string, storage: Storage): number {
  const file = storage.open(path);
  file.close();
  return file.size;
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);

interface Download {
  bytes: number;
  /** Bytes that were there already: of a download that was cut, or all of them. */
  resumedAt: number;
}

/** Headers by which a server says whether it has anything newer. */
function conditionOf(validator: string): Record<string, string> {
  return validator.startsWith('"') ? { 'if-none-match': validator } : { 'if-modified-since': validator };
}

/** Whether a file of an earlier download is what the server still has. */
async function isCurrent(server: DumpServer, path: string, target: string): Promise<boolean> {
  const known = readPartial(target, fingerprintOf(server.address(path)), server.io);
  if (known === null) return false;
  const answer = await persist(
    server,
    () => get(server, path, conditionOf(known.validator)),
    () => 0,
  );
  await discard(answer);
  return answer.status === 304 && fileAgrees(target, known, server.io.storage);
}

/** Writes what comes behind what is there. Returns what is known of the file; throws `HttpError` when it is not whole yet. */
async function receive(
  server: DumpServer,
  path: string,
  part: string,
  told: { length: number; resumedAt: number },
): Promise<Partial> {
  const { io } = server;
  const address = fingerprintOf(server.address(path));
  const known = readPartial(part, address, io);
  const offset = known === null ? 0 : sizeOf(part, io.storage);
  const range = known === null || offset === 0 ? null : { range: `bytes=${offset}-`, 'if-range': known.validator };
  const answer = await get(server, path, range ?? {});
  const [, start] = /^bytes (\d+)-/.exec(answer.headers['content-range'] ?? '') ?? [];
  const isRest = known !== null && range !== null && answer.status === 206 && Number(start) === offset;
  if (answer.status !== 200 && !isRest) {
    // Nothing is left to be had, or of something else: from the beginning.
    forget(part, io);
    await discard(answer);
    throw new HttpError(`HTTP ${answer.status} for a part of it`);
  }
  const partial = isRest ? known : { address, validator: validatorIn(answer.headers), ...checksumsIn(answer.headers) };
  if (isRest) told.resumedAt = offset;
  else {
    // What is known of new bytes must never stand beside old ones.
    io.files.remove(part);
    io.files.writeAtomic(`${part}.json`, JSON.stringify(partial));
  }
  const whole = (isRest ? offset : 0) + Number(answer.headers['content-length'] ?? Number.NaN);
  const output = isRest ? io.storage.append(part, offset) : io.storage.create(part);
  told.length = output.length;
  try {
    for await (const piece of answer.body) {
      server.checkTime();
      output.write(piece);
      if (output.length > MOST_DUMP) throw new DumpError(`${path} is longer than ${MOST_DUMP} bytes`);
      if (Math.floor(output.length / 1e6) > Math.floor(told.length / 1e6)) {
        const of = Number.isNaN(whole) ? '' : ` of ${megabytes(whole)}`;
        io.progress(`downloading ${path}: ${megabytes(output.length)}${of} MB`);
      }
      told.length = output.length;
    }
  } finally {
    output.finish();
  }
  if (!Number.isNaN(whole) && told.length !== whole) throw new HttpError(`${told.length} bytes instead of ${whole}`);
  return partial;
}

function forget(path: string, { files }: Io): void {
  files.remove(path);
  files.remove(`${path}.json`);
}

/**
 * Downloads a file to `target` and holds it against what the server says of it. What a cut connection or a killed process left is
 * gone on with. Throws `DumpError`; the file is there and whole when it returns. What is known of it stands beside it.
 */
export async function downloadTo(server: DumpServer, path: string, target: string): Promise<Download> {
  const { io } = server;
  const part = `${target}.part`;
  const told = { length: 0, resumedAt: 0 };
  if (await isCurrent(server, path, target)) {
    const bytes = sizeOf(target, io.storage);
    return { bytes, resumedAt: bytes };
  }
  forget(target, io);
  let wrong = 0;
  const attempt = async (): Promise<void> => {
    const partial = await receive(server, path, part, told);
    if (fileAgrees(part, partial, io.storage)) return;
    forget(part, io);
    wrong += 1;
    if (wrong >= 3) throw new DumpError(`${path} does not add up to its checksum, three times over`);
    throw new HttpError('what came does not add up to its checksum');
  };
  try {
    await persist(server, attempt, () => told.length);
  } catch (error) {
    // What does not fit on the disk is not to fill it.
    if (error instanceof WriteError) forget(part, io);
    throw error;
  }
  io.storage.rename(`${part}.json`, `${target}.json`);
  io.storage.rename(part, target);
  return { bytes: told.length, resumedAt: told.resumedAt };
}

/** A text that is read line by line, as far as it is wanted. */
export interface Lines {
  /** Of the answer. */
  headers: Record<string, string>;
  isUnchanged: boolean;
}

const LONGEST_LINE = 10_000;

async function* summed(body: AsyncIterable<Uint8Array>, sum: ReturnType<typeof summing>): AsyncIterable<Uint8Array> {
  for await (const piece of body) {
    sum.add(piece);
    yield piece;
  }
}

/** An answer whose end is the end of the connection looks the same when it is cut. Source: RFC 9112, 6.3. */
const saysWhereItEnds = (headers: Readonly<Record<string, string>>): boolean =>
  ['content-length', 'transfer-encoding', 'content-encoding'].some((name) => headers[name] !== undefined);

/**
 * Reads a text of lines until `taker` says that it is enough or it ends; its `restart` is called before each try, since a cut answer is
 * asked for anew. With `tag` a server that has nothing newer says so. A text read to its end is held against its checksum.
 */
export async function readLines(
  server: DumpServer,
  path: string,
  tag: string | null,
  taker: { restart(): void; take(line: string): boolean },
): Promise<Lines> {
  let lines = 0;
  const attempt = async (): Promise<Lines> => {
    taker.restart();
    const answer = await get(server, path, tag === null ? {} : { 'if-none-match': tag });
    const { headers } = answer;
    if (answer.status === 304 && tag !== null) return { headers, isUnchanged: true };
    if (answer.status !== 200) {
      await discard(answer);
      throw new HttpError(`${path}: HTTP ${answer.status}, which was not asked for`);
    }
    const checksums = checksumsIn(headers);
    const sum = summing(checksums);
    try {
      for await (const line of linesOf(summed(answer.body, sum), LONGEST_LINE)) {
        lines += 1;
        server.checkTime();
        if (!taker.take(line)) return { headers, isUnchanged: false };
      }
    } catch (error) {
      throw error instanceof LongLine ? new DumpError(`${path}: ${error.message}`) : error;
    }
    if (!sum.agrees()) throw new HttpError(`${path} does not add up to its checksum`);
    const isSummed = checksums.md5 !== null || checksums.crc32c !== null;
    if (!isSummed && !saysWhereItEnds(headers)) {
      throw new DumpError(`${path} comes without its length: whether that is all cannot be told`);
    }
    return { headers, isUnchanged: false };
  };
  return persist(server, attempt, () => lines);
}

/** One record by its id with its text, or what kept it from being had. */
export type FetchedRecord = { record: OsvRecord; text: string } | 'absent' | 'failed';

export async function fetchRecord(server: DumpServer, ecosystem: string, id: string): Promise<FetchedRecord> {
  const question = { method: 'GET', url: server.address(`${ecosystem}/${id}.json`), maxBytes: MOST_RECORD } as const;
  const delivery = await server.line.send(question, (text) => {
    const record = readRecord(parseJson(text), server.io.now());
    return record?.id === id ? { record, text } : null;
  });
  if (delivery.kind === 'answered') return delivery.value;
  return delivery.kind === 'refused' && (delivery.status === 404 || delivery.status === 410) ? 'absent' : 'failed';
}
