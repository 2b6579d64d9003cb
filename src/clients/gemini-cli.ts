import { lookup, type Node } from '../syntax/index.ts';
import type { Dialect } from './_entry.ts';
import { Fields, names } from './_fields.ts';
import { merge, readBelow } from './_servers.ts';
import type { Client, Place, Reading } from './index.ts';

/** `url` is SSE and `httpUrl` streamable HTTP; both win over a command. */
const DIALECT: Dialect = { url: 'sse', urlFirst: true };

const SYSTEM = {
  darwin: '/Library/Application Support/GeminiCli',
  linux: '/etc/gemini-cli',
  win32: 'C:/ProgramData/gemini-cli',
};

const system = (variable: string, name: string): Place => ({
  scope: 'managed',
  path: {
    darwin: `\${${variable}:-${SYSTEM.darwin}/${name}}`,
    linux: `\${${variable}:-${SYSTEM.linux}/${name}}`,
    win32: `\${${variable}:-${SYSTEM.win32}/${name}}`,
  },
  format: 'json',
});

/** `mcp.excluded`, and `excludeMCPServers` of the first settings format. */
function readExcluded(root: Node): Reading {
  const fields = new Fields(root, '');
  const mcp = lookup(root, 'mcp');
  const nested = new Fields(mcp?.value ?? root, '/mcp');
  const excluded = [
    ...((mcp && nested.read('excluded', names, 'a list of names')) ?? []),
    ...(fields.read('excludeMCPServers', names, 'a list of names') ?? []),
  ];
  return {
    entries: [],
    problems: [...fields.problems, ...nested.problems],
    toggles: excluded.map((server) => ({ server, enabled: false, project: null })),
  };
}

export const geminiCli: Client = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  docs: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/mcp-server.md',
  places: [
    { scope: 'user', path: '~/.gemini/settings.json', format: 'json' },
    { scope: 'project', path: '<project>/.gemini/settings.json', format: 'json' },
    system('GEMINI_CLI_SYSTEM_SETTINGS_PATH', 'settings.json'),
    system('GEMINI_CLI_SYSTEM_DEFAULTS_PATH', 'system-defaults.json'),
    { scope: 'plugin', path: '~/.gemini/extensions/*/gemini-extension.json', format: 'json' },
  ],
  read: (root) => merge(readBelow(root, 'mcpServers', DIALECT), readExcluded(root)),
};
