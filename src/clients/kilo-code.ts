import { inGlobalStorage } from './_editors.ts';
import { readOpencode } from './_opencode.ts';
import { readBelow } from './_servers.ts';
import type { Client, Place } from './index.ts';

const FOLDERS: ReadonlyArray<readonly [Place['scope'], string]> = [
  ['user', '${XDG_CONFIG_HOME:-~/.config}/kilo'],
  ['user', '${KILO_CONFIG_DIR:-}'],
  ['project', '<project>'],
  ['project', '<project>/.kilo'],
  ['project', '<project>/.kilocode'],
];

/** Made from opencode since version 7; before it was an extension like Cline. */
export const kiloCode: Client = {
  id: 'kilo-code',
  name: 'Kilo Code',
  aliases: ['kilo'],
  docs: 'https://kilo.ai/docs/automate/mcp/using-in-kilo-code',
  toolSwitch:
    '`tools` or `permission` of the config: `SERVER_TOOL`; in its older extension by `disabledTools` of the entry',
  places: [
    ...FOLDERS.flatMap(([scope, folder]): Place[] => [
      { scope, path: `${folder}/kilo.json`, format: 'json' },
      { scope, path: `${folder}/kilo.jsonc`, format: 'json' },
    ]),
    { scope: 'user', path: '${KILO_CONFIG:-}', format: 'json' },
    { scope: 'project', path: '<project>/.kilocode/mcp.json', format: 'json', shape: 'extension' },
    ...inGlobalStorage('kilocode.kilo-code/settings/mcp_settings.json').map((place): Place => ({
      ...place,
      shape: 'extension',
    })),
  ],
  read: (root, { shape }) =>
    shape === 'extension' ? readBelow(root, 'mcpServers', { filters: ['disabledTools'] }) : readOpencode(root),
};
