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

/** The declared transport and its key; `unknown` when it is no known word (a problem). Undefined when none is declared. */
export function readType(fields: Fields): { key: string; transport: Transport } | undefined {
  const key = ['type', 'transport', 'transportType'].find((name) => fields.get(name));
  if (key === undefined) return undefined;
  const type = fields.read(key, text, 'text');
  if (typeof type !== 'string') return { key, transport: 'unknown' };
  const transport = SPELLINGS.get(type.toLowerCase().replace(/[-_ ]/g, ''));
  if (!transport) fields.wrong(key, 'a transport that is known: stdio, http, sse or ws');
  return { key, transport: transport ?? 'unknown' };
}

/** What a URL without a type means: SSE when its path ends in `/sse`. Source: design fact 1.3, rule 3. */
export function transportOf(url: string): Transport {
  const [path = ''] = url.split(/[?#]/, 1);
  return /\/sse\/?$/i.test(path) ? 'sse' : 'http';
}
