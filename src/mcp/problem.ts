export const PROBLEM_KINDS = [
  'not-started', // the program could not be started
  'exited', // the program ended before it answered
  'no-answer', // no answer in time
  'connection', // nothing answers at the address, or the connection broke
  'not-allowed', // an address that may not be asked
  'unauthorized', // it wants credentials
  'rate-limited', // it wants to be asked later
  'redirect', // it points elsewhere, which is not followed
  'status', // an HTTP status that says no
  'refused', // the server answered with an error
  'not-mcp', // what it answers is not the protocol
  'limit', // it sent more than is read
] as const;

/** Why something could not be had from a server. `message` is one sentence; words of the server in it are hostile text. */
export interface Problem {
  kind: (typeof PROBLEM_KINDS)[number];
  /** The HTTP status or JSON-RPC error code, where there is one. */
  code?: number;
  message: string;
}

const MAX_QUOTE = 300;

/** Words of a server for a message: on one line and short. */
export function quote(text: unknown): string {
  const line = (typeof text === 'string' ? text : (JSON.stringify(text) ?? ''))
    .slice(0, 10 * MAX_QUOTE)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE)}…` : line;
}
