import type { Settings } from '../model/server.ts';
import type { Node } from '../syntax/index.ts';
import type { Dialect } from './_entry.ts';
import { Fields, names } from './_fields.ts';
import { readBelow } from './_servers.ts';
import type { Reading } from './index.ts';

/** The tools of one server in a list of `@server`, `@server/tool` and built-in tools; `*` for all of them. */
function toolsOf(server: string, list: readonly string[]): string[] {
  if (list.includes('*') || list.includes(`@${server}`)) return ['*'];
  const prefix = `@${server}/`;
  return list
    .filter((tool) => tool.startsWith(prefix))
    .map((tool) => tool.slice(prefix.length))
    .sort();
}

/**
 * Reads the definition of an agent of Amazon Q or Kiro: servers of its own, `tools` that it is offered and
 * `allowedTools` that it may use without a question. Its servers start with the agent only. Source: amazon-q-developer-cli,
 * docs/agent-format.md.
 */
export function readAgent(root: Node, dialect: Dialect = {}): Reading {
  const reading = readBelow(root, 'mcpServers', dialect);
  const fields = new Fields(root, '');
  const tools = fields.read('tools', names, 'a list of names');
  const allowed = fields.read('allowedTools', names, 'a list of names') ?? [];
  const entries = reading.entries.map((entry) => {
    const offered = tools ? toolsOf(entry.name, tools) : ['*'];
    const approved = toolsOf(
      entry.name,
      allowed.filter((tool) => tool !== '*'),
    );
    const settings: Settings = {
      ...entry.settings,
      enabledTools: offered.includes('*') ? entry.settings.enabledTools : offered,
      approvedTools: approved.includes('*')
        ? approved
        : [...new Set([...entry.settings.approvedTools, ...approved])].sort(),
    };
    return { ...entry, settings };
  });
  return { ...reading, entries, problems: [...reading.problems, ...fields.problems] };
}
