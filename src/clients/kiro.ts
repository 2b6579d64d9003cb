import { readAgent } from './_agents.ts';
import { openedWorkspaces } from './_editors.ts';
import { merge, readBelow } from './_servers.ts';
import { readWorkspaceStorage } from './_workspace.ts';
import type { Client } from './index.ts';

/** The editor and the command line. What a power brings is written into the user's file, below `powers`. */
export const kiro: Client = {
  id: 'kiro',
  name: 'Kiro',
  docs: 'https://kiro.dev/docs/mcp/configuration/',
  places: [
    { scope: 'user', path: '~/.kiro/settings/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.kiro/settings/mcp.json', format: 'json' },
    { scope: 'plugin', path: '~/.kiro/powers/installed/*/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.kiro/agents/*.json', format: 'json', shape: 'agent' },
    { scope: 'project', path: '<project>/.kiro/agents/*.json', format: 'json', shape: 'agent' },
    openedWorkspaces('Kiro'),
  ],
  read(root, { shape }) {
    if (shape === 'workspace-storage') return readWorkspaceStorage(root);
    if (shape === 'agent') return readAgent(root);
    return merge(readBelow(root, 'mcpServers'), readBelow(root, ['powers', 'mcpServers']));
  },
};
