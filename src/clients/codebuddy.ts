import { lookup, type Node } from '../syntax/index.ts';
import { Fields, names } from './_fields.ts';
import { merge, readMcpJson, readServers } from './_servers.ts';
import type { Client, Reading } from './index.ts';

function readDisabled(root: Node): Reading {
  const fields = new Fields(root, '');
  const disabled = fields.read('disabledMcpServers', names, 'a list of names') ?? [];
  return {
    entries: [],
    problems: fields.problems,
    toggles: disabled.map((server) => ({ server, enabled: false, project: null })),
  };
}

/** The user's servers, and below `projects` those of one person in one project. */
function readState(root: Node): Reading {
  const fields = new Fields(root, '');
  const projects = new Map(fields.members('projects', 'a map of folders').map((member) => [member.key, member]));
  const local = [...projects.values()].map(({ key: project, value }): Reading => {
    const reading = readServers(lookup(value, 'mcpServers'), ['projects', project, 'mcpServers']);
    return { ...reading, entries: reading.entries.map((entry) => ({ ...entry, project })) };
  });
  return merge(readServers(lookup(root, 'mcpServers'), ['mcpServers']), readDisabled(root), ...local, {
    entries: [],
    problems: fields.problems,
    projects: [...projects.keys()],
  });
}

export const codebuddy: Client = {
  id: 'codebuddy',
  name: 'CodeBuddy Code',
  docs: 'https://www.codebuddy.ai/docs/cli/mcp',
  places: [
    { scope: 'user', path: '~/.codebuddy/.mcp.json', format: 'json' },
    { scope: 'user', path: '~/.codebuddy/mcp.json', format: 'json' },
    { scope: 'user', path: '~/.codebuddy.json', format: 'json' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', shape: 'project', onlyIf: '~/.codebuddy' },
  ],
  read: (root, { shape }) => (shape === 'project' ? readMcpJson(root) : readState(root)),
};
