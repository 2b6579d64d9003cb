import { lookup, pointer, type Node } from '../syntax/index.ts';
import { bring, cachedPlugin, folderOf, nameOf } from './_bring.ts';
import { Fields } from './_fields.ts';
import { merge, readMcpJson, readServers } from './_servers.ts';
import type { Reading, Toggle, Where } from './index.ts';

type Path = readonly (string | number)[];

/** The folder of a plugin as its entries may name it: Claude Code's word, which Codex and Cursor know too. */
const ROOTS = ['CLAUDE_PLUGIN_ROOT', 'PLUGIN_ROOT', 'CURSOR_PLUGIN_ROOT'];

/** Path of a file of the plugin, relative to the plugin's folder; null when it leads out of it. */
function inside(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.replace(/^\$\{\w*PLUGIN_ROOT\}/, '.').split(/[\\/]/)) {
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
    files: [{ path: `../${file}`, scope: 'plugin', format: 'json', shape: 'plugin-servers' }],
  };
}

/** What a plugin's servers share: its name, and its folder where that is certain. `own` is the folder by its file's place. */
function ofPlugin(reading: Reading, file: string, own: string | null): Reading {
  const cached = cachedPlugin(file);
  const folder = cached?.folder ?? own;
  return bring(reading, new Map(folder === null ? [] : ROOTS.map((name) => [name, folder])), cached?.plugin);
}

/** Reads a plugin's manifest: `mcpServers` is a map, a path, or a list of both. */
export function readPlugin(root: Node, where?: Where): Reading {
  const servers = lookup(root, 'mcpServers');
  if (!servers) return { entries: [], problems: [] };
  const { value } = servers;
  const reading =
    value.kind === 'array'
      ? merge(...value.items.map((item, index) => readValue(item, ['mcpServers', index])))
      : readValue(value, ['mcpServers']);
  return where ? ofPlugin(reading, where.file, folderOf(folderOf(where.file))) : reading;
}

/** Reads a plugin's own `.mcp.json`, or another file of servers that its manifest names. */
export function readPluginServers(root: Node, where?: Where): Reading {
  const reading = readMcpJson(root);
  if (where === undefined) return reading;
  const isOwn = /^\.?mcp\.json$/.test(nameOf(where.file));
  return ofPlugin(reading, where.file, isOwn ? folderOf(where.file) : null);
}

/** The switches of plugins in a map of `<plugin>@<marketplace>` to true or false, or to a list of what is on. */
export function readPluginSwitches(root: Node, key: string): Reading {
  const fields = new Fields(root, '');
  const toggles = fields.members(key, 'a map of plugins').flatMap(({ key: plugin, value }): Toggle[] => {
    const enabled = value.kind === 'boolean' ? value.value : value.kind === 'array' ? true : null;
    return [{ server: '*', enabled, project: null, plugin }];
  });
  return { entries: [], problems: fields.problems, toggles };
}
