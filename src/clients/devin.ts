import type { Dialect } from './_entry.ts';
import { readBelow } from './_servers.ts';
import type { Client, Place } from './index.ts';

const DIALECT: Dialect = { settings: [], filters: ['disabledTools'] };

const own = (name: string): Place['path'] => ({
  darwin: `~/.config/devin/${name}`,
  linux: `\${XDG_CONFIG_HOME:-~/.config}/devin/${name}`,
  win32: `\${APPDATA:-~/AppData/Roaming}/devin/${name}`,
});

/** Devin Desktop, called Windsurf before June 2026, and Devin CLI; before version 3000.3 the servers stood in `config.json`. */
export const devin: Client = {
  id: 'devin',
  name: 'Devin Desktop',
  docs: 'https://docs.devin.ai/cli/reference/configuration/config-file',
  toolSwitch: '`disabledTools` of its entry',
  places: [
    { scope: 'user', path: own('mcp_config.json'), format: 'json' },
    { scope: 'user', path: own('config.json'), format: 'json' },
    { scope: 'project', path: '<project>/.devin/mcp_config.json', format: 'json' },
    { scope: 'local', path: '<project>/.devin/mcp_config.local.json', format: 'json' },
    { scope: 'project', path: '<project>/.devin/config.json', format: 'json' },
    { scope: 'local', path: '<project>/.devin/config.local.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers', DIALECT),
};
