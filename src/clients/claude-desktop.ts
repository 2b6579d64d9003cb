import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** Servers of the config file only; extensions (.mcpb) and connectors are kept elsewhere. */
export const claudeDesktop: Client = {
  id: 'claude-desktop',
  name: 'Claude Desktop',
  docs: 'https://modelcontextprotocol.io/docs/develop/connect-local-servers',
  places: [
    { scope: 'user', path: '<appdata>/Claude/claude_desktop_config.json', format: 'json' },
    {
      scope: 'user',
      // As installed from the Microsoft Store.
      path: {
        win32:
          '${LOCALAPPDATA:-~/AppData/Local}/Packages/Claude_*/LocalCache/Roaming/Claude/claude_desktop_config.json',
      },
      format: 'json',
    },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
