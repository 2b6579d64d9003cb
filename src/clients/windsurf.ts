import { readBelow } from './_servers.ts';
import type { Client, Place } from './index.ts';

const DEVIN = { darwin: '~/.config/devin', linux: '~/.config/devin', win32: '${APPDATA:-~/AppData/Roaming}/devin' };

const at = (name: string): Place['path'] => ({
  darwin: `${DEVIN.darwin}/${name}`,
  linux: `${DEVIN.linux}/${name}`,
  win32: `${DEVIN.win32}/${name}`,
});

/** Windsurf, renamed Devin Desktop in June 2026; before its version 3000.3 the servers stood in `config.json`. */
export const windsurf: Client = {
  id: 'windsurf',
  name: 'Windsurf / Devin Desktop',
  docs: 'https://docs.windsurf.com/windsurf/cascade/mcp',
  places: [
    { scope: 'user', path: '~/.codeium/windsurf/mcp_config.json', format: 'json' },
    { scope: 'user', path: '~/.codeium/windsurf-next/mcp_config.json', format: 'json' },
    { scope: 'user', path: '~/.codeium/mcp_config.json', format: 'json' },
    { scope: 'user', path: at('mcp_config.json'), format: 'json' },
    { scope: 'user', path: at('config.json'), format: 'json' },
    { scope: 'project', path: '<project>/.devin/mcp_config.json', format: 'json' },
    { scope: 'local', path: '<project>/.devin/mcp_config.local.json', format: 'json' },
    { scope: 'project', path: '<project>/.devin/config.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
