import { z } from 'zod';
import { lookup, type Node } from '../syntax/index.ts';
import type { Dialect } from './_entry.ts';
import { Fields, names, text } from './_fields.ts';
import { readPluginSwitches } from './_plugin.ts';
import { merge, readBelow } from './_servers.ts';
import type { Place, Reading, Toggle } from './index.ts';

/** Which tools a server may use stands in the settings, not in its entry. */
export const CLAUDE_CODE: Dialect = { settings: ['headersHelper'] };

/** Lists of names that switch servers on or off. `where` is the pointer of the node, `project` whom it is about. */
export function readSwitches(node: Node, where: string, project: string | null): Reading {
  const fields = new Fields(node, where);
  const toggles = (key: string, enabled: boolean, scopes: Place['scope'][]): Toggle[] =>
    (fields.read(key, names, 'a list of names') ?? []).map((server) => ({ server, enabled, project, scopes }));
  const all = [
    ...toggles('disabledMcpjsonServers', false, ['project']),
    ...toggles('enabledMcpjsonServers', true, ['project']),
    ...toggles('disabledMcpServers', false, project === null ? ['user'] : ['local']),
  ];
  return { entries: [], problems: fields.problems, toggles: all };
}

const ruleSchema = z.object({
  serverName: text.optional(),
  serverCommand: names.optional(),
  serverUrl: text.optional(),
});

/** The rules of a list of servers: each goes by a name, by a command with all its arguments, or by a URL pattern. */
function rulesOf(fields: Fields, key: string): z.infer<typeof ruleSchema>[] | null {
  return fields.read(key, z.array(ruleSchema), 'a list of rules about servers') ?? null;
}

/**
 * `deniedMcpServers` and `allowedMcpServers` of the settings. Of a list that allows by command or URL too, it stays open
 * what comes of the servers that it does not name.
 */
function readPolicy(root: Node, managed: readonly string[]): Reading {
  const fields = new Fields(root, '');
  // A rule that says nothing must not be one about everything.
  const denied = (rulesOf(fields, 'deniedMcpServers') ?? []).filter((rule) => Object.keys(rule).length > 0);
  const allowed = rulesOf(fields, 'allowedMcpServers');
  const toggles = denied.map(({ serverName, serverCommand, serverUrl }): Toggle => ({
    server: serverName ?? '*',
    enabled: false,
    project: null,
    ...(serverCommand === undefined ? {} : { words: serverCommand }),
    ...(serverUrl === undefined ? {} : { url: serverUrl }),
  }));
  if (allowed) {
    const named = allowed.flatMap(({ serverName }) => serverName ?? []);
    const enabled = named.length === allowed.length ? false : null;
    toggles.push({ server: '*', enabled, project: null, but: [...named, ...managed] });
  }
  return { entries: [], problems: fields.problems, toggles };
}

/**
 * Rules about tools: `mcp__server__tool`, or `mcp__server` for each of its tools. A star for the server is one for a rule that
 * denies, and none for one that allows. The mode that asks nothing approves each tool of each server.
 */
function readPermissions(root: Node): Reading {
  const permissions = lookup(root, 'permissions')?.value;
  const rules = (key: string): Array<{ server: string; tool: string }> => {
    const list = lookup(permissions, key)?.value;
    return (list?.kind === 'array' ? list.items : []).flatMap((item) => {
      if (item.kind !== 'string' || !item.value.startsWith('mcp__')) return [];
      const [server = '', ...tool] = item.value.slice('mcp__'.length).split('__');
      const isOne = server !== '' && !server.includes('*');
      return isOne || (server === '*' && key === 'deny') ? [{ server, tool: tool.join('__') || '*' }] : [];
    });
  };
  const mode = lookup(permissions, 'defaultMode')?.value;
  const asksNothing = mode?.kind === 'string' && mode.value === 'bypassPermissions';
  const approved = [...rules('allow'), ...(asksNothing ? [{ server: '*', tool: '*' }] : [])];
  return {
    entries: [],
    problems: [],
    filters: [
      ...approved.map(({ server, tool }) => ({ server, settings: { approvedTools: [tool] } })),
      ...rules('deny').map(({ server, tool }) => ({ server, settings: { disabledTools: [tool] } })),
    ],
  };
}

/** `enableAllProjectMcpServers`: servers of `.mcp.json` start without a question. */
function readAllProject(root: Node): Reading {
  const all = lookup(root, 'enableAllProjectMcpServers')?.value;
  const isOn = all?.kind === 'boolean' && all.value;
  const toggle: Toggle = { server: '*', enabled: true, project: null, scopes: ['project'] };
  return { entries: [], problems: [], toggles: isOn ? [toggle] : [] };
}

/** What a settings file says about servers of other files, and the remote ones that an administrator's own provides. */
export function readSettings(root: Node, scope: Place['scope']): Reading {
  const mayProvide = scope === 'managed' || scope === 'file';
  const provided = mayProvide ? readBelow(root, 'managedMcpServers', CLAUDE_CODE) : { entries: [], problems: [] };
  return merge(
    readSwitches(root, '', null),
    // What the administrator provides needs no leave.
    readPolicy(
      root,
      provided.entries.map(({ name }) => name),
    ),
    readAllProject(root),
    readPluginSwitches(root, 'enabledPlugins'),
    readPermissions(root),
    provided,
  );
}
