import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** The command line has settings, the editors' agent a file of its own. */
export const tabnine: Client = {
  id: 'tabnine',
  name: 'Tabnine',
  docs: 'https://docs.tabnine.com/main/getting-started/tabnine-cli/features/mcp-server-config',
  toolSwitch: '`excludeTools` of its entry, or `includeTools`, which names those that are offered',
  places: [
    { scope: 'user', path: '~/.tabnine/agent/settings.json', format: 'json' },
    { scope: 'project', path: '<project>/.tabnine/agent/settings.json', format: 'json' },
    {
      scope: 'managed',
      path: {
        darwin: '/Library/Application Support/TabnineCli/settings.json',
        linux: '/etc/tabnine-cli/settings.json',
      },
      format: 'json',
    },
    {
      scope: 'managed',
      path: {
        darwin: '/Library/Application Support/TabnineCli/system-defaults.json',
        linux: '/etc/tabnine-cli/system-defaults.json',
      },
      format: 'json',
    },
    { scope: 'user', path: '~/.tabnine/mcp_servers.json', format: 'json' },
    { scope: 'project', path: '<project>/.tabnine/mcp_servers.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers', { filters: ['includeTools', 'excludeTools'] }),
};
