import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const lmStudio: Client = {
  id: 'lm-studio',
  name: 'LM Studio',
  docs: 'https://lmstudio.ai/docs/app/plugins/mcp',
  places: [
    { scope: 'user', path: '~/.lmstudio/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.cache/lm-studio/mcp.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
