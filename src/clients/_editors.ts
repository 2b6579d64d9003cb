import type { Place } from './index.ts';

/** VS Code and the editors made from it, by the names of their folders. */
const NAMES = [
  'Code',
  'Code - Insiders',
  'VSCodium',
  'Cursor',
  'Windsurf',
  'Windsurf - Next',
  'Antigravity',
  'Kiro',
  'Trae',
];
/** What serves them at the far end of a remote session: WSL, SSH, a container. */
const SERVERS = ['.vscode-server', '.vscode-server-insiders', '.cursor-server', '.windsurf-server'];

const USER_FOLDERS = [
  ...NAMES.map((name) => `<appdata>/${name}/User`),
  ...SERVERS.map((name) => `~/${name}/data/User`),
  '${VSCODE_PORTABLE:-}/user-data/User',
];

/** A file that an extension keeps to itself, in every editor that it may run in. */
export function inGlobalStorage(file: string): Place[] {
  return USER_FOLDERS.map((folder) => ({ scope: 'user', path: `${folder}/globalStorage/${file}`, format: 'json' }));
}

/** The settings of every editor, in which an extension has a section; those of a project too. */
export function inEditorSettings(shape: string): Place[] {
  const files = USER_FOLDERS.flatMap((folder): Place[] => [
    { scope: 'user', path: `${folder}/settings.json`, format: 'json' },
    { scope: 'profile', path: `${folder}/profiles/*/settings.json`, format: 'json' },
  ]);
  const project: Place = { scope: 'project', path: '<project>/.vscode/settings.json', format: 'json' };
  return [...files, project].map((place) => ({ ...place, shape, guest: true }));
}

/** Which projects an editor has opened. */
export function openedWorkspaces(editor: string): Place {
  return {
    scope: 'user',
    path: `<appdata>/${editor}/User/workspaceStorage/*/workspace.json`,
    format: 'json',
    shape: 'workspace-storage',
    index: true,
  };
}
