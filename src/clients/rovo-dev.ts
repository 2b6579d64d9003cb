import { lookup, type Node } from '../syntax/index.ts';
import { Fields, names, text } from './_fields.ts';
import { readBelow } from './_servers.ts';
import type { Client, Reading } from './index.ts';

/** `config.yml`: servers that are switched off, and another place of the user's file. */
function readConfig(root: Node): Reading {
  const mcp = lookup(root, 'mcp');
  if (!mcp) return { entries: [], problems: [] };
  const fields = new Fields(mcp.value, '/mcp');
  const disabled = fields.read('disabledMcpServers', names, 'a list of names') ?? [];
  const path = fields.read('mcpConfigPath', text, 'a path');
  return {
    entries: [],
    problems: fields.problems,
    toggles: disabled.map((server) => ({ server, enabled: false, project: null })),
    // The config lies one folder below the home.
    files: path ? [{ path: path.replace(/^~(?=[\\/])/, '..'), scope: 'user', format: 'json' }] : [],
  };
}

export const rovoDev: Client = {
  id: 'rovo-dev',
  name: 'Rovo Dev',
  aliases: ['rovo'],
  docs: 'https://support.atlassian.com/rovo/docs/connect-to-an-mcp-server-in-rovo-dev-cli/',
  places: [
    { scope: 'user', path: '~/.rovodev/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.rovodev/mcp_config.json', format: 'json' },
    { scope: 'project', path: '<project>/.rovodev/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.rovodev/config.yml', format: 'yaml', shape: 'config' },
  ],
  read: (root, { shape }) => (shape === 'config' ? readConfig(root) : readBelow(root, 'mcpServers')),
};
