import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const letta: Client = {
  id: 'letta',
  name: 'Letta',
  docs: 'https://docs.letta.com/guides/mcp/overview',
  places: [{ scope: 'user', path: '~/.letta/mcp_config.json', format: 'json' }],
  read: (root) => readBelow(root, 'mcpServers'),
};
