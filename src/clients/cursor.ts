import { readPlugin, readPluginServers } from './_plugin.ts';
import { readBelow } from './_servers.ts';
import { readWorkspaceStorage } from './_workspace.ts';
import type { Client, Place } from './index.ts';

/** A plugin under development is linked into `local`: `*` follows such a link, `**` does not. */
const PLUGIN_FOLDERS = ['cache/**', 'local/*', 'local/**'];

const plugins = PLUGIN_FOLDERS.flatMap((folder): Place[] => [
  ...['.mcp.json', 'mcp.json'].map((name): Place => {
    const path = `~/.cursor/plugins/${folder}/${name}`;
    return { scope: 'plugin', path, format: 'json', shape: 'plugin-servers' };
  }),
  {
    scope: 'plugin',
    path: `~/.cursor/plugins/${folder}/.cursor-plugin/plugin.json`,
    format: 'json',
    shape: 'plugin',
  },
]);

/** Which servers and tools are on is kept in a database of the app. `sandbox.json` is about its shell, not about servers. */
export const cursor: Client = {
  id: 'cursor',
  name: 'Cursor',
  docs: 'https://cursor.com/docs/context/mcp',
  toolSwitch:
    'the server’s list of tools in the app’s settings; in its command line by `permissions.deny`: `Mcp(SERVER:TOOL)`',
  places: [
    { scope: 'user', path: '~/.cursor/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.cursor/mcp.json', format: 'json' },
    ...plugins,
    {
      scope: 'user',
      path: '<appdata>/Cursor/User/workspaceStorage/*/workspace.json',
      format: 'json',
      shape: 'workspace-storage',
      index: true,
    },
  ],
  read(root, { shape }, where) {
    if (shape === 'workspace-storage') return readWorkspaceStorage(root);
    if (shape === 'plugin-servers') return readPluginServers(root, where);
    return shape === 'plugin' ? readPlugin(root, where) : readBelow(root, 'mcpServers', { settings: ['envFile'] });
  },
};
