import type { StorePlace } from './index.ts';

/** The user's folder for settings of programs that follow their platform. */
export const XDG_CONFIG = '${XDG_CONFIG_HOME:-~/.config}';
export const XDG_DATA = '${XDG_DATA_HOME:-~/.local/share}';
export const APPDATA = '${APPDATA:-~/AppData/Roaming}';
export const LOCAL_APPDATA = '${LOCALAPPDATA:-~/AppData/Local}';
export const APPLICATION_SUPPORT = '~/Library/Application Support';

/** One path on Linux and macOS, another on Windows. */
export function unixAnd(path: string, win32: string): StorePlace['path'] {
  return { linux: path, darwin: path, win32 };
}

/** Only on Linux and macOS. */
export function unix(path: string): StorePlace['path'] {
  return { linux: path, darwin: path };
}
