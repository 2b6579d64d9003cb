import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const mistralVibe: Client = {
  id: 'mistral-vibe',
  name: 'Mistral Vibe',
  aliases: ['vibe'],
  docs: 'https://docs.mistral.ai/vibe/code/cli/mcp-servers',
  toolSwitch: '`disabled_tools` of its entry',
  places: [
    { scope: 'user', path: '${VIBE_HOME:-~/.vibe}/config.toml', format: 'toml' },
    { scope: 'project', path: '<project>/.vibe/config.toml', format: 'toml' },
  ],
  read: (root) => readBelow(root, 'mcp_servers', { list: true, filters: ['disabled_tools'] }),
};
