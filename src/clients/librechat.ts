import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

/** Its file lies beside the deployment: in the checkout of LibreChat or the project that runs it. */
export const librechat: Client = {
  id: 'librechat',
  name: 'LibreChat',
  docs: 'https://www.librechat.ai/docs/configuration/librechat_yaml/object_structure/mcp_servers',
  places: [
    { scope: 'project', path: '<project>/librechat.yaml', format: 'yaml' },
    { scope: 'user', path: '${LIBRECHAT_CONFIG_DIR:-~}/LibreChat/librechat.yaml', format: 'yaml' },
  ],
  read: (root) => readBelow(root, 'mcpServers'),
};
