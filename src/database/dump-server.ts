import { redactUrl } from '../credential/redact.ts';
import { AuditError } from '../errors.ts';
import {
  addressBelow,
  HttpError,
  openLine,
  parseBase,
  type Http,
  type HttpDownload,
  type Io,
  type Line,
  type Storage,
} from '../io/index.ts';

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
export async function persist<T>({ io }: DumpServer, attempt: () => Promise<T>, progress: () => number): Promise<T> {
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
export async function discard({ body }: HttpDownload): Promise<void> {
  for await (const _ of body) break;
}

/** The answer to a GET when it is one of the wanted; throws `HttpError` for what may pass and `DumpError` for what will not. */
export async function get(server: DumpServer, path: string, headers: Record<string, string>): Promise<HttpDownload> {
  const answer = await server.http.download({ url: server.address(path), headers, idleMs: IDLE });
  if (answer.status === 200 || answer.status === 206) return answer;
  await discard(answer);
  if (answer.status === 304 || answer.status === 416) return answer;
  if (isWorthRetrying(answer.status)) throw new HttpError(`HTTP ${answer.status}`);
  const isAbsent = answer.status === 404 || answer.status === 410;
  throw new DumpError(isAbsent ? `${server.shown} has no ${path}` : `${path}: HTTP ${answer.status}`, isAbsent);
}
