import type { Settings } from '../model/server.ts';
import { lookup, type Member, type Node } from '../syntax/index.ts';
import { Fields } from './_fields.ts';
import { merge, readBelow } from './_servers.ts';
import type { Reading } from './index.ts';

type Filter = NonNullable<Reading['filters']>[number];

/** Members of `mcp` that are settings of the client; `servers`, where newer versions keep the servers, comes on top. */
const SETTINGS = ['timeout', 'defaults', '$schema'];

/** What a value in `tools` or `permission` says about a tool. */
function meaningOf({ kind, value }: { kind: string; value?: unknown }): keyof Settings | null {
  if (kind === 'boolean') return value === false ? 'disabledTools' : null;
  return value === 'deny' ? 'disabledTools' : value === 'allow' ? 'approvedTools' : null;
}

/**
 * A switch for tools, which are called `server_tool`. The server is one of this file, or else what stands before a
 * closing `*`; of any other name it cannot be told where the server's own ends.
 */
function filterOf({ key, value }: Member, servers: readonly string[]): Filter[] {
  const list = meaningOf(value);
  if (list === null) return [];
  const own = servers.filter((name) => key.startsWith(`${name}_`)).sort((a, b) => b.length - a.length)[0];
  const server = own ?? (key === '*' ? key : /^(.+?)_?\*$/.exec(key)?.[1]);
  if (server === undefined) return [];
  const tool = own === undefined ? '*' : key.slice(own.length + 1);
  return [{ server, settings: { [list]: [tool] } }];
}

/** A server may itself be called `servers`. */
function isEntry(node: Node | undefined): boolean {
  return ['type', 'command', 'url', 'enabled'].some((key) => {
    const kind = lookup(node, key)?.value.kind;
    return kind !== undefined && kind !== 'object';
  });
}

function readServers(root: Node): Reading {
  if (isEntry(lookup(lookup(root, 'mcp')?.value, 'servers')?.value))
    return readBelow(root, 'mcp', { reserved: SETTINGS });
  return merge(readBelow(root, 'mcp', { reserved: [...SETTINGS, 'servers'] }), readBelow(root, ['mcp', 'servers']));
}

/** Reads a config of opencode or of Kilo Code, which is made from it. */
export function readOpencode(root: Node): Reading {
  const servers = readServers(root);
  const names = [...servers.entries.map(({ name }) => name), ...(servers.toggles ?? []).map(({ server }) => server)];
  const fields = new Fields(root, '');
  // `permission` may also be one word for everything.
  const switches = ['tools', 'permission'].filter((key) => fields.get(key)?.value.kind !== 'string');
  const filters = switches
    .flatMap((key) => fields.members(key, 'a map of tools'))
    .flatMap((one) => filterOf(one, names));
  return merge(servers, { entries: [], problems: fields.problems, filters });
}
