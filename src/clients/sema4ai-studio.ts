import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const sema4aiStudio: Client = {
  id: 'sema4ai-studio',
  name: 'Sema4.ai Studio',
  docs: 'https://sema4.ai/docs/build-agents/mcp',
  places: [
    {
      scope: 'user',
      path: {
        darwin: '~/.sema4ai/sema4ai-studio/mcp_servers.json',
        linux: '~/.sema4ai/sema4ai-studio/mcp_servers.json',
        win32: '${LOCALAPPDATA:-~/AppData/Local}/sema4ai/sema4ai-studio/mcp_servers.json',
      },
      format: 'json',
    },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
