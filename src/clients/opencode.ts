import { readOpencode } from './_opencode.ts';
import type { Client, Place } from './index.ts';

const MANAGED = {
  darwin: '/Library/Application Support/opencode',
  linux: '/etc/opencode',
  win32: '${ProgramData:-C:/ProgramData}/opencode',
};

const FOLDERS: ReadonlyArray<readonly [Place['scope'], string]> = [
  // The same on every system: it follows the XDG rules on Windows too.
  ['user', '${XDG_CONFIG_HOME:-~/.config}/opencode'],
  ['user', '${OPENCODE_CONFIG_DIR:-}'],
  ['user', '~/.opencode'],
  ['project', '<project>'],
  ['project', '<project>/.opencode'],
];

const NAMES = ['opencode.json', 'opencode.jsonc'];

export const opencode: Client = {
  id: 'opencode',
  name: 'opencode',
  docs: 'https://opencode.ai/docs/mcp-servers',
  toolSwitch: '`tools` or `permission` of the config: `SERVER_TOOL`',
  places: [
    ...FOLDERS.flatMap(([scope, folder]) =>
      NAMES.map((name): Place => ({ scope, path: `${folder}/${name}`, format: 'json' })),
    ),
    { scope: 'user', path: '${OPENCODE_CONFIG:-}', format: 'json' },
    ...NAMES.map((name): Place => ({
      scope: 'managed',
      path: {
        darwin: `${MANAGED.darwin}/${name}`,
        linux: `${MANAGED.linux}/${name}`,
        win32: `${MANAGED.win32}/${name}`,
      },
      format: 'json',
    })),
  ],
  read: readOpencode,
};
