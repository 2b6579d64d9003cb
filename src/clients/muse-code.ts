import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const museCode: Client = {
  id: 'muse-code',
  name: 'Muse Code',
  docs: 'https://dev.meta.ai/docs/muse-code/configuration.md',
  places: [{ scope: 'user', path: '${XDG_CONFIG_HOME:-~/.config}/muse/settings.json', format: 'json' }],
  read: (root) => readBelow(root, 'mcp_servers'),
};
