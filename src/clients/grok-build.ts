import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const grokBuild: Client = {
  id: 'grok-build',
  name: 'Grok Build',
  aliases: ['grok'],
  docs: 'https://docs.x.ai/build/overview',
  places: [
    { scope: 'user', path: '${GROK_HOME:-~/.grok}/config.toml', format: 'toml' },
    { scope: 'project', path: '<project>/.grok/config.toml', format: 'toml' },
  ],
  read: (root) => readBelow(root, 'mcp_servers'),
};
