import { pointer, type Member, type Node } from '../syntax/index.ts';
import { Fields, names } from './_fields.ts';
import { newEntry } from './_new-entry.ts';
import type { Client, Entry, Reading } from './index.ts';

/** A server that is enabled is an image of the catalogue: the gateway starts it, for every client that runs the gateway. */
function entryOf({ key: name, at }: Member): Entry {
  const args = ['mcp', 'gateway', 'run', '--servers', name];
  return newEntry(name, { at, pointer: pointer(['registry', name]) }, { transport: 'stdio', command: 'docker', args });
}

/** `registry.yaml`: the names of the enabled servers. */
function readRegistry(root: Node): Reading {
  const fields = new Fields(root, '');
  const members = new Map(fields.members('registry', 'a map of servers').map((member) => [member.key, member]));
  return { entries: [...members.values()].map(entryOf), problems: fields.problems };
}

/** `tools.yaml`: for each server the tools that are offered. */
function readTools(root: Node): Reading {
  const fields = new Fields(root, '');
  const servers = root.kind === 'object' ? root.members.map(({ key }) => key) : [];
  const filters = servers.flatMap((server) => {
    const enabledTools = fields.read(server, names, 'a list of names');
    return enabledTools ? [{ server, settings: { enabledTools: enabledTools.toSorted() } }] : [];
  });
  return { entries: [], problems: fields.problems, filters };
}

/** Profiles of the newest versions are in a database, which is not read. Source: docker/mcp-gateway, pkg/config. */
export const dockerMcpToolkit: Client = {
  id: 'docker-mcp-toolkit',
  name: 'Docker MCP Toolkit',
  aliases: ['docker'],
  docs: 'https://github.com/docker/mcp-gateway/blob/main/docs/mcp-gateway.md',
  toolSwitch: '`tools.yaml`, which names those of each server that are offered',
  places: [
    { scope: 'user', path: '~/.docker/mcp/registry.yaml', format: 'yaml', shape: 'registry' },
    { scope: 'user', path: '~/.docker/mcp/tools.yaml', format: 'yaml', shape: 'tools' },
  ],
  read: (root, { shape }) => (shape === 'tools' ? readTools(root) : readRegistry(root)),
};
