import { readMcpJson } from './_servers.ts';
import type { Client, Place } from './index.ts';

/** The folder of its settings, which is there once it has run. */
const INSTALLED = '${LOCALAPPDATA:-~/AppData/Local}/Microsoft/VisualStudio';

const shared = (path: string): Place => ({
  scope: 'project',
  path: `<project>/${path}`,
  format: 'json',
  onlyIf: INSTALLED,
});

/** Visual Studio 2022 from 17.14 on. Windows only: the project files that others own too are its own where it is installed. */
export const visualStudio: Client = {
  id: 'visual-studio',
  name: 'Visual Studio',
  docs: 'https://learn.microsoft.com/visualstudio/ide/mcp-servers',
  places: [
    { scope: 'user', path: { win32: '~/.mcp.json' }, format: 'json' },
    { scope: 'local', path: '<project>/.vs/mcp.json', format: 'json' },
    shared('.mcp.json'),
    shared('.vscode/mcp.json'),
    shared('.cursor/mcp.json'),
  ],
  read: (root) => readMcpJson(root, { settings: [] }),
};
