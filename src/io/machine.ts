import { homedir } from 'node:os';
import { dirname, join, posix, win32 } from 'node:path';

export type Platform = 'darwin' | 'linux' | 'win32';

/** The machine that is looked at: where its user lives and which variables speak for it. */
export interface Machine {
  platform: Platform;
  home: string;
  /** Environment variables that may move config files and caches; empty when another user's home is looked at. */
  env: Readonly<Record<string, string | undefined>>;
  /** Prefixes of the Node installations that its user runs: their global packages and npm settings count. */
  nodePrefixes: readonly string[];
  /** Folder that holds the drives of a Windows that is looked at from its Linux side (`/mnt`); paths are then Linux's. */
  drives?: string;
  /** Its processor in Node's words (`x64`, `arm64`); absent where it is not known. */
  architecture?: string;
}

/** This machine and the user who runs the scan. */
export function thisMachine(env: Machine['env'] = process.env): Machine {
  const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  const appData = env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  const nodePrefixes = platform === 'win32' ? [join(appData, 'npm')] : [dirname(dirname(process.execPath))];
  return { platform, home: homedir(), env, nodePrefixes, architecture: process.arch };
}

/** Somebody else's home on this machine: this user's variables and Node do not speak for it. */
export function homeAt(home: string): Machine {
  return { ...thisMachine({}), home, nodePrefixes: [] };
}

/** Path functions of the machine that is looked at, which need not be the one that looks. */
export function pathsOf(machine: Machine): typeof posix {
  return machine.platform === 'win32' && machine.drives === undefined ? win32 : posix;
}
