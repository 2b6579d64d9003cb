import type { ExchangeAnswer } from '../io/index.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { quote, type Problem } from './problem.ts';

/** Statuses whose body, when it is a JSON-RPC error, is the server's answer to the request itself. */
const TELLS_IN_BODY = new Set([400, 404, 405, 406, 409, 415, 422]);

export const mayHoldAnswer = (status: number): boolean => (status >= 200 && status < 300) || TELLS_IN_BODY.has(status);

/** What a status other than a good one means; the words are the server's, when it has some in JSON. */
export function statusProblem({ status, headers }: ExchangeAnswer, body: string): Problem {
  if (status >= 300 && status < 400) {
    const target = headers['location'];
    const place = target === undefined ? 'elsewhere' : `to ${quote(withoutQuery(target))}`;
    return {
      kind: 'redirect',
      code: status,
      message: `It answered ${status} and points ${place}, which is not followed.`,
    };
  }
  const error = (parseJson(body) as { error?: { message?: unknown } | string } | null | undefined)?.error;
  const words = typeof error === 'object' ? error?.message : error;
  const said = typeof words === 'string' && words !== '' ? `: ${quote(words)}` : '';
  if (status === 401) return { kind: 'unauthorized', code: status, message: `It wants credentials (HTTP 401)${said}.` };
  if (status === 429)
    return { kind: 'rate-limited', code: status, message: `It wants to be asked later (HTTP 429)${said}.` };
  return { kind: 'status', code: status, message: `It answered with HTTP ${status}${said}.` };
}

/** An address without what may be secret in it. */
const withoutQuery = (address: string): string => address.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
