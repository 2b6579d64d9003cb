import { lookup } from '../syntax/index.ts';
import { renameFields } from './_rename.ts';
import { readServers } from './_servers.ts';
import type { Client } from './index.ts';

/** A data folder that was moved elsewhere in the settings is not found. */
export const jan: Client = {
  id: 'jan',
  name: 'Jan',
  docs: 'https://www.jan.ai/docs/desktop/integrations/mcp-servers',
  places: [
    { scope: 'user', path: '<appdata>/Jan/data/mcp_config.json', format: 'json' },
    { scope: 'user', path: { linux: '${XDG_DATA_HOME:-~/.local/share}/Jan/data/mcp_config.json' }, format: 'json' },
    { scope: 'user', path: '~/jan/mcp_config.json', format: 'json' },
  ],
  /** A remote entry has an empty command too. */
  read: (root) => readServers(renameFields(lookup(root, 'mcpServers'), { active: 'enabled' }), ['mcpServers']),
};
