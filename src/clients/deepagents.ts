import { readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

export const deepagents: Client = {
  id: 'deepagents',
  name: 'Deep Agents Code',
  docs: 'https://docs.langchain.com/oss/deepagents/code/mcp-tools',
  toolSwitch: '`disabledTools` of its entry, or `allowedTools`, which names those that are offered',
  places: [
    { scope: 'user', path: '~/.deepagents/.mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.deepagents/.mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', onlyIf: '~/.deepagents' },
  ],
  read: (root) => readMcpJson(root, { filters: ['allowedTools', 'disabledTools'] }),
};
