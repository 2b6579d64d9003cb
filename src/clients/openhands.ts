import { lookup, type Node } from '../syntax/index.ts';
import { readEntry } from './_entry.ts';
import { readItems } from './_items.ts';
import { merge, readBelow } from './_servers.ts';
import type { Client, Reading } from './index.ts';

/** Lists of remote servers in `[mcp]`, which have no names, and their transport. */
const REMOTE = [
  ['sse_servers', 'sse'],
  ['shttp_servers', 'http'],
] as const;

/** A URL, or a map with one, as an entry that says its type. */
function entryOf(item: Node, type: string): Node {
  const { at } = item;
  const members = item.kind === 'object' ? item.members : [{ key: 'url', at, value: item }];
  return { kind: 'object', at, members: [...members, { key: 'type', at, value: { kind: 'string', at, value: type } }] };
}

function readRemote(root: Node): Reading {
  const mcp = lookup(root, 'mcp')?.value;
  const lists = REMOTE.map(([key, type]) =>
    readItems(lookup(mcp, key)?.value, ['mcp', key], (item, index, where) =>
      readEntry({ key: `${type} ${index + 1}`, at: item.at, value: entryOf(item, type) }, where),
    ),
  );
  return merge(...lists);
}

/** Version 1 of the command line has a file of its own; before it, and in the server, it is a section of the config. */
export const openhands: Client = {
  id: 'openhands',
  name: 'OpenHands',
  docs: 'https://docs.openhands.dev/openhands/usage/cli/mcp-servers',
  places: [
    { scope: 'user', path: '~/.openhands/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.openhands/config.toml', format: 'toml', shape: 'config' },
    {
      scope: 'project',
      path: '<project>/config.toml',
      format: 'toml',
      shape: 'config',
      guest: true,
      onlyIf: '~/.openhands',
    },
  ],
  read: (root, { shape }) =>
    shape === 'config'
      ? merge(readBelow(root, ['mcp', 'stdio_servers'], { list: true }), readRemote(root))
      : readBelow(root, 'mcpServers'),
};
