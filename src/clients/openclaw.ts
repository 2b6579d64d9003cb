import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const openclaw: Client = {
  id: 'openclaw',
  name: 'OpenClaw',
  docs: 'https://docs.openclaw.ai/cli/mcp',
  places: [
    {
      scope: 'user',
      path: '${OPENCLAW_CONFIG_PATH:-${OPENCLAW_STATE_DIR:-~/.openclaw}/openclaw.json}',
      format: 'json',
    },
  ],
  read: (root) => readBelow(root, ['mcp', 'servers']),
};
