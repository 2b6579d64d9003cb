import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const pool: Client = {
  id: 'pool',
  name: 'Poolside Pool',
  docs: 'https://docs.poolside.ai/mcp-servers',
  toolSwitch: '`deny` of its entry, or `enabled_tools`, which names those that are offered',
  places: [
    { scope: 'user', path: '${XDG_CONFIG_HOME:-~/.config}/poolside/settings.yaml', format: 'yaml' },
    { scope: 'project', path: '<project>/.poolside/settings.yaml', format: 'yaml' },
    { scope: 'local', path: '<project>/.poolside/settings.local.yaml', format: 'yaml' },
  ],
  read: (root) => readBelow(root, 'mcp_servers', { filters: ['enabled_tools', 'deny'], globs: true }),
};
