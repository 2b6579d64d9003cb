import { readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

export const mastraCode: Client = {
  id: 'mastra-code',
  name: 'Mastra Code',
  docs: 'https://code.mastra.ai/configuration',
  places: [
    { scope: 'user', path: '~/.mastracode/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.mastracode/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', onlyIf: '~/.mastracode' },
  ],
  read: (root) => readMcpJson(root),
};
