import { lookup } from '../syntax/index.ts';
import { renameFields } from './_rename.ts';
import { readServers } from './_servers.ts';
import type { Client } from './index.ts';

/** Names that win over the common ones. Source: steipete/mcporter, src/config-normalize.ts. */
const NAMES = { baseUrl: 'url', base_url: 'url', server_url: 'url', executable: 'command' };

/** `imports` adds what other clients' files declare: those are theirs, and are read as such. */
export const mcporter: Client = {
  id: 'mcporter',
  name: 'MCPorter',
  docs: 'https://github.com/steipete/mcporter/blob/main/docs/config.md',
  places: [
    { scope: 'user', path: '~/.mcporter/mcporter.json', format: 'json' },
    { scope: 'user', path: '~/.mcporter/mcporter.jsonc', format: 'json' },
    { scope: 'user', path: '${MCPORTER_CONFIG:-}', format: 'json' },
    { scope: 'project', path: '<project>/config/mcporter.json', format: 'json' },
  ],
  read: (root) => readServers(renameFields(lookup(root, 'mcpServers'), NAMES), ['mcpServers'], { urlFirst: true }),
};
