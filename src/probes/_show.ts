import { redactUrl, REDACTED } from '../credential/redact.ts';
import type { ShownExchange } from '../model/observation.ts';
import type { Said } from './_talk.ts';

/** How much of an answer is kept: enough to see what it is. */
const EVIDENCE = { headers: 24, value: 200, body: 400 };
/** All that was read of it. */
export const LOG = { headers: 100, value: 2_000, body: 64 * 1024 };

/** Headers whose value opens something. */
const SECRET = /^(?:authorization|proxy-authorization|cookie|set-cookie|mcp-session-id|x-api-key)$/;

/** Ids that nobody gave out are no secret, and what an answer is held against. */
const NO_SECRET = /^(?:00000000-0000-4000-8000-000000000000|chosen-.*)$/;

const clip = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

function headerLines(headers: Readonly<Record<string, string>>, bounds: typeof EVIDENCE): string[] {
  return Object.entries(headers)
    .slice(0, bounds.headers)
    .map(([name, value]) => {
      if (SECRET.test(name) && !NO_SECRET.test(value)) return `${clip(name, 100)}: ${REDACTED}`;
      return `${clip(name, 100)}: ${clip(name === 'location' ? redactUrl(value) : value, bounds.value)}`;
    });
}

/** Session ids in a stream's endpoint, too, which is still open when it is read. */
const withoutIds = (text: string): string => text.replace(/(session_?id=)[^&\s"]{1,1000}/gi, `$1${REDACTED}`);

export function shown({ sent, answer, problem }: Said, bounds: typeof EVIDENCE = EVIDENCE): ShownExchange {
  const line = `${sent.method} ${clip(redactUrl(sent.path), bounds.value)} HTTP/1.1`;
  return {
    purpose: sent.purpose,
    request: { line, headers: headerLines(sent.headers, bounds) },
    answer:
      answer === null
        ? null
        : {
            status: answer.status,
            headers: headerLines(answer.headers, bounds),
            body: clip(withoutIds(answer.text.slice(0, bounds.body + 1)), bounds.body),
          },
    problem: problem ?? answer?.problem ?? null,
  };
}
