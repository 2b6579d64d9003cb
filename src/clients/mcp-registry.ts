import { find, pointer, toData, type Position } from '../syntax/index.ts';
import { readPackage, readRemote, serverSchema } from './_registry.ts';
import { merge } from './_servers.ts';
import type { Client } from './index.ts';

/**
 * `server.json` as the MCP registry publishes it: one server for each package and each remote, started as its hints say.
 * No client starts it: it is read when it is named, to judge a server before it is installed.
 */
export const mcpRegistry: Client = {
  id: 'mcp-registry',
  name: 'MCP registry',
  aliases: ['server-json'],
  docs: 'https://github.com/modelcontextprotocol/registry/blob/main/docs/reference/server-json/generic-server-json.md',
  places: [],
  read(root) {
    const at = (path: readonly (string | number)[]): { at: Position; pointer: string } => ({
      at: find(root, path).at,
      pointer: pointer(path),
    });
    const parsed = serverSchema.safeParse(toData(root));
    if (!parsed.success) {
      const path = (parsed.error.issues[0]?.path ?? []).filter((part) => typeof part !== 'symbol');
      return { entries: [], problems: [{ message: 'it is not of the shape of a server.json', ...at(path) }] };
    }
    const { name, packages, remotes, path } = parsed.data;
    return merge(
      ...packages.map((one, index) => readPackage(name, one, at([...path, 'packages', index]))),
      ...remotes.map((one, index) => readRemote(name, one, at([...path, 'remotes', index]))),
    );
  },
};
