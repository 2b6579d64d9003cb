import { readBelow } from './_servers.ts';
import type { Client } from './index.ts';

const CONFIG = '${CRUSH_GLOBAL_CONFIG:-${XDG_CONFIG_HOME:-~/.config}/crush}';
const DATA = '${CRUSH_GLOBAL_DATA:-${XDG_DATA_HOME:-~/.local/share}/crush}';

/** All its files are merged. `crushrc` is a shell program that can add servers or change them: it is told, not read. */
export const crush: Client = {
  id: 'crush',
  name: 'Crush',
  docs: 'https://github.com/charmbracelet/crush',
  toolSwitch: '`disabled_tools` of its entry, or `enabled_tools`, which names those that are offered',
  places: [
    { scope: 'user', path: `${CONFIG}/crush.json`, format: 'json' },
    { scope: 'user', path: `${CONFIG}/crushrc`, format: 'json', program: true },
    { scope: 'user', path: `${DATA}/crush.json`, format: 'json' },
    { scope: 'user', path: { win32: '${LOCALAPPDATA:-~/AppData/Local}/crush/crush.json' }, format: 'json' },
    { scope: 'project', path: '<project>/crush.json', format: 'json' },
    { scope: 'project', path: '<project>/.crush.json', format: 'json' },
    { scope: 'project', path: '<project>/crushrc', format: 'json', program: true },
    { scope: 'project', path: '<project>/.crushrc', format: 'json', program: true },
  ],
  read: (root) => readBelow(root, 'mcp', { filters: ['disabled_tools', 'enabled_tools'] }),
};
