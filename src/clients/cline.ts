import { inGlobalStorage } from './_editors.ts';
import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

const DATA = '${CLINE_DATA_DIR:-${CLINE_DIR:-~/.cline}/data}';

/** It has no file in projects. */
export const cline: Client = {
  id: 'cline',
  name: 'Cline',
  docs: 'https://docs.cline.bot/mcp/configuring-mcp-servers',
  places: [
    ...inGlobalStorage('saoudrizwan.claude-dev/settings/cline_mcp_settings.json'),
    {
      scope: 'user',
      path: `\${CLINE_MCP_SETTINGS_PATH:-${DATA}/settings/cline_mcp_settings.json}`,
      format: 'json',
    },
  ],
  /** A `url` without a type is SSE: the type it had before there were others. */
  read: (root) => readBelow(root, 'mcpServers', { url: 'sse' }),
};
