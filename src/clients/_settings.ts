import { z } from 'zod';
import { NO_SETTINGS, type Settings } from '../model/server.ts';
import { names, text, type Fields } from './_fields.ts';

type List = 'enabledTools' | 'disabledTools' | 'approvedTools';
type Lists = Record<List, string[] | null>;

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

/** `tools`: those that are offered, or a map: `include` and `exclude`, or a switch or approval for each by its name. */
function readTools(fields: Fields): Lists {
  const tools = fields.below('tools');
  if (tools === null) return { enabledTools: readList(fields, 'tools'), disabledTools: null, approvedTools: null };
  const members = fields.members('tools').filter(({ key }) => key !== 'include' && key !== 'exclude');
  const off = members.filter(({ value }) => value.kind === 'boolean' && !value.value);
  const approved = members.filter(({ key }) => {
    const mode = tools.below(key)?.get('approval_mode')?.value;
    return mode?.kind === 'string' && mode.value === 'approve';
  });
  return {
    enabledTools: readList(tools, 'include'),
    disabledTools: join(
      readList(tools, 'exclude'),
      off.map(({ key }) => key),
    ),
    approvedTools: approved.map(({ key }) => key),
  };
}

function isSet(fields: Fields, key: string, wanted: string | boolean): boolean {
  const value = fields.get(key)?.value;
  return value !== undefined && 'value' in value && value.value === wanted;
}

/** The command that the client runs for its headers; one of another shape is there all the same. */
function readHelper(fields: Fields): string | null {
  return fields.get('headersHelper') ? (fields.read('headersHelper', text, 'a command') ?? '') : null;
}

/** What an entry says besides how to start its server, as far as its client `knows` the key. */
export function readSettings(fields: Fields, knows: (key: string) => boolean): Settings {
  const none = { enabledTools: null, disabledTools: null, approvedTools: null };
  const tools = knows('tools') ? readTools(fields) : none;
  const list = (kind: List): string[] | null =>
    join(tools[kind], ...LISTS[kind].filter(knows).map((key) => readList(fields, key)));
  const enabled = list('enabledTools');
  const approved = list('approvedTools') ?? [];
  const approvesAll = APPROVES_ALL.some(([key, value]) => knows(key) && isSet(fields, key, value));
  const envFile = ['envFile', 'env_file'].filter(knows).map((key) => fields.read(key, text, 'a path'));
  return {
    ...NO_SETTINGS,
    enabledTools: enabled?.includes('*') ? null : enabled,
    disabledTools: list('disabledTools') ?? [],
    approvedTools: approvesAll ? ['*'] : approved,
    envFile: envFile.find((path) => typeof path === 'string') ?? null,
    headersHelper: knows('headersHelper') ? readHelper(fields) : null,
    sandboxed: knows('sandboxEnabled') ? (fields.read('sandboxEnabled', z.boolean(), 'true or false') ?? null) : null,
  };
}
