import { readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

export const commandCode: Client = {
  id: 'command-code',
  name: 'Command Code',
  docs: 'https://commandcode.ai/docs/mcp/manage',
  places: [
    { scope: 'user', path: '~/.commandcode/mcp.json', format: 'json' },
    { scope: 'local', path: '~/.commandcode/projects/*/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', onlyIf: '~/.commandcode' },
  ],
  read: (root) => readMcpJson(root),
};
