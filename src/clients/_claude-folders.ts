import type { Place } from './index.ts';

const LOCAL = '${LOCALAPPDATA:-~/AppData/Local}';

/**
 * The folders that Claude Desktop keeps its settings in: its own, those of the Microsoft Store (`Packages`, and since its
 * version 2.4 `Claude-Data`), and that of a setup with another inference provider.
 */
export const CLAUDE_FOLDERS: ReadonlyArray<(name: string) => Place['path']> = [
  (name) => `<appdata>/Claude/${name}`,
  (name) => ({ win32: `${LOCAL}/Packages/Claude_*/LocalCache/Roaming/Claude/${name}` }),
  (name) => ({ win32: `${LOCAL}/Claude-Data/claude*/${name}` }),
  (name) => ({
    darwin: `~/Library/Application Support/Claude-3p/${name}`,
    linux: `<appdata>/Claude-3p/${name}`,
    win32: `${LOCAL}/Claude-3p/${name}`,
  }),
];
