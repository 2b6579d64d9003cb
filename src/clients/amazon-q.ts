import { readAgent } from './_agents.ts';
import type { Client, Place } from './index.ts';

/** `mcp.json` is the older file; `useLegacyMcpJson` of an agent adds it to the agent's own servers. */
const FILES = ['mcp.json', 'default.json', 'agents/*.json', 'cli-agents/*.json'];

/** The command line and the extensions of editors. */
export const amazonQ: Client = {
  id: 'amazon-q',
  name: 'Amazon Q Developer',
  aliases: ['q'],
  docs: 'https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/qdev-mcp.html',
  toolSwitch: '`tools` of an agent, which names those that are offered as `@SERVER/TOOL`',
  places: [
    ...FILES.map((name): Place => ({ scope: 'user', path: `~/.aws/amazonq/${name}`, format: 'json' })),
    ...FILES.map((name): Place => ({ scope: 'project', path: `<project>/.amazonq/${name}`, format: 'json' })),
  ],
  read: (root) => readAgent(root),
};
