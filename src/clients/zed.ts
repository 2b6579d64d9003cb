import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

export const zed: Client = {
  id: 'zed',
  name: 'Zed',
  docs: 'https://zed.dev/docs/ai/mcp',
  toolSwitch: '`agent.profiles.PROFILE.context_servers.SERVER.tools` of the settings',
  places: [
    {
      scope: 'user',
      path: {
        darwin: '~/.config/zed/settings.json',
        linux: '${FLATPAK_XDG_CONFIG_HOME:-${XDG_CONFIG_HOME:-~/.config}}/zed/settings.json',
        win32: '${APPDATA:-~/AppData/Roaming}/Zed/settings.json',
      },
      format: 'json',
    },
    { scope: 'project', path: '<project>/.zed/settings.json', format: 'json' },
  ],
  /** An entry with only settings is started by an extension: what it runs is not in the file. */
  read: (root) => readBelow(root, 'context_servers', { extensions: true, settings: [] }),
};
