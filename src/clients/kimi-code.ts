import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** Kimi CLI before its new name kept its file in `~/.kimi`. */
export const kimiCode: Client = {
  id: 'kimi-code',
  name: 'Kimi Code',
  aliases: ['kimi'],
  docs: 'https://moonshotai.github.io/kimi-code/en/customization/mcp',
  toolSwitch: '`disabledTools` of its entry, or `enabledTools`, which names those that are offered',
  places: [
    { scope: 'user', path: '${KIMI_CODE_HOME:-~/.kimi-code}/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.kimi/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.kimi-code/mcp.json', format: 'json' },
  ],
  read: (root) => readBelow(root, 'mcpServers', { filters: ['enabledTools', 'disabledTools'] }),
};
