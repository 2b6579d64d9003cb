import { readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

/** A project's `.mcp.json` is shared with other clients. */
export const jetbrainsAir: Client = {
  id: 'jetbrains-air',
  name: 'JetBrains Air',
  docs: 'https://www.jetbrains.com/help/air/mcp-servers.html',
  places: [
    { scope: 'user', path: '<appdata>/JetBrains/Air/mcp.json', format: 'json' },
    { scope: 'local', path: '<project>/.air/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', onlyIf: '<appdata>/JetBrains/Air' },
  ],
  read: (root) => readMcpJson(root),
};
