import { z } from 'zod';
import { seal, type Sealed } from '../credential/sealed.ts';
import type { Node, Position } from '../syntax/index.ts';
import { MAX_TEXT, text, type Fields } from './_fields.ts';
import type { Entry } from './index.ts';

/** Maps of variables to values. */
const MAPS = ['env', 'envs', 'environment'];
/** Lists of names that are passed on from the client's own environment or its key store. */
const LISTS = ['env_vars', 'env_keys', 'envVars'];
/** Keys that name the variable with a token, which is sent in the header `Authorization`. */
const BEARERS = ['bearer_token_env_var', 'bearer_token_env', 'bearerTokenEnvVar', 'bearerTokenEnv'];
const API_KEY = 'api_key_env';
const HEADERS = ['headers', 'http_headers', 'httpHeaders', 'env_http_headers', 'envHttpHeaders'];

/** The only variables whose values are kept: they say where packages live. npm takes its own in any letter case. */
const KEPT_VARIABLE = new RegExp(
  [
    '^npm_config_(?:cache|prefix|userconfig)$',
    '^(?:UV_(?:CACHE_DIR|TOOL_DIR|PROJECT_ENVIRONMENT)|PIPX_HOME|VIRTUAL_ENV|XDG_(?:CACHE|DATA)_HOME)$',
    '^(?:GOBIN|GOPATH|BUN_INSTALL_CACHE_DIR|PNPM_HOME)$',
  ].join('|'),
  'i',
);
const PLAIN_PATH = /^(?:~|\.{1,2}|[A-Za-z]:|\$\{?HOME\}?|%[A-Z]{1,20}%)?[\\/](?![\\/])[^\u0000-\u001f]{0,1000}$/;

const namesSchema = z.array(z.union([text, z.object({ name: text }).transform(({ name }) => name)]));
const lineSchema = text.transform((line) => {
  const colon = Math.max(line.indexOf(':'), 0);
  return { name: line.slice(0, colon).trim(), sealed: seal(line.slice(colon + 1).trim()) };
});
const headerSchema = z.union([
  lineSchema,
  z.object({ name: text, value: text.optional() }).transform(({ name, value }) => sealedUnder(name, value)),
  z.object({ key: text, value: text.optional() }).transform(({ key, value }) => sealedUnder(key, value)),
]);

/** Headers whose map holds names of variables and not values. */
const NAMED_HEADERS: ReadonlySet<string> = new Set(['env_http_headers', 'envHttpHeaders']);

interface Header {
  name: string;
  sealed?: Sealed;
  at?: Position;
}

function sealedUnder(name: string, value: string | undefined): Header {
  return value === undefined ? { name } : { name, sealed: seal(value) };
}

/** The value of a variable as a program would get it; undefined where it is no plain one. */
function scalarOf(node: Node): string | undefined {
  if (node.kind === 'string') return node.value.length > MAX_TEXT ? undefined : node.value;
  return node.kind === 'number' || node.kind === 'boolean' ? String(node.value) : undefined;
}

function isList(fields: Fields, key: string): boolean {
  return fields.get(key)?.value.kind === 'array';
}

/** The variables of an entry: their values are sealed, but for the few paths that say where packages live. */
export function readEnvironment(fields: Fields): Entry['env'] {
  const env = new Map<string, Entry['env'][number]>();
  const addName = (name: string): void => void env.set(name, { name, value: null });
  const maps = [...MAPS, ...LISTS.filter((key) => !isList(fields, key))].flatMap((key) => fields.members(key));
  const inCommand = fields.below('command')?.members('env') ?? [];
  for (const { key, value, at } of [...maps, ...inCommand]) {
    const kept = KEPT_VARIABLE.test(key) && value.kind === 'string' && PLAIN_PATH.test(value.value);
    const plain = scalarOf(value);
    const sealed = plain === undefined ? {} : { sealed: seal(plain) };
    env.set(key, { name: key, value: kept ? value.value : null, ...sealed, at });
  }
  for (const key of LISTS.filter((name) => isList(fields, name))) {
    for (const name of fields.read(key, namesSchema, 'a list of names') ?? []) addName(name);
  }
  for (const key of [...BEARERS, API_KEY]) {
    const name = fields.read(key, text, 'a name');
    if (typeof name === 'string' && name !== '') addName(name);
  }
  return [...env.values()];
}

function headersUnder(fields: Fields, key: string): Header[] {
  if (isList(fields, key)) return fields.read(key, z.array(headerSchema), 'a list of headers') ?? [];
  return fields.members(key).map(({ key: name, value, at }) => {
    return { ...sealedUnder(name, NAMED_HEADERS.has(key) ? undefined : scalarOf(value)), at };
  });
}

/** The headers that an entry sends, their values sealed: out of a map, or of a list of `Name: value` lines. */
export function readHeaders(fields: Fields): Pick<Entry, 'headers' | 'sealedHeaders'> {
  const headers = new Map<string, Header>();
  for (const header of HEADERS.flatMap((key) => headersUnder(fields, key))) {
    if (header.name !== '') headers.set(header.name, header);
  }
  const addName = (name: string): void => void headers.set(name, { name });
  if (BEARERS.some((key) => fields.get(key))) addName('Authorization');
  if (fields.get(API_KEY)) addName(fields.read('api_key_header', text, 'a name') ?? 'Authorization');
  return {
    headers: [...headers.keys()],
    sealedHeaders: [...headers.values()].flatMap(({ name, sealed }) =>
      sealed === undefined ? [] : [{ name, sealed }],
    ),
  };
}
