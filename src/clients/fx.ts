import { merge, readBelow, readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

export const fx: Client = {
  id: 'fx',
  name: 'fx',
  docs: 'https://github.com/vercel-labs/fx',
  places: [
    { scope: 'user', path: '~/.fx/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', onlyIf: '~/.fx', shape: 'project' },
  ],
  read: (root, { shape }) =>
    shape === 'project' ? readMcpJson(root) : merge(readBelow(root, 'mcp'), readBelow(root, 'mcpServers')),
};
