import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const cortexCode: Client = {
  id: 'cortex-code',
  name: 'Snowflake Cortex Code',
  docs: 'https://docs.snowflake.com/en/user-guide/cortex-code/cortex-code-mcp',
  places: [{ scope: 'user', path: '${SNOWFLAKE_HOME:-~/.snowflake}/cortex/mcp.json', format: 'json' }],
  read: (root) => readBelow(root, 'mcpServers'),
};
