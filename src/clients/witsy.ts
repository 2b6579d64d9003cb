import { lookup, type Node } from '../syntax/index.ts';
import { readEntry } from './_entry.ts';
import { readItems } from './_items.ts';
import { merge, readBelow } from './_servers.ts';
import type { Client, Reading } from './index.ts';

function textOf(node: Node, key: string): string | null {
  const value = lookup(node, key)?.value;
  return value?.kind === 'string' && value.value !== '' ? value.value : null;
}

/**
 * One of Witsy's own servers. Of a local one `url` holds the arguments in one text, which belongs to the command. It is
 * called by its label, or by its id where it has none.
 */
function readOwn(item: Node, where: string): ReturnType<typeof readEntry> {
  const name = textOf(item, 'label') ?? textOf(item, 'uuid') ?? 'unnamed';
  if (item.kind !== 'object') return readEntry({ key: name, at: item.at, value: item }, where);
  const isLocal = textOf(item, 'type') === 'stdio';
  const line = [textOf(item, 'command'), textOf(item, 'url')].filter((part) => part !== null).join(' ');
  const members = isLocal
    ? [
        ...item.members.filter(({ key }) => key !== 'url' && key !== 'command'),
        { key: 'command', at: item.at, value: { kind: 'string' as const, at: item.at, value: line } },
      ]
    : item.members;
  const read = readEntry({ key: name, at: item.at, value: { ...item, members } }, where);
  if (read.entry && textOf(item, 'state') === 'disabled') read.entry.enabled = false;
  return read;
}

function readOwns(root: Node): Reading {
  const servers = lookup(lookup(root, 'mcp')?.value, 'servers')?.value;
  return readItems(servers, ['mcp', 'servers'], (item, _, where) => readOwn(item, where));
}

/** Its settings hold two kinds: its own servers, and those that were installed from a registry. */
export const witsy: Client = {
  id: 'witsy',
  name: 'Witsy',
  docs: 'https://github.com/nbonamy/witsy',
  places: [{ scope: 'user', path: '<appdata>/Witsy/settings.json', format: 'json' }],
  read: (root) => merge(readBelow(root, 'mcpServers'), readOwns(root)),
};
