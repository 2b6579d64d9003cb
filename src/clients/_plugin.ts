import { lookup, pointer, type Node } from '../syntax/index.ts';
import { merge, readServers } from './_servers.ts';
import type { Reading } from './index.ts';

type Path = readonly (string | number)[];

/** Path of a file of the plugin, relative to the plugin's folder; null when it leads out of it. */
function inside(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.replace(/^\$\{CLAUDE_PLUGIN_ROOT\}/, '.').split(/[\\/]/)) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return /^(?:[\\/]|[A-Za-z]:)/.test(path) ? null : parts.join('/');
}

/** One value of `mcpServers`: a map of servers, or the path of a file that holds one. */
function readValue(value: Node, path: Path): Reading {
  if (value.kind !== 'string') return readServers({ key: '', at: value.at, value }, path);
  const file = inside(value.value);
  if (file === null) {
    const message = 'the path of a server file leads out of the plugin: it was not read';
    return { entries: [], problems: [{ message, at: value.at, pointer: pointer(path) }] };
  }
  // The manifest lies one folder below the plugin's own.
  return {
    entries: [],
    problems: [],
    files: [{ path: `../${file}`, scope: 'plugin', format: 'json', shape: 'servers' }],
  };
}

/** Reads a plugin's manifest: `mcpServers` is a map, a path, or a list of both. */
export function readPlugin(root: Node): Reading {
  const servers = lookup(root, 'mcpServers');
  if (!servers) return { entries: [], problems: [] };
  if (servers.value.kind !== 'array') return readValue(servers.value, ['mcpServers']);
  return merge(...servers.value.items.map((item, index) => readValue(item, ['mcpServers', index])));
}
