import type { Node } from '../syntax/index.ts';
import type { Dialect } from './_entry.ts';
import { Fields, names } from './_fields.ts';
import { readBelow, readMcpJson } from './_servers.ts';
import type { Client, Place, Reading } from './index.ts';

/** Extensions that goose brings itself or that run inside it. Source: crates/goose/src/agents/extension.rs. */
const NO_SERVERS = ['builtin', 'platform', 'frontend', 'inlinepython'];

const DIALECT: Dialect = { skip: NO_SERVERS, filters: ['available_tools'] };

const XDG = '${XDG_CONFIG_HOME:-~/.config}/goose';
const FOLDERS: Place['path'][] = [
  { darwin: XDG, linux: XDG, win32: '${APPDATA:-~/AppData/Roaming}/Block/goose/config' },
  { darwin: '~/Library/Application Support/Block/goose/config', win32: '~/AppData/Block/goose' },
  '${GOOSE_PATH_ROOT:-}/config',
];

function inFolders(name: string, shape?: string): Place[] {
  return FOLDERS.map((folder) => ({
    scope: 'user',
    path:
      typeof folder === 'string'
        ? `${folder}/${name}`
        : Object.fromEntries(Object.entries(folder).map(([platform, path]) => [platform, `${path}/${name}`])),
    format: 'yaml',
    ...(shape === undefined ? {} : { shape }),
  }));
}

const LISTS = [
  ['always_allow', 'approvedTools'],
  ['never_allow', 'disabledTools'],
] as const;

/** `permission.yaml`: tools, called `server__tool`, that are always or never allowed. */
function readPermissions(root: Node): Reading {
  const user = new Fields(root, '').below('user');
  const filters = LISTS.flatMap(([key, list]) =>
    (user?.read(key, names, 'a list of names') ?? []).flatMap((name) => {
      const at = name.indexOf('__');
      return at <= 0 ? [] : [{ server: name.slice(0, at), settings: { [list]: [name.slice(at + 2)] } }];
    }),
  );
  return { entries: [], problems: user?.problems ?? [], filters };
}

export const goose: Client = {
  id: 'goose',
  name: 'goose',
  docs: 'https://goose-docs.ai/docs/guides/config-files/',
  toolSwitch:
    '`available_tools` of its entry, which names those that are offered, or `never_allow` of `permission.yaml`: `SERVER__TOOL`',
  places: [
    ...inFolders('config.yaml'),
    ...inFolders('permission.yaml', 'permissions'),
    { scope: 'plugin', path: '~/.agents/plugins/*/.mcp.json', format: 'json', shape: 'plugin' },
    { scope: 'project', path: '<project>/.agents/plugins/*/.mcp.json', format: 'json', shape: 'plugin' },
  ],
  read(root, { shape }) {
    if (shape === 'permissions') return readPermissions(root);
    return shape === 'plugin' ? readMcpJson(root) : readBelow(root, 'extensions', DIALECT);
  },
};
