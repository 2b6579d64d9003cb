import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** No program: the packages that a user named to have them looked at before they are installed. */
export const commandLine: Client = {
  id: 'command-line',
  name: 'Packages named on the command line',
  docs: 'https://modelcontextprotocol.io/docs/learn/server-concepts',
  places: [],
  read: (root) => readBelow(root, 'mcpServers'),
};
