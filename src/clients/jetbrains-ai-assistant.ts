import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const jetbrainsAiAssistant: Client = {
  id: 'jetbrains-ai-assistant',
  name: 'JetBrains AI Assistant',
  aliases: ['jetbrains'],
  docs: 'https://www.jetbrains.com/help/ai-assistant/mcp.html',
  places: [
    { scope: 'user', path: '~/.ai/mcp/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.ai/mcp/mcp.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
