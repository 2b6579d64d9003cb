import { parseJson } from '../syntax/plain-json.ts';

/** What came back, as far as it was read. */
export interface Answer {
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  text: string;
  /** Why the reading stopped before the end; null when it did not. */
  problem: string | null;
}

/** What an answer amounts to. */
export type Kind =
  | 'answered' // a 2xx with a JSON-RPC response: the request got through to the protocol
  | 'accepted' // another 2xx without a body to speak of, as HTTP+SSE answers a POST
  | 'unclear' // a 2xx that is no answer: a page, an endless stream, bytes that are packed
  | 'auth' // 401
  | 'refused' // 403 or 421
  | 'rejected' // any other 4xx
  | 'limited' // 429
  | 'redirect' // 3xx
  | 'broken' // 5xx, or a status that is none
  | 'silent' // no answer
  | 'unsent';

/** A JSON-RPC response. */
export interface Response {
  result?: Readonly<Record<string, unknown>>;
  error?: { code: number; message: string };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readResponse(value: unknown): Response | null {
  const message: unknown = Array.isArray(value) ? value[0] : value;
  if (!isRecord(message) || message['jsonrpc'] !== '2.0') return null;
  const { result, error } = message;
  if (isRecord(error)) {
    const { code, message: words } = error;
    return { error: { code: typeof code === 'number' ? code : 0, message: typeof words === 'string' ? words : '' } };
  }
  return isRecord(result) ? { result } : null;
}

/** A response that was too long to be read to its end: what it begins with tells what it is. */
const BEGINS_AS =
  /^\s*\{\s*(?:"(?:jsonrpc|id)"\s*:\s*(?:"[^"\\]{0,100}"|\d{1,20}|null)\s*,\s*){0,2}"(result|error)"\s*:/;

function readText(text: string, isWhole: boolean): Response | null {
  const value = parseJson(text);
  if (value !== undefined || isWhole) return readResponse(value);
  const begins = BEGINS_AS.exec(text)?.[1];
  if (begins === undefined) return null;
  return begins === 'result' ? { result: {} } : { error: { code: 0, message: '' } };
}

/** The data of each event in a stream of server-sent events; the last one may be cut. */
export function eventsOf(text: string): Array<{ type: string; data: string; isWhole: boolean }> {
  const blocks = text.split(/\r\n\r\n|\n\n|\r\r/);
  return blocks.map((block, at) => {
    const lines = block.split(/\r\n|\n|\r/);
    const of = (name: string): string[] =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
    return { type: of('event').at(-1) ?? 'message', data: of('data').join('\n'), isWhole: at < blocks.length - 1 };
  });
}

export const isEventStream = ({ headers }: Pick<Answer, 'headers'>): boolean =>
  /^text\/event-stream\b/i.test(headers['content-type'] ?? '');

/** The JSON-RPC response in an answer, whatever its status; null when there is none. */
export function responseOf(answer: Answer): Response | null {
  if (!isEventStream(answer)) return readText(answer.text, answer.problem === null);
  for (const { data, isWhole } of eventsOf(answer.text)) {
    const response = data === '' ? null : readText(data, isWhole);
    if (response !== null) return response;
  }
  return null;
}

/** Whether all that is wanted of a stream has come. */
export function hasResponse(headers: Answer['headers'], text: string): boolean {
  if (!isEventStream({ headers })) return false;
  return eventsOf(text).some(({ data, isWhole }) => isWhole && data !== '' && readText(data, true) !== null);
}

export function kindOf(answer: Answer): Kind {
  const { status, text } = answer;
  if (status === 401) return 'auth';
  if (status === 403 || status === 421) return 'refused';
  if (status === 429) return 'limited';
  if (status >= 400 && status < 500) return 'rejected';
  if (status >= 300 && status < 400) return 'redirect';
  if (status < 200 || status >= 500) return 'broken';
  if (responseOf(answer) !== null) return 'answered';
  return answer.problem === null && text.length < 100 && !isEventStream(answer) && !/^\s*</.test(text)
    ? 'accepted'
    : 'unclear';
}

/** Where an `endpoint` event of HTTP+SSE says that messages go; null when there is none. Source: 2024-11-05, "HTTP with SSE". */
export function endpointOf(answer: Answer): string | null {
  if (answer.status !== 200 || !isEventStream(answer)) return null;
  const event = eventsOf(answer.text).find(({ type, isWhole }) => isWhole && type === 'endpoint');
  return event === undefined || event.data === '' ? null : event.data;
}
