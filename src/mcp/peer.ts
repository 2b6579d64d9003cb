import type { Channel, Outgoing, Receiver } from './channel.ts';
import type { Limits } from './limits.ts';
import { plural, type Notes } from './notes.ts';
import { quote, type Problem } from './problem.ts';
import { readMessage } from './read-message.ts';

/** What came of a request. */
export type Reply =
  | { kind: 'result'; value: unknown; raw: string }
  | { kind: 'error'; code: number | null; message: string; data: unknown }
  | { kind: 'failed'; problem: Problem };

/** One end of a JSON-RPC conversation. */
export interface Peer {
  /** One at a time. Never rejects. */
  request(method: string, params: Record<string, unknown>, timeoutMs: number): Promise<Reply>;
  notify(method: string): Promise<void>;
  agree(version: string): void;
  /** Answers to the server's requests stop: from 2026-07-28 on a client writes none (stdio, "Sending Messages"). */
  answerNothing(): void;
  close(): Promise<void>;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

const METHOD_NOT_FOUND = -32601;
/** The code that the specification's example for a person's refusal has (client/sampling, "Error Handling"). */
const REFUSED = -1;
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['sampling/createMessage', 'sampling'],
  ['elicitation/create', 'elicitation'],
]);

/** How a request of the server is answered. Nobody is asked and nothing is told: it has no roots, and gets nothing else. */
function answer(method: string): Pick<Outgoing, 'result' | 'error'> {
  if (method === 'ping') return { result: {} };
  if (method === 'roots/list') return { result: { roots: [] } };
  return REFUSALS.has(method)
    ? { error: { code: REFUSED, message: 'User rejected the request' } }
    : { error: { code: METHOD_NOT_FOUND, message: 'Method not found' } };
}

const NO_ANSWER: Problem = { kind: 'no-answer', message: 'It gave no answer.' };

/**
 * Opens a conversation over a channel. What a server does is answered, counted or noted and never thrown; when it sends more
 * than `limits` allow, or time is up, the conversation ends and every request fails with the reason.
 */
export function openPeer(open: (receiver: Receiver) => Channel, limits: Limits, notes: Notes): Peer {
  let lastId = 0;
  let waiting: { id: number; settle(reply: Reply): void } | null = null;
  let end: Problem | null = null;
  let bytes = 0;
  let messages = 0;
  let answered = 0;
  let isAnswering = true;
  const ending = new AbortController();

  const finish = (problem: Problem): void => {
    end ??= problem;
    waiting?.settle({ kind: 'failed', problem: end });
    ending.abort();
  };
  const clock = setTimeout(
    () => finish({ kind: 'no-answer', message: `It was not done after ${limits.totalMs / 1000} s.` }),
    limits.totalMs,
  );

  function answerRequest(id: string | number, method: string): void {
    const refused = REFUSALS.get(method);
    if (method !== 'ping') {
      const doing = refused === undefined ? 'sent the request' : 'asked for';
      const what = refused ?? quote(method.slice(0, 100));
      const how = refused === undefined ? '' : ', which was refused';
      notes.count(`request ${what}`, (times) => `It ${doing} ${what}${times > 1 ? ` ${times} times` : ''}${how}.`);
    }
    answered += 1;
    if (!isAnswering) return;
    if (answered > limits.requests) {
      notes.add(`It sent more than ${limits.requests} requests; the others were not answered.`);
      return;
    }
    void channel.send({ jsonrpc: '2.0', id, ...answer(method) }, ending.signal);
  }

  function settle(message: Fields, raw: string): boolean {
    const { id, result } = message;
    const error = message['error'] ?? undefined;
    // An error without an id is about what could not be read, which is the one request that waits.
    const isAboutRequest = waiting !== null && (id === waiting.id || (id === null && error !== undefined));
    if (waiting === null || !isAboutRequest) return false;
    const { settle: tell } = waiting;
    waiting = null;
    if (error === undefined) tell({ kind: 'result', value: result, raw });
    else {
      const { code, message: words, data } = isObject(error) ? error : {};
      const said = typeof words === 'string' ? words : error;
      tell({ kind: 'error', code: typeof code === 'number' ? code : null, message: quote(said), data });
    }
    return true;
  }

  function take(message: unknown, raw: string): void {
    messages += 1;
    if (messages > limits.messages) {
      return finish({ kind: 'limit', message: `It sent more than ${limits.messages} messages.` });
    }
    if (!isObject(message)) return countNoise();
    const { id, method } = message;
    if (typeof method === 'string') {
      if (isId(id)) answerRequest(id, method);
      else if (method.endsWith('list_changed')) notes.add('It announced that its lists changed while they were read.');
      return;
    }
    if (message['result'] === undefined && (message['error'] ?? undefined) === undefined) return countNoise();
    if (!settle(message, raw)) {
      notes.count(
        'unasked',
        (times) => `It sent ${plural(times, 'answer')} to nothing that was asked, or a second time.`,
      );
    }
  }

  const countNoise = (): void =>
    notes.count('noise', (times) => `It wrote ${plural(times, 'line')} that ${times === 1 ? 'is' : 'are'} no message.`);

  const receiver: Receiver = {
    bytes(count) {
      bytes += count;
      if (bytes <= limits.totalBytes) return end === null;
      finish({ kind: 'limit', message: `It sent more than ${limits.totalBytes} bytes.` });
      return false;
    },
    text(text) {
      if (end !== null || text.trim() === '') return;
      const value = readMessage(text, notes);
      // A batch, which 2025-03-26 allowed.
      if (Array.isArray(value)) for (const one of value) take(one, text);
      else if (value === undefined) countNoise();
      else take(value, text);
    },
    tooLong: () =>
      notes.count(
        'long',
        (times) => `${plural(times, 'message')} of more than ${limits.messageBytes} bytes left unread.`,
      ),
    closed: finish,
  };
  const channel = open(receiver);

  return {
    async request(method, params, timeoutMs) {
      if (end !== null) return { kind: 'failed', problem: end };
      const id = (lastId += 1);
      const giveUp = new AbortController();
      const signal = AbortSignal.any([giveUp.signal, ending.signal]);
      const late: Problem = { kind: 'no-answer', message: `It did not answer ${method} within ${timeoutMs / 1000} s.` };
      let timer: NodeJS.Timeout | undefined;
      const reply = await new Promise<Reply>((resolve) => {
        const fail = (problem: Problem): void => resolve({ kind: 'failed', problem });
        waiting = { id, settle: resolve };
        timer = setTimeout(() => fail(late), timeoutMs);
        void channel.send({ jsonrpc: '2.0', id, method, params }, signal).then((problem) => {
          if (problem !== null) fail(problem);
          else if (channel.isExchange) fail(NO_ANSWER);
        });
      });
      waiting = null;
      clearTimeout(timer);
      giveUp.abort();
      return reply;
    },
    async notify(method) {
      if (end === null)
        await channel.send(
          { jsonrpc: '2.0', method },
          AbortSignal.any([ending.signal, AbortSignal.timeout(limits.requestMs)]),
        );
    },
    agree: channel.agree,
    answerNothing: () => {
      isAnswering = false;
    },
    async close() {
      clearTimeout(clock);
      end ??= { kind: 'no-answer', message: 'The session is closed.' };
      await channel.close();
      ending.abort();
    },
  };
}
