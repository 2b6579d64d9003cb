import { merge, readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const zcode: Client = {
  id: 'zcode',
  name: 'ZCode',
  docs: 'https://zcode.z.ai',
  places: [
    { scope: 'user', path: '~/.zcode/cli/config.json', format: 'json' },
    { scope: 'project', path: '<project>/.zcode/config.json', format: 'json' },
    { scope: 'user', path: '~/.agents/mcp.json', format: 'json', onlyIf: '~/.zcode' },
    { scope: 'project', path: '<project>/.agents/mcp.json', format: 'json', onlyIf: '~/.zcode' },
  ],
  read: (root) => merge(readBelow(root, ['mcp', 'servers']), readBelow(root, 'mcpServers')),
};
