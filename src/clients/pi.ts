import { readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

/** Pi itself knows no MCP: the adapter is an extension that most of its users install. */
export const pi: Client = {
  id: 'pi',
  name: 'Pi (MCP adapter)',
  docs: 'https://github.com/nicobailon/pi-mcp-adapter',
  places: [
    { scope: 'user', path: '${PI_CODING_AGENT_DIR:-~/.pi/agent}/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.config/mcp/mcp.json', format: 'json', onlyIf: '~/.pi' },
    { scope: 'project', path: '<project>/.pi/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', onlyIf: '~/.pi' },
  ],
  read: (root) => readMcpJson(root),
};
