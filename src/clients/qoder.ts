import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** The editor keeps `mcp.json`, the command line `settings.json`. */
export const qoder: Client = {
  id: 'qoder',
  name: 'Qoder',
  docs: 'https://docs.qoder.com/user-guide/chat/model-context-protocol',
  places: [
    { scope: 'user', path: '~/.qoder/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.qoder/settings.json', format: 'json' },
    { scope: 'user', path: '<appdata>/Qoder/SharedClientCache/mcp.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
