import { readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

const HOME = '${COPILOT_HOME:-~/.copilot}';

/** `tools` of an entry are the ones that are offered. VS Code's Copilot sessions read the same files. */
export const copilotCli: Client = {
  id: 'copilot-cli',
  name: 'GitHub Copilot CLI',
  aliases: ['copilot'],
  docs: 'https://docs.github.com/copilot/how-tos/copilot-cli/customize-copilot/add-mcp-servers',
  toolSwitch: '`tools` of its entry, which names those that are offered',
  places: [
    { scope: 'user', path: `${HOME}/mcp-config.json`, format: 'json' },
    { scope: 'project', path: '<project>/.github/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.mcp.json', format: 'json', onlyIf: HOME },
  ],
  read: (root) => readMcpJson(root, { settings: [], filters: ['tools'] }),
};
