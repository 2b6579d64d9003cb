import { readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

export const warp: Client = {
  id: 'warp',
  name: 'Warp',
  docs: 'https://docs.warp.dev/knowledge-and-collaboration/mcp',
  places: [
    { scope: 'user', path: '~/.warp/.mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.warp/.mcp.json', format: 'json' },
  ],
  read: (root) => readMcpJson(root),
};
