import { inEditorSettings } from './_editors.ts';
import type { Dialect } from './_entry.ts';
import { readBelow, readMcpJson } from './_servers.ts';
import type { Client, Place } from './index.ts';

const DIALECT: Dialect = { filters: ['includeTools'] };

const NAMES = ['settings.json', 'settings.jsonc'];
const MANAGED = {
  darwin: '/Library/Application Support/ampcode/managed-settings.json',
  linux: '/etc/ampcode/managed-settings.json',
  win32: '${ProgramData:-C:/ProgramData}/ampcode/managed-settings.json',
};

const user = NAMES.flatMap((name): Place[] => [
  { scope: 'user', path: `\${XDG_CONFIG_HOME:-~/.config}/amp/${name}`, format: 'json' },
  { scope: 'user', path: { win32: `\${APPDATA:-~/AppData/Roaming}/amp/${name}` }, format: 'json' },
  { scope: 'project', path: `<project>/.amp/${name}`, format: 'json' },
]);

/** Skills bring servers in an `mcp.json`, which start when the skill is used. */
const SKILLS: ReadonlyArray<readonly [Place['scope'], string]> = [
  ['plugin', '~/.config/agents/skills'],
  ['plugin', '~/.config/amp/skills'],
  ['project', '<project>/.agents/skills'],
];

/** The command line, and its extension in the settings of editors. */
export const amp: Client = {
  id: 'amp',
  name: 'Amp',
  docs: 'https://ampcode.com/manual',
  toolSwitch: '`includeTools` of its entry, which names those that are offered',
  places: [
    ...user,
    { scope: 'managed', path: MANAGED, format: 'json' },
    ...SKILLS.map(([scope, folder]): Place => ({
      scope,
      path: `${folder}/*/mcp.json`,
      format: 'json',
      shape: 'skill',
    })),
    ...inEditorSettings('editor'),
  ],
  read: (root, { shape }) =>
    shape === 'skill' ? readMcpJson(root, DIALECT) : readBelow(root, 'amp.mcpServers', DIALECT),
};
