import { lookup } from '../syntax/index.ts';
import { merge, readBelow, readServers } from './_servers.ts';
import type { Client } from './index.ts';

/** The newest versions keep servers in a database. Source: nanbingxyz/5ire, src/main/mcp.ts. */
export const fiveIre: Client = {
  id: '5ire',
  name: '5ire',
  docs: 'https://github.com/nanbingxyz/5ire',
  places: [{ scope: 'user', path: '<appdata>/5ire/mcp.json', format: 'json' }],
  /** `servers` is the older form: a list whose entries are named by their `key`. */
  read: (root) =>
    merge(
      readBelow(root, 'mcpServers'),
      readServers(lookup(root, 'servers'), ['servers'], { list: true, nameKey: 'key' }),
    ),
};
