import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const boltai: Client = {
  id: 'boltai',
  name: 'BoltAI',
  docs: 'https://docs.boltai.com/docs/plugins/mcp-servers',
  places: [
    {
      scope: 'user',
      path: {
        darwin: '~/.boltai/mcp.json',
      },
      format: 'json',
    },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
