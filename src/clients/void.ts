import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const voidEditor: Client = {
  id: 'void',
  name: 'Void',
  docs: 'https://github.com/voideditor/void',
  places: [{ scope: 'user', path: '~/.void-editor/mcp.json', format: 'json' }],
  read: (root) => readBelow(root, 'mcpServers'),
};
