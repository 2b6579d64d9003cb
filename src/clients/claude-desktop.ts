import { lookup, parse, type Member, type Node } from '../syntax/index.ts';
import { CLAUDE_FOLDERS } from './_claude-folders.ts';
import { merge, readBelow, readServers } from './_servers.ts';
import type { Client, Entry, Place, Reading } from './index.ts';

/** The words of `toolPolicy`, by what they come to. */
function readPolicies(member: Member | undefined): Reading['filters'] {
  const items = member?.value.kind === 'array' ? member.value.items : [];
  return items.flatMap((item) => {
    const name = lookup(item, 'name')?.value;
    const policy = lookup(item, 'toolPolicy')?.value;
    if (name?.kind !== 'string' || policy?.kind !== 'object') return [];
    const toolsOf = (word: string): string[] =>
      policy.members.flatMap(({ key, value }) => (value.kind === 'string' && value.value === word ? [key] : []));
    const settings: Partial<Entry['settings']> = { disabledTools: toolsOf('blocked'), approvedTools: toolsOf('allow') };
    return [{ server: name.value, settings }];
  });
}

/** A server of the app itself, as its web search, is named by `server` and started by nothing. */
function withoutBuiltIn(list: Node): Node {
  if (list.kind !== 'array') return list;
  const isBuiltIn = (item: Node): boolean => lookup(item, 'server') !== undefined && lookup(item, 'url') === undefined;
  return { ...list, items: list.items.filter((item) => !isBuiltIn(item)) };
}

/** `managedMcpServers`: a list of servers, or that list as JSON text, as preference files keep it. */
function readManaged(root: Node): Reading {
  const member = lookup(root, 'managedMcpServers');
  if (member === undefined) return { entries: [], problems: [] };
  const list = member.value.kind === 'string' ? parse(member.value.value, 'json').root : member.value;
  const servers = { ...member, value: withoutBuiltIn(list ?? member.value) };
  // The places inside a text of its own would be wrong here.
  const reading = readServers(servers, ['managedMcpServers'], { list: true });
  const entries =
    list === member.value ? reading.entries : reading.entries.map((entry) => ({ ...entry, at: member.at }));
  return { ...reading, entries, filters: readPolicies(servers) ?? [] };
}

/**
 * Servers of the config file, and of the setups of Claude Desktop with another inference provider (`Claude-3p`). What an
 * administrator sets by a macOS profile or the Windows registry, and the connectors, are not in such files.
 */
export const claudeDesktop: Client = {
  id: 'claude-desktop',
  name: 'Claude Desktop',
  docs: 'https://modelcontextprotocol.io/docs/develop/connect-local-servers',
  toolSwitch: 'the tool permissions of its connectors in the app; of managed servers by `toolPolicy`',
  places: [
    ...CLAUDE_FOLDERS.flatMap((folder): Place[] => [
      { scope: 'user', path: folder('claude_desktop_config.json'), format: 'json' },
      { scope: 'user', path: folder('configLibrary/*.json'), format: 'json' },
    ]),
    { scope: 'managed', path: { linux: '/etc/claude-desktop/managed-settings.json' }, format: 'json' },
  ],
  read: (root) => merge(readBelow(root, 'mcpServers', { settings: [] }), readManaged(root)),
};
