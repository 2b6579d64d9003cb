import { z } from 'zod';
import { NO_SETTINGS, type Settings } from '../model/server.ts';
import type { Dialect } from './_entry.ts';
import { names, text, type Fields } from './_fields.ts';

type List = 'enabledTools' | 'disabledTools' | 'approvedTools';
type Lists = Record<List, string[] | null>;

const NO_LISTS: Lists = { enabledTools: null, disabledTools: null, approvedTools: null };

/** The spellings of the lists of tools. Source: design fact 1.3, rules 7 and 8. */
const LISTS: Readonly<Record<List, readonly string[]>> = {
  enabledTools: ['enabledTools', 'enabled_tools', 'includeTools', 'allowedTools', 'available_tools'],
  disabledTools: ['disabledTools', 'disabled_tools', 'excludeTools', 'deny'],
  approvedTools: ['autoApprove', 'alwaysAllow', 'allow'],
};

/** Fields with which every tool runs without a question, and the value that says so. */
const APPROVES_ALL: ReadonlyArray<readonly [key: string, value: string | boolean]> = [
  ['trust', true],
  ['default_tools_approval_mode', 'approve'],
  ['approvalPolicy', 'never'],
];

/** Names; or several in one text, with commas; or `true` for all of them and `false` for none. */
const listSchema = z.union([
  names,
  text.transform((line) => line.split(',').map((name) => name.trim())),
  z.boolean().transform((all) => (all ? ['*'] : [])),
]);

/** Each name once, sorted; a star stands for all of them. */
function plain(list: readonly string[]): string[] {
  const all = [...new Set(list)].filter((name) => name !== '').sort();
  return all.includes('*') ? ['*'] : all;
}

function join(...lists: ReadonlyArray<readonly string[] | null>): string[] | null {
  const told = lists.filter((list) => list !== null);
  return told.length === 0 ? null : plain(told.flat());
}

function readList(fields: Fields, key: string): string[] | null {
  const list = fields.read(key, listSchema, 'a list of names') ?? null;
  // Goose offers every tool when this list of its is empty.
  return key === 'available_tools' && list?.length === 0 ? null : list;
}

/** `tools` as a filter: those that are offered, or a map with `include` and `exclude`, or with a switch for each by its name. */
function readToolFilter(fields: Fields): Lists {
  const tools = fields.below('tools');
  if (tools === null) return { ...NO_LISTS, enabledTools: readList(fields, 'tools') };
  const off = fields
    .members('tools')
    .filter(({ key, value }) => !isRange(key) && value.kind === 'boolean' && !value.value);
  const disabled = [...(readList(tools, 'exclude') ?? []), ...off.map(({ key }) => key)];
  return { ...NO_LISTS, enabledTools: readList(tools, 'include'), disabledTools: disabled };
}

const isRange = (key: string): boolean => key === 'include' || key === 'exclude';

/** `tools` as a map of names, with an approval for some. */
function readToolApprovals(fields: Fields): Lists {
  const tools = fields.below('tools');
  const members = tools === null ? [] : fields.members('tools').filter(({ key }) => !isRange(key));
  const approved = members.filter(({ key }) => {
    const mode = tools?.below(key)?.get('approval_mode')?.value;
    return mode?.kind === 'string' && mode.value === 'approve';
  });
  return { ...NO_LISTS, approvedTools: approved.map(({ key }) => key) };
}

function isSet(fields: Fields, key: string, wanted: string | boolean): boolean {
  const value = fields.get(key)?.value;
  return value !== undefined && 'value' in value && value.value === wanted;
}

/** The command that the client runs for its headers; one of another shape is there all the same. */
function readHelper(fields: Fields): string | null {
  return fields.get('headersHelper') ? (fields.read('headersHelper', text, 'a command') ?? '') : null;
}

/** The keys that say which tools are offered. */
export const FILTERS: readonly string[] = [...LISTS.enabledTools, ...LISTS.disabledTools, 'tools'];

/** What an entry says besides how to start its server, as far as its client honours the key. */
export function readSettings(
  fields: Fields,
  { settings, filters, globs }: Pick<Dialect, 'settings' | 'filters' | 'globs'>,
): Settings {
  const knows = (key: string): boolean =>
    FILTERS.includes(key) ? filters?.includes(key) === true : (settings?.includes(key) ?? true);
  const tools = [
    knows('tools') ? readToolFilter(fields) : NO_LISTS,
    (settings?.includes('tools') ?? true) ? readToolApprovals(fields) : NO_LISTS,
  ];
  const lists = (kind: List): Array<string[] | null> => [
    ...tools.map((one) => one[kind]),
    ...LISTS[kind].filter(knows).map((key) => readList(fields, key)),
  ];
  const enabled = join(...lists('enabledTools'));
  const disabled = lists('disabledTools').map((list) => list?.filter((name) => globs || !name.includes('*')) ?? null);
  const approvesAll = APPROVES_ALL.some(([key, value]) => knows(key) && isSet(fields, key, value));
  const envFile = ['envFile', 'env_file'].filter(knows).map((key) => fields.read(key, text, 'a path'));
  return {
    ...NO_SETTINGS,
    enabledTools: enabled?.includes('*') ? null : enabled,
    disabledTools: join(...disabled) ?? [],
    approvedTools: approvesAll ? ['*'] : (join(...lists('approvedTools')) ?? []),
    envFile: envFile.find((path) => typeof path === 'string') ?? null,
    headersHelper: knows('headersHelper') ? readHelper(fields) : null,
    sandboxed: knows('sandboxEnabled') ? (fields.read('sandboxEnabled', z.boolean(), 'true or false') ?? null) : null,
  };
}
