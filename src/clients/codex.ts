import { lookup, type Node } from '../syntax/index.ts';
import { readBelow, readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

/** The folders whose trust was decided: every project that was opened. */
function readProjects(root: Node): string[] {
  const projects = lookup(root, 'projects')?.value;
  return projects?.kind === 'object' ? projects.members.map(({ key }) => key) : [];
}

export const codex: Client = {
  id: 'codex',
  name: 'Codex CLI',
  docs: 'https://developers.openai.com/codex/mcp',
  places: [
    { scope: 'user', path: '${CODEX_HOME:-~/.codex}/config.toml', format: 'toml' },
    { scope: 'profile', path: '${CODEX_HOME:-~/.codex}/*.config.toml', format: 'toml' },
    { scope: 'project', path: '<project>/.codex/config.toml', format: 'toml' },
    {
      scope: 'managed',
      path: {
        darwin: '/etc/codex/config.toml',
        linux: '/etc/codex/config.toml',
        win32: '${ProgramData:-C:/ProgramData}/OpenAI/Codex/config.toml',
      },
      format: 'toml',
    },
    { scope: 'plugin', path: '${CODEX_HOME:-~/.codex}/plugins/**/.mcp.json', format: 'json', shape: 'plugin' },
  ],
  read(root, { shape }) {
    if (shape === 'plugin') return readMcpJson(root);
    return { ...readBelow(root, 'mcp_servers'), projects: readProjects(root) };
  },
};
