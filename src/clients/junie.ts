import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const junie: Client = {
  id: 'junie',
  name: 'JetBrains Junie',
  docs: 'https://www.jetbrains.com/help/junie/model-context-protocol-mcp.html',
  places: [
    { scope: 'user', path: '~/.junie/mcp/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.junie/mcp/mcp.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
