import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** Windsurf until it became Devin Desktop, and its plugin for JetBrains. */
export const windsurf: Client = {
  id: 'windsurf',
  name: 'Windsurf',
  aliases: ['codeium'],
  docs: 'https://docs.windsurf.com/windsurf/cascade/mcp',
  toolSwitch: '`disabledTools` of its entry',
  places: [
    { scope: 'user', path: '~/.codeium/windsurf/mcp_config.json', format: 'json' },
    { scope: 'user', path: '~/.codeium/windsurf-next/mcp_config.json', format: 'json' },
    { scope: 'user', path: '~/.codeium/mcp_config.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers', { settings: [], filters: ['disabledTools'] }),
};
