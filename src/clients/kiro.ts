import { readAgent } from './_agents.ts';
import { openedWorkspaces } from './_editors.ts';
import type { Dialect } from './_entry.ts';
import { merge, readBelow } from './_servers.ts';
import { readWorkspaceStorage } from './_workspace.ts';
import type { Client } from './index.ts';

const DIALECT: Dialect = { filters: ['disabledTools'] };

/** The editor and the command line. What a power brings is written into the user's file, below `powers`. */
export const kiro: Client = {
  id: 'kiro',
  name: 'Kiro',
  docs: 'https://kiro.dev/docs/mcp/configuration/',
  toolSwitch:
    '`disabledTools` of its entry, or `tools` of an agent, which names those that are offered as `@SERVER/TOOL`',
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
    if (shape === 'agent') return readAgent(root, DIALECT);
    return merge(readBelow(root, 'mcpServers', DIALECT), readBelow(root, ['powers', 'mcpServers'], DIALECT));
  },
};
