import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const hermes: Client = {
  id: 'hermes',
  name: 'Hermes Agent',
  docs: 'https://github.com/NousResearch/hermes-agent/blob/main/website/docs/user-guide/features/mcp.md',
  toolSwitch: '`tools.exclude` of its entry, or `tools.include`, which names those that are offered',
  places: [
    {
      scope: 'user',
      path: {
        darwin: '${HERMES_HOME:-~/.hermes}/config.yaml',
        linux: '${HERMES_HOME:-~/.hermes}/config.yaml',
        win32: '${HERMES_HOME:-${LOCALAPPDATA:-~/AppData/Local}/hermes}/config.yaml',
      },
      format: 'yaml',
    },
  ],
  read: (root) => readBelow(root, 'mcp_servers', { filters: ['tools'] }),
};
