import { readMcpJson } from './_servers.ts';
import type { Client } from './index.ts';

/**
 * GitHub's plugin for the IDEs of JetBrains. Its page tells how to open the file and not where it lies; the installers of
 * Laravel Boost and several servers' own guides agree on these paths (2026).
 */
export const copilotJetbrains: Client = {
  id: 'copilot-jetbrains',
  name: 'GitHub Copilot for JetBrains',
  aliases: ['copilot-intellij'],
  docs: 'https://docs.github.com/copilot/how-tos/provide-context/use-mcp/extend-copilot-chat-with-mcp',
  toolSwitch: '`tools` of its entry, which names those that are offered',
  places: [
    {
      scope: 'user',
      path: {
        darwin: '~/.config/github-copilot/intellij/mcp.json',
        linux: '${XDG_CONFIG_HOME:-~/.config}/github-copilot/intellij/mcp.json',
        win32: '${LOCALAPPDATA:-~/AppData/Local}/github-copilot/intellij/mcp.json',
      },
      format: 'json',
    },
    {
      scope: 'user',
      path: { darwin: '~/Library/Application Support/github-copilot/intellij/mcp.json' },
      format: 'json',
    },
  ],
  read: (root) => readMcpJson(root, { settings: [], filters: ['tools'] }),
};
