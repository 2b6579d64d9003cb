import { openedWorkspaces } from './_editors.ts';
import { readBelow } from './_servers.ts';
import { readWorkspaceStorage } from './_workspace.ts';
import type { Client } from './index.ts';

export const trae: Client = {
  id: 'trae',
  name: 'Trae',
  docs: 'https://docs.trae.ai/ide/model-context-protocol',
  places: [
    { scope: 'user', path: '<appdata>/Trae/User/mcp.json', format: 'json' },
    { scope: 'user', path: '<appdata>/Trae CN/User/mcp.json', format: 'json' },
    { scope: 'user', path: '<appdata>/TRAE SOLO/User/mcp.json', format: 'json' },
    { scope: 'user', path: '<appdata>/Trae/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.trae/mcp.json', format: 'json' },
    ...['Trae', 'Trae CN', 'TRAE SOLO'].map(openedWorkspaces),
  ],
  read: (root, { shape }) =>
    shape === 'workspace-storage' ? readWorkspaceStorage(root) : readBelow(root, 'mcpServers'),
};
