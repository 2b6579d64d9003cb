import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const lingma: Client = {
  id: 'lingma',
  name: 'Lingma',
  docs: 'https://help.aliyun.com/zh/lingma/user-guide/guide-for-using-mcp',
  places: [{ scope: 'user', path: '~/.lingma/lingma_mcp.json', format: 'json' }],
  read: (root) => readBelow(root, 'mcpServers'),
};
