import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const firebaseStudio: Client = {
  id: 'firebase-studio',
  name: 'Firebase Studio',
  docs: 'https://firebase.google.com/docs/studio/mcp-servers',
  places: [{ scope: 'project', path: '<project>/.idx/mcp.json', format: 'json' }],
  read: (root) => readBelow(root, 'mcpServers'),
};
