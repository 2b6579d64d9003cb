import type { Transport } from '../model/server.ts';
import { text, type Fields } from './_fields.ts';

/** How the clients spell the transports, in lower case without separators. */
const SPELLINGS: ReadonlyMap<string, Transport> = new Map([
  ['stdio', 'stdio'],
  ['local', 'stdio'],
  ['http', 'http'],
  ['remote', 'http'],
  ['streamablehttp', 'http'],
  ['sse', 'sse'],
  ['ws', 'websocket'],
  ['websocket', 'websocket'],
]);

/** The declared transport; undefined when none is declared, `unknown` when it is no known word (a problem). */
export function readType(fields: Fields): Transport | undefined {
  const key = ['type', 'transport', 'transportType'].find((name) => fields.get(name));
  if (key === undefined) return undefined;
  const type = fields.read(key, text, 'text');
  if (typeof type !== 'string') return 'unknown';
  const transport = SPELLINGS.get(type.toLowerCase().replace(/[-_ ]/g, ''));
  if (!transport) fields.wrong(key, 'a transport that is known: stdio, http, sse or ws');
  return transport ?? 'unknown';
}

/** What a URL without a type means: SSE when its path ends in `/sse`. Source: design fact 1.3, rule 3. */
export function transportOf(url: string): Transport {
  const [path = ''] = url.split(/[?#]/, 1);
  return /\/sse\/?$/i.test(path) ? 'sse' : 'http';
}

/** The transport of an entry that starts something else than its declared type says is what it starts. */
export function settle(declared: Transport | undefined, implied: Transport): { transport: Transport; agree: boolean } {
  if (declared === undefined || implied === 'unknown') return { transport: implied, agree: true };
  const agree = declared === 'unknown' || (declared === 'stdio') === (implied === 'stdio');
  return { transport: agree ? declared : implied, agree };
}
