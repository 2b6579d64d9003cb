import { lookup, type Node } from '../syntax/index.ts';
import type { Dialect } from './_entry.ts';
import { merge, readBelow, readServers } from './_servers.ts';
import { readWorkspaceStorage } from './_workspace.ts';
import type { Client, Place, Reading } from './index.ts';

/** Which tools are on or approved is kept in a database of the app. */
const DIALECT: Dialect = { settings: ['envFile', 'sandboxEnabled'] };

const USER_FOLDERS = [
  '<appdata>/Code/User',
  '<appdata>/Code - Insiders/User',
  '${VSCODE_PORTABLE:-}/user-data/User',
  '~/.vscode-server/data/User',
  '~/.vscode-server-insiders/data/User',
];

const userPlaces = USER_FOLDERS.flatMap((folder): Place[] => [
  { scope: 'user', path: `${folder}/mcp.json`, format: 'json' },
  { scope: 'profile', path: `${folder}/profiles/*/mcp.json`, format: 'json' },
  { scope: 'user', path: `${folder}/settings.json`, format: 'json', shape: 'settings' },
  { scope: 'profile', path: `${folder}/profiles/*/settings.json`, format: 'json', shape: 'settings' },
  {
    scope: 'user',
    path: `${folder}/workspaceStorage/*/workspace.json`,
    format: 'json',
    shape: 'workspace-storage',
    index: true,
  },
]);

const devcontainers = ['.devcontainer/devcontainer.json', '.devcontainer.json', '.devcontainer/*/devcontainer.json'];

/** The value at a way of keys, and the way as it was written. */
function follow(root: Node, keys: readonly string[]): Node | undefined {
  return keys.reduce<Node | undefined>((node, key) => lookup(node, key)?.value, root);
}

/** Servers in settings: `mcp.servers` as one key, or as nested ones. `path` leads to the settings. */
function readSettings(root: Node, path: readonly string[] = []): Reading {
  const settings = follow(root, path);
  const dotted = lookup(settings, 'mcp.servers');
  const nested = lookup(follow(root, [...path, 'mcp']), 'servers');
  return merge(
    readServers(dotted, [...path, 'mcp.servers'], DIALECT),
    readServers(nested, [...path, 'mcp', 'servers'], DIALECT),
  );
}

/** Servers that extensions contribute are not on disk. */
export const vscode: Client = {
  id: 'vscode',
  name: 'VS Code',
  aliases: ['code', 'github-copilot', 'devcontainer'],
  docs: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration',
  toolSwitch: '*Configure Tools* of its chat, for each request',
  places: [
    ...userPlaces,
    { scope: 'project', path: '<project>/.vscode/mcp.json', format: 'json' },
    { scope: 'project', path: '<project>/.vscode/settings.json', format: 'json', shape: 'settings' },
    { scope: 'project', path: '<project>/*.code-workspace', format: 'json', shape: 'code-workspace' },
    ...devcontainers.map((name): Place => ({
      scope: 'project',
      path: `<project>/${name}`,
      format: 'json',
      shape: 'devcontainer',
    })),
  ],
  read(root, { shape }) {
    if (shape === 'workspace-storage') return readWorkspaceStorage(root);
    if (shape === 'settings') return readSettings(root);
    if (shape === 'code-workspace') return readSettings(root, ['settings']);
    if (shape === 'devcontainer') return readSettings(root, ['customizations', 'vscode']);
    return readBelow(root, 'servers', DIALECT);
  },
};
