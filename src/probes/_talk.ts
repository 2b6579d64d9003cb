import { HttpError, type Accepts, type Exchange, type ExchangeAnswer } from '../io/index.ts';
import { hasResponse, kindOf, type Answer, type Kind } from './_said.ts';
import type { Message } from './_message.ts';

/** A request as it went out. */
export interface Sent {
  purpose: string;
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
}

/** A request, and what came of it. */
export interface Said {
  sent: Sent;
  kind: Kind;
  answer: Answer | null;
  /** Why there is no answer; null when there is one. */
  problem: string | null;
}

/** What is asked for beside a message: by itself a POST to the place where messages go. */
export interface Asked {
  method?: string;
  path?: string;
  message: Omit<Message, 'body'> & Partial<Message>;
  /** Of the answer so far: nothing more of it is needed. */
  isEnough?(headers: Answer['headers'], text: string): boolean;
  /** Leaves the connection open, for a stream that has to stand while others are asked. */
  holds?: boolean;
}

/** Why nothing more is sent, and after which request. */
export interface Stop {
  why: 'limited' | 'gone' | 'changed' | 'no-time';
  after: Sent;
}

export const MAX_REQUESTS = 16;
const MAX_BYTES = 256 * 1024;
/** How often a body is looked through while it comes: a server that sends it byte by byte is not worth more. */
const MAX_LOOKS = 200;
/** Gateways that start a child process for each session took more than 0.7 s. */
export const REQUEST_MS = 6_000;
export const TOTAL_MS = 60_000;
const CONNECT_MS = 1_000;
/** In which a server notices that a stream was let go of. */
const LEAVING_MS = 100;

export interface TalkIo {
  exchange: Exchange;
  accepts: Accepts;
  now(): Date;
}

/** Where the server is: an IP address of this machine to connect to, whatever `Host` says. */
export interface Place {
  url: URL;
  /** The URL's path and query. */
  path: string;
}

export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);

export const addressOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

export interface TalkLimits {
  requestMs: number;
  totalMs: number;
}

function describe(error: unknown): string {
  if (!(error instanceof HttpError)) return 'no answer';
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (code.startsWith('HPE_')) return 'what came back is no HTTP';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'the connection was closed without an answer' : error.message;
}

/** Reads a body up to a bound in bytes, and no further than is enough; its time is that of the exchange. */
async function readAnswer(
  { status, headers, body }: ExchangeAnswer,
  isEnough: NonNullable<Asked['isEnough']>,
  holds: boolean,
): Promise<Answer> {
  const decoder = new TextDecoder();
  const pieces = body[Symbol.asyncIterator]();
  let text = '';
  let length = 0;
  let looks = 0;
  try {
    for (;;) {
      const { done = false, value } = await pieces.next();
      if (done) return { status, headers, text, problem: holds ? 'its body ended' : null };
      const piece = value as Uint8Array;
      text += decoder.decode(piece.subarray(0, MAX_BYTES - length), { stream: true });
      length += piece.length;
      const isLine = piece.includes(0x0a) || piece.includes(0x0d);
      if (isLine && looks++ < MAX_LOOKS && isEnough(headers, text)) return { status, headers, text, problem: null };
      if (length >= MAX_BYTES) return { status, headers, text, problem: `its body is longer than ${MAX_BYTES} bytes` };
    }
  } catch (error) {
    return { status, headers, text, problem: error instanceof HttpError ? error.message : 'its body was cut off' };
  }
}

/**
 * One conversation with one server: at most 16 requests, one after the other, each on a connection of its own. After each it
 * is made sure that the server still lives; at its first sign of harm, or a 429, nothing more is said but goodbye.
 */
export class Talk {
  readonly log: Said[] = [];
  stop: Stop | null = null;
  /** Goodbyes that were not taken. */
  readonly unended: Said[] = [];
  readonly #io: TalkIo;
  readonly #place: Place;
  readonly #limits: TalkLimits;
  readonly #end: number;
  readonly #held: Array<{ sent: Sent; close(): void }> = [];
  /** Goodbyes that are still to be said: each needs a request. */
  readonly #open: Asked[] = [];
  /** What a healthy server answers to. */
  #baseline: { asked: Asked; status: number } | null = null;

  constructor(io: TalkIo, place: Place, limits: TalkLimits) {
    this.#io = io;
    this.#place = place;
    this.#limits = limits;
    this.#end = io.now().getTime() + limits.totalMs;
  }

  /** A request whose answer shows from now on that the server is well. */
  holdAgainst(asked: Asked, said: Said): void {
    this.#baseline = said.answer === null ? null : { asked, status: said.answer.status };
  }

  /** A session that was opened, and the request that ends it. */
  owe(goodbye: Asked): void {
    this.#open.push(goodbye);
  }

  /** Whether another request may be sent, one that opens a session counting twice. */
  hasRoom(opensSession = false): boolean {
    return this.stop === null && this.log.length + this.#open.length + (opensSession ? 2 : 1) <= MAX_REQUESTS;
  }

  /** Puts a question. Never rejects: what was not sent, and why, is in the answer. */
  async ask(purpose: string, asked: Asked, opensSession = false): Promise<Said> {
    const sent = this.#written(purpose, asked);
    if (this.stop !== null) return { sent, kind: 'unsent', answer: null, problem: this.stopWords() };
    if (!this.hasRoom(opensSession)) {
      return { sent, kind: 'unsent', answer: null, problem: `the ${MAX_REQUESTS} requests were used up` };
    }
    const said = await this.#exchange(sent, asked);
    this.log.push(said);
    await this.#look(said);
    return said;
  }

  /** Ends the last session that was opened. */
  async bidFarewell(): Promise<void> {
    const goodbye = this.#open.pop();
    if (goodbye === undefined || this.stop?.why === 'gone') return;
    const said = await this.#exchange(this.#written('end the session', goodbye), goodbye);
    this.log.push(said);
    // 404: it is over already.
    if (said.answer === null || (said.answer.status >= 300 && said.answer.status !== 404)) this.unended.push(said);
    if (this.stop === null) await this.#look(said);
  }

  /** Asks once more what was asked first, when there is room, and lets go of everything; that, too, has killed servers. */
  async close(): Promise<void> {
    const last = this.log.at(-1)?.sent;
    if (this.#baseline !== null && last !== undefined && this.hasRoom()) await this.#isAsBefore(this.#baseline, last);
    while (this.#open.length > 0) await this.bidFarewell();
    for (const { close } of this.#held) close();
    const [stream] = this.#held;
    if (stream === undefined || this.stop !== null) return;
    await new Promise((resolve) => setTimeout(resolve, LEAVING_MS));
    if (!(await this.#isThere()))
      this.stop = { why: 'gone', after: { ...stream.sent, purpose: 'let go of the event stream' } };
  }

  #written(purpose: string, { method = 'POST', path = this.#place.path, message }: Asked): Sent {
    const headers = Object.entries(message.headers).filter((entry): entry is [string, string] => entry[1] !== null);
    return { purpose, method, path, headers: Object.fromEntries(headers) };
  }

  /** What stopped it, and after which request; `''` when nothing did. */
  stopWords(): string {
    if (this.stop === null) return '';
    const { why, after } = this.stop;
    const what: Record<Stop['why'], string> = {
      limited: 'it wanted to be asked later (HTTP 429)',
      gone: 'it was gone',
      changed: 'it was no longer well',
      'no-time': 'the time was used up',
    };
    return `${what[why]} after the request “${after.purpose}”`;
  }

  async #exchange(sent: Sent, { message: { body }, isEnough = hasResponse, holds = false }: Asked): Promise<Said> {
    const controller = new AbortController();
    const room = Math.max(1, Math.min(this.#limits.requestMs, this.#end - this.#now()));
    const timer = setTimeout(() => controller.abort(), room);
    const url = new URL(this.#place.url);
    const query = sent.path.indexOf('?');
    url.pathname = query === -1 ? sent.path : sent.path.slice(0, query);
    url.search = query === -1 ? '' : sent.path.slice(query);
    const { method, headers } = sent;
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      const begun = await this.#io.exchange({
        method,
        url,
        headers,
        ...text,
        signal: controller.signal,
        trustsAll: true,
      });
      const answer = await readAnswer(begun, isEnough, holds);
      if (holds && answer.problem === null) this.#held.push({ sent, close: begun.close });
      else begun.close();
      return { sent, kind: kindOf(answer), answer, problem: null };
    } catch (error) {
      return { sent, kind: 'silent', answer: null, problem: describe(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  #now(): number {
    return this.#io.now().getTime();
  }

  /** What an answer says of the server's health. */
  async #look({ sent, kind }: Said): Promise<void> {
    if (kind === 'limited') return void (this.stop = { why: 'limited', after: sent });
    if (!(await this.#isThere())) return void (this.stop = { why: 'gone', after: sent });
    if (this.#now() >= this.#end) return void (this.stop = { why: 'no-time', after: sent });
    const isAmiss = kind === 'broken' || kind === 'silent';
    if (isAmiss && this.#baseline !== null && this.hasRoom()) await this.#isAsBefore(this.#baseline, sent);
  }

  #isThere(): Promise<boolean> {
    const { url } = this.#place;
    return this.#io.accepts(addressOf(url), portOf(url), CONNECT_MS);
  }

  /**
   * Repeats the first question: no answer, or none where there was one, says that a request did harm. One refusal in the
   * place of another does not: servers refuse otherwise once they have a session.
   */
  async #isAsBefore({ asked, status }: { asked: Asked; status: number }, after: Sent): Promise<void> {
    const said = await this.#exchange(this.#written('see whether it is still well', asked), asked);
    this.log.push(said);
    const isWell = said.answer !== null && said.kind !== 'broken' && said.kind !== 'limited';
    if (isWell && (status >= 400 || said.kind === 'answered')) return;
    this.stop = { why: said.kind === 'limited' ? 'limited' : 'changed', after };
  }
}
