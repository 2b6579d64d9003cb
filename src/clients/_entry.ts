import { z } from 'zod';
import type { Transport } from '../model/server.ts';
import type { Member } from '../syntax/index.ts';
import { Fields, text, words, type EntryProblem } from './_fields.ts';
import { readType, transportOf } from './_transport.ts';
import type { Entry, Reading } from './index.ts';

/** What differs between the clients' entries. */
export interface Dialect {
  /** What a bare `url` means; without it the path decides. */
  url?: Transport;
  /** True when a URL wins over a command in the same entry. */
  urlFirst?: true;
  /** True when an entry without command and URL may be one that an extension of the client starts. */
  extensions?: true;
}

/** One member of a server map as read: an entry, a switch for an entry of another file, or neither. */
export interface ReadEntry {
  entry?: Entry;
  toggle?: NonNullable<Reading['toggles']>[number];
  problems: EntryProblem[];
}

const MAX_NAME = 1000;

const commandSchema = z.union([
  text.transform((path) => ({ path, args: [] as string[] })),
  words.nonempty().transform(([path = '', ...args]) => ({ path, args })),
  z.object({ path: text, args: words.nullish() }).transform(({ path, args }) => ({ path, args: args ?? [] })),
]);
const variableSchema = z.array(z.union([text, z.object({ name: text }).transform(({ name }) => name)]));

/** The keys that hold a URL, and the transport they stand for. */
const URL_KEYS: ReadonlyArray<readonly [key: string, transport: Transport | null]> = [
  ['httpUrl', 'http'],
  ['url', null],
  ['serverUrl', null],
];

/** The only variables whose values are kept: they say where packages live. npm takes them in any letter case. */
const KEPT_VARIABLE = /^npm_config_(?:cache|prefix|userconfig)$/i;
const PLAIN_PATH = /^(?:~|\.{1,2}|[A-Za-z]:|\$\{?HOME\}?|%[A-Z]{1,20}%)?[\\/](?![\\/])[^\u0000-\u001f]{0,1000}$/;

function readUrl(fields: Fields): { url: string; transport: Transport | null } | null | undefined {
  const [key, transport = null] = URL_KEYS.find(([name]) => fields.get(name)) ?? [];
  if (key === undefined) return undefined;
  const url = fields.read(key, text, 'text');
  return typeof url === 'string' ? { url, transport } : null;
}

/** The declared switch; undefined when there is none. A switch that is no yes or no leaves the server on. */
function readSwitch(fields: Fields): boolean | undefined {
  const disabled = fields.read('disabled', z.boolean(), 'true or false');
  const enabled = fields.read('enabled', z.boolean(), 'true or false');
  if (disabled === true || enabled === false) return false;
  return disabled === false || enabled === true ? true : undefined;
}

function readEnv(fields: Fields): Entry['env'] {
  const env = new Map<string, string | null>();
  for (const { key, value } of [...fields.members('env'), ...fields.members('environment')]) {
    const kept = KEPT_VARIABLE.test(key) && value.kind === 'string' && PLAIN_PATH.test(value.value);
    env.set(key, kept ? value.value : null);
  }
  for (const name of fields.read('env_vars', variableSchema, 'a list of names') ?? []) env.set(name, null);
  const token = fields.read('bearer_token_env_var', text, 'a name');
  if (typeof token === 'string') env.set(token, null);
  return [...env].map(([name, value]) => ({ name, value }));
}

function readHeaders(fields: Fields): string[] {
  const members = ['headers', 'http_headers', 'env_http_headers'].flatMap((key) => fields.members(key));
  const headers = new Set(members.map(({ key }) => key));
  if (fields.get('bearer_token_env_var')) headers.add('Authorization');
  return [...headers];
}

/** The transport of an entry: as declared, but for a type that contradicts what the entry starts (a problem). */
function settle(fields: Fields, type: ReturnType<typeof readType>, implied: Transport | undefined): Transport {
  if (implied === undefined || type === undefined) return implied ?? 'unknown';
  if (type.transport === 'unknown' || (type.transport === 'stdio') === (implied === 'stdio')) return type.transport;
  fields.wrong(type.key, 'what the entry starts');
  return implied;
}

/**
 * Reads one member of a server map. A field of the wrong type is a problem of its own; the entry is kept as long as it
 * says what it starts. Values of variables and headers are not read, but for the few paths that say where packages live.
 */
export function readEntry(member: Member, pointer: string, dialect: Dialect = {}): ReadEntry {
  const fields = new Fields(member.value, pointer);
  const { problems } = fields;
  const refuse = (message: string): ReadEntry => {
    fields.add(message, member.at);
    return { problems };
  };
  if (member.value.kind !== 'object') return refuse('it should be a map of fields');
  if (member.key.length > MAX_NAME) return refuse(`its name is longer than ${MAX_NAME} characters`);

  const command = fields.read('command', commandSchema, 'text or a list of words');
  const remote = readUrl(fields);
  const args = fields.read('args', words, 'a list of words');
  const cwd = fields.read('cwd', text, 'a path');
  const type = readType(fields);
  const on = readSwitch(fields);
  if (command === undefined && remote === undefined) {
    const isExtension = dialect.extensions && (fields.get('settings') || fields.get('source'));
    const isSwitch =
      on !== undefined && member.value.members.every(({ key }) => key === 'enabled' || key === 'disabled');
    if (isSwitch) return { toggle: { server: member.key, enabled: on, project: null }, problems };
    if (!isExtension) return refuse('it has neither a command nor a URL');
  }
  // Without these fields it cannot be told what would start.
  if (command === null || remote === null || args === null || cwd === null) return { problems };

  const declared = type?.transport ?? 'unknown';
  const preferRemote = declared === 'unknown' ? dialect.urlFirst : declared !== 'stdio';
  const started = remote && preferRemote ? undefined : command;
  const asRemote = started ? undefined : remote;
  const implied = asRemote ? (asRemote.transport ?? dialect.url ?? transportOf(asRemote.url)) : started && 'stdio';
  if (command && remote)
    fields.add(`it has a command and a URL: the ${asRemote ? 'URL' : 'command'} is taken`, member.at);
  const entry: Entry = {
    name: member.key,
    at: member.at,
    pointer,
    enabled: on ?? true,
    transport: settle(fields, type, implied),
    command: started?.path ?? null,
    args: started ? [...started.args, ...(args ?? [])] : [],
    cwd: cwd ?? null,
    url: asRemote?.url ?? null,
    env: readEnv(fields),
    headers: readHeaders(fields),
    ...(fields.get('headersHelper') ? { helper: true } : {}),
    project: null,
  };
  return { entry, problems };
}
