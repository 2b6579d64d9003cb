import { z } from 'zod';
import type { Transport } from '../model/server.ts';
import type { Member } from '../syntax/index.ts';
import { readEnvironment, readHeaders } from './_environment.ts';
import { Fields, text, words, type EntryProblem } from './_fields.ts';
import { readSettings } from './_settings.ts';
import { readType, readUrl, settleTransport, transportOf } from './_transport.ts';
import type { Entry, Toggle } from './index.ts';

/** What differs between the clients' entries. */
export interface Dialect {
  /** What a bare `url` means; without it the path decides. */
  url?: Transport;
  /** True when a URL wins over a command in the same entry. */
  urlFirst?: true;
  /** True when an entry without command and URL may be one that an extension of the client starts. */
  extensions?: true;
  /** True when the documented form is a list of entries that name themselves. */
  list?: true;
  /** Where an entry of a list has its name; `name` without it. */
  nameKey?: string;
  /** Types of entries that are no MCP servers, in lower case and without separators. */
  skip?: readonly string[];
  /** Members of the server map that are no servers. */
  reserved?: readonly string[];
  /** The keys of `settings` that the client honours; without it every known spelling, but for `filters`. */
  settings?: readonly string[];
  /** The keys that say which tools are offered, where the client honours some: one that it does not know leaves every tool on. */
  filters?: readonly string[];
  /** True when `*` stands for any characters in the list of tools that are off; elsewhere such an entry switches nothing off. */
  globs?: true;
}

/** One member of a server map as read: an entry, a switch for an entry of another file, or neither. */
export interface ReadEntry {
  entry?: Entry;
  toggle?: Toggle;
  problems: EntryProblem[];
}

const MAX_NAME = 1000;

/** Fields that some clients keep one level deeper: of the transport (Poolside), of its requests (Continue, Copilot). */
const GROUPS = ['transport', 'requestOptions', 'requestInit'];

/** The switches, and whether `true` means on. */
const SWITCHES: ReadonlyArray<readonly [key: string, on: boolean]> = [
  ['disabled', false],
  ['enabled', true],
  ['enable', true],
  ['isActive', true],
];
const COMMAND_KEYS = ['command', 'cmd'];
const FOLDER_KEYS = ['cwd', 'working_directory', 'workingDirectory'];

const commandSchema = z.union([
  text.transform((path) => ({ path, args: [] as string[] })),
  words.nonempty().transform(([path = '', ...args]) => ({ path, args })),
  z.object({ path: text, args: words.nullish() }).transform(({ path, args }) => ({ path, args: args ?? [] })),
]);

function readFirst<T>(
  fields: Fields,
  keys: readonly string[],
  schema: z.ZodType<T>,
  wanted: string,
): T | null | undefined {
  const key = keys.find((name) => fields.get(name));
  return key === undefined ? undefined : fields.read(key, schema, wanted);
}

/** The declared switch: undefined when there is none, null when one is no yes or no and none of the others is off. */
function readSwitch(fields: Fields): boolean | null | undefined {
  const told = SWITCHES.flatMap(([key, on]) => {
    const value = fields.read(key, z.boolean(), 'true or false');
    return value === undefined ? [] : [value === null ? null : value === on];
  });
  if (told.includes(false)) return false;
  if (told.includes(null)) return null;
  return told.length > 0 ? true : undefined;
}

function isSwitch({ value }: Member): boolean {
  return value.kind === 'object' && value.members.every(({ key }) => SWITCHES.some(([name]) => name === key));
}

/**
 * Reads one member of a server map. A field of the wrong type is a problem of its own; the entry is kept as long as it
 * says what it starts. Values of variables and headers are sealed, but for the few paths that say where packages live.
 */
export function readEntry(member: Member, pointer: string, dialect: Dialect = {}): ReadEntry {
  const fields = new Fields(member.value, pointer, GROUPS);
  const { problems } = fields;
  const refuse = (message: string): ReadEntry => {
    fields.add(message, member.at);
    return { problems };
  };
  if (member.value.kind !== 'object') return refuse('it should be a map of fields');
  if (member.key.length > MAX_NAME) return refuse(`its name is longer than ${MAX_NAME} characters`);
  const type = readType(fields);
  if (type && dialect.skip?.includes(type.word)) return { problems: [] };

  const command = readFirst(fields, COMMAND_KEYS, commandSchema, 'text or a list of words');
  const remote = readUrl(fields);
  const args = fields.read('args', words, 'a list of words');
  const cwd = readFirst(fields, FOLDER_KEYS, text, 'a path');
  const on = readSwitch(fields);
  if (command === undefined && remote === undefined) {
    const isExtension = dialect.extensions && (fields.get('settings') || fields.get('source'));
    if (typeof on === 'boolean' && isSwitch(member)) {
      return { toggle: { server: member.key, enabled: on, project: null }, problems };
    }
    if (!isExtension) return refuse('it has neither a command nor a URL');
  }
  // Without these fields it cannot be told what would start.
  if (command === null || remote === null || args === null || cwd === null) return { problems };

  const declared = type?.transport ?? 'unknown';
  const preferRemote = declared === 'unknown' ? dialect.urlFirst : declared !== 'stdio';
  // Of the two, an empty one is left over from a form.
  const both = command?.path && remote?.url;
  const isRemote = remote !== undefined && (both ? preferRemote : command === undefined || remote.url !== '');
  const started = isRemote ? undefined : command;
  const asRemote = isRemote ? remote : undefined;
  const implied = asRemote ? (asRemote.transport ?? dialect.url ?? transportOf(asRemote.url)) : started && 'stdio';
  if (both) fields.add(`it has a command and a URL: the ${asRemote ? 'URL' : 'command'} is taken`, member.at);
  const entry: Entry = {
    name: member.key,
    at: member.at,
    pointer,
    enabled: on === undefined ? true : on,
    transport: settleTransport(fields, type, implied),
    command: started?.path ?? null,
    args: started ? [...started.args, ...(args ?? [])] : [],
    cwd: cwd ?? null,
    url: asRemote?.url ?? null,
    env: readEnvironment(fields),
    ...readHeaders(fields),
    settings: readSettings(fields, dialect),
    project: null,
  };
  return { entry, problems };
}
