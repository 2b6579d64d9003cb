import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** A bare `url` is an SSE endpoint; streamable HTTP has a key of its own, `httpURL`. */
export const bob: Client = {
  id: 'bob',
  name: 'IBM Bob',
  docs: 'https://bob.ibm.com/docs/ide/configuration/mcp/mcp-in-bob',
  places: [
    { scope: 'user', path: '~/.bob/mcp_settings.json', format: 'json' },
    { scope: 'user', path: '~/.bob/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.bob/mcp.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers', { url: 'sse' }),
};
