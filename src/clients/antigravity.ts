import { openedWorkspaces } from './_editors.ts';
import { readBelow } from './_servers.ts';
import { readWorkspaceStorage } from './_workspace.ts';
import type { Client } from './index.ts';

/** The editor and the `agy` command share one file since version 2.0; the two older ones were their own. */
export const antigravity: Client = {
  id: 'antigravity',
  name: 'Google Antigravity',
  docs: 'https://antigravity.google/docs/mcp',
  toolSwitch: '`disabledTools` of its entry',
  places: [
    { scope: 'user', path: '~/.gemini/config/mcp_config.json', format: 'json' },
    { scope: 'user', path: '~/.gemini/antigravity/mcp_config.json', format: 'json' },
    { scope: 'user', path: '~/.gemini/antigravity-cli/mcp_config.json', format: 'json' },
    { scope: 'project', path: '<project>/.agents/mcp_config.json', format: 'json' },
    { scope: 'plugin', path: '~/.gemini/config/plugins/*/mcp_config.json', format: 'json' },
    openedWorkspaces('Antigravity'),
  ],
  read: (root, { shape }) =>
    shape === 'workspace-storage'
      ? readWorkspaceStorage(root)
      : readBelow(root, 'mcpServers', { filters: ['disabledTools'] }),
};
