import { HttpError, type Http, type HttpRequest, type HttpResponse } from './http.ts';
import type { Io } from './index.ts';

/** What became of a request. */
export type Delivery<T> =
  | { kind: 'answered'; value: T; response: HttpResponse }
  /** The service understood and says no: asking again would not help. */
  | { kind: 'refused'; status: number; text: string }
  /** No usable answer, and why not in words. */
  | { kind: 'failed'; reason: string };

/** Sends requests to one service until it answers, says no, or is given up. Never rejects. */
export interface Line {
  /** `read` turns the text of a good answer into what was asked for, or null when it is no answer to it. */
  send<T>(request: Question, read: Reader<T>): Promise<Delivery<T>>;
}

export interface LineOptions {
  /** Whether an answer that is worth another try is a no all the same when it comes every time. */
  isRefusal?(text: string): boolean;
}

type Question = Omit<HttpRequest, 'timeoutMs'>;
type Reader<T> = (text: string) => T | null;

interface Try<T> {
  delivery: Delivery<T>;
  response: HttpResponse | null;
}

const TRIES = 5;
/** Proxies before a service give up after 60 s (OSV's does): less would cut off answers that come. */
const TIMEOUT = 60_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;
const LONGEST_WAIT_ASKED_FOR = 30_000;

const isWorthRetrying = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

/** Milliseconds of a `Retry-After`, which is a number of seconds or a date (RFC 9110, 10.2.3); 0 when it says nothing. */
function waitAskedFor(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return wait > 0 ? Math.min(wait, LONGEST_WAIT_ASKED_FOR) : 0;
}

/**
 * Retries what may pass (network, 408, 425, 429, 5xx, unusable answers) five times with full jitter, until `deadline`
 * (milliseconds since the epoch). A request that is given up while no other got through ends the line: everything after
 * it fails at once, since a service that is down stays down for hundreds of requests.
 */
export function openLine(http: Http, io: Io, deadline: number, { isRefusal }: LineOptions = {}): Line {
  let answers = 0;
  let broken: string | null = null;
  const timeLeft = (): number => deadline - io.now().getTime();
  const isOpen = (): boolean => broken === null && timeLeft() > 0;

  async function tryOnce<T>(request: Question, read: Reader<T>): Promise<Try<T>> {
    let response: HttpResponse;
    try {
      response = await http.request({ ...request, timeoutMs: Math.min(TIMEOUT, timeLeft()) });
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { delivery: { kind: 'failed', reason: error.message }, response: null };
    }
    const { status, text } = response;
    if (isWorthRetrying(status)) return { delivery: { kind: 'failed', reason: `HTTP ${status}` }, response };
    if (status < 200 || status > 299) return { delivery: { kind: 'refused', status, text }, response };
    const value = read(text);
    const delivery: Delivery<T> =
      value === null
        ? { kind: 'failed', reason: 'an answer that does not fit the question' }
        : { kind: 'answered', value, response };
    return { delivery, response };
  }

  return {
    async send<T>(request: Question, read: Reader<T>): Promise<Delivery<T>> {
      const answersBefore = answers;
      let last: Try<T> = {
        delivery: { kind: 'failed', reason: 'no time was left to ask' },
        response: null,
      };
      for (let attempt = 0; attempt < TRIES && isOpen(); attempt++) {
        last = await tryOnce(request, read);
        if (last.delivery.kind !== 'failed' || attempt === TRIES - 1) break;
        const jitter = io.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
        const wait = Math.max(jitter, waitAskedFor(last.response?.headers['retry-after'], io.now()));
        await io.sleep(Math.round(Math.min(wait, Math.max(0, timeLeft()))));
      }
      const { delivery, response } = last;
      if (delivery.kind !== 'failed') {
        answers++;
        return delivery;
      }
      if (broken !== null) return { kind: 'failed', reason: broken };
      if (response !== null && isRefusal?.(response.text) === true) {
        answers++;
        return { kind: 'refused', status: response.status, text: response.text };
      }
      if (answers === answersBefore) broken = delivery.reason;
      return delivery;
    },
  };
}
