import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const iflow: Client = {
  id: 'iflow',
  name: 'iFlow CLI',
  docs: 'https://platform.iflow.cn/en/cli/examples/mcp',
  places: [
    { scope: 'user', path: '~/.iflow/settings.json', format: 'json' },
    { scope: 'project', path: '<project>/.iflow/settings.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
