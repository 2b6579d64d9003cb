import type { Transport } from '../model/server.ts';
import { text, type Fields } from './_fields.ts';

/** How the clients spell the transports, in lower case without separators. `remote` leaves open which one. */
const SPELLINGS: ReadonlyMap<string, Transport | 'remote'> = new Map([
  ['stdio', 'stdio'],
  ['local', 'stdio'],
  ['http', 'http'],
  ['streamablehttp', 'http'],
  ['streamable', 'http'],
  ['streaminghttp', 'http'],
  ['httpstream', 'http'],
  ['streamhttp', 'http'],
  ['command', 'stdio'],
  ['remote', 'remote'],
  // The word of the Messages API for its connector.
  ['url', 'remote'],
  ['sse', 'sse'],
  ['ws', 'websocket'],
  ['websocket', 'websocket'],
]);

const TYPE_KEYS = ['type', 'transport', 'transportType'];

/** The keys that hold a URL, and the transport they stand for. */
const URL_KEYS: ReadonlyArray<readonly [key: string, transport: Transport | null]> = [
  ['httpUrl', 'http'],
  ['httpURL', 'http'],
  ['url', null],
  ['serverUrl', null],
  ['uri', null],
];
export const URL_NAMES: readonly string[] = URL_KEYS.map(([key]) => key);

/** The URL of an entry with the transport that its key stands for; undefined when there is none, null when it is no text. */
export function readUrl(fields: Fields): { url: string; transport: Transport | null } | null | undefined {
  const [key, transport = null] = URL_KEYS.find(([name]) => fields.get(name)) ?? [];
  if (key === undefined) return undefined;
  const url = fields.read(key, text, 'text');
  return typeof url === 'string' ? { url, transport } : null;
}

export interface DeclaredType {
  key: string;
  /** The word in lower case, without separators; `''` when it is no text. */
  word: string;
  /** `unknown` when it is no known word. */
  transport: Transport | 'remote';
}

/** The declared transport and its key. Undefined when none is declared. */
export function readType(fields: Fields): DeclaredType | undefined {
  const key = TYPE_KEYS.find((name) => fields.get(name));
  if (key === undefined) return undefined;
  const word = fields.read(key, text, 'text');
  const plain = word?.toLowerCase().replace(/[-_ ]/g, '') ?? '';
  return { key, word: plain, transport: SPELLINGS.get(plain) ?? 'unknown' };
}

/** What a URL without a type means: SSE when its path ends in `/sse`. Source: design fact 1.3, rule 3. */
export function transportOf(url: string): Transport {
  const [path = ''] = url.split(/[?#]/, 1);
  return /\/sse\/?$/i.test(path) ? 'sse' : 'http';
}

/** The transport of an entry: as declared, but for a type that contradicts what the entry starts (a problem). */
export function settleTransport(
  fields: Fields,
  type: DeclaredType | undefined,
  implied: Transport | undefined,
): Transport {
  if (type?.transport === 'unknown' && type.word !== '') {
    fields.wrong(type.key, 'a transport that is known: stdio, http, sse or ws');
  }
  if (type === undefined) return implied ?? 'unknown';
  if (type.transport === 'unknown') return 'unknown';
  const declared =
    type.transport === 'remote' ? (implied === 'stdio' ? 'http' : (implied ?? 'unknown')) : type.transport;
  if (implied === undefined || (declared === 'stdio') === (implied === 'stdio')) return declared;
  fields.wrong(type.key, 'what the entry starts');
  return implied;
}
