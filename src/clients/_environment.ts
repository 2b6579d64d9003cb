import { z } from 'zod';
import { text, type Fields } from './_fields.ts';
import type { Entry } from './index.ts';

/** Maps of variables to values, of which only the names are read. */
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
const headerSchema = z.union([
  text.transform((line) => line.slice(0, Math.max(line.indexOf(':'), 0)).trim()),
  z.object({ name: text }).transform(({ name }) => name),
  z.object({ key: text }).transform(({ key }) => key),
]);

function isList(fields: Fields, key: string): boolean {
  return fields.get(key)?.value.kind === 'array';
}

/** The variables of an entry: values are not read, but for the few paths that say where packages live. */
export function readEnvironment(fields: Fields): Entry['env'] {
  const env = new Map<string, string | null>();
  const maps = [...MAPS, ...LISTS.filter((key) => !isList(fields, key))].flatMap((key) => fields.members(key));
  const inCommand = fields.below('command')?.members('env') ?? [];
  for (const { key, value } of [...maps, ...inCommand]) {
    const kept = KEPT_VARIABLE.test(key) && value.kind === 'string' && PLAIN_PATH.test(value.value);
    env.set(key, kept ? value.value : null);
  }
  for (const key of LISTS.filter((name) => isList(fields, name))) {
    for (const name of fields.read(key, namesSchema, 'a list of names') ?? []) env.set(name, null);
  }
  for (const key of [...BEARERS, API_KEY]) {
    const name = fields.read(key, text, 'a name');
    if (typeof name === 'string' && name !== '') env.set(name, null);
  }
  return [...env].map(([name, value]) => ({ name, value }));
}

/** Names of the headers that an entry sends: out of a map, or of a list of `Name: value` lines. */
export function readHeaders(fields: Fields): string[] {
  const headers = new Set<string>();
  for (const key of HEADERS) {
    const found = isList(fields, key)
      ? (fields.read(key, z.array(headerSchema), 'a list of headers') ?? [])
      : fields.members(key).map((member) => member.key);
    for (const name of found) if (name !== '') headers.add(name);
  }
  if (BEARERS.some((key) => fields.get(key))) headers.add('Authorization');
  if (fields.get(API_KEY)) headers.add(fields.read('api_key_header', text, 'a name') ?? 'Authorization');
  return [...headers];
}
