import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

export type Platform = 'darwin' | 'linux' | 'win32';

/** The machine that is looked at: where its user lives and which variables speak for it. */
export interface Machine {
  platform: Platform;
  home: string;
  /** Environment variables that may move config files and caches; empty when another user's home is looked at. */
  env: Readonly<Record<string, string | undefined>>;
}

/** This machine and the user who runs the scan. */
export function thisMachine(env: Machine['env'] = process.env): Machine {
  const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  return { platform, home: homedir(), env };
}

/** Somebody else's home on this machine: this user's variables do not speak for it. */
export function homeAt(home: string): Machine {
  return { ...thisMachine({}), home };
}

/** Path functions of the machine that is looked at, which need not be the one that looks. */
export function pathsOf(machine: Machine): typeof posix {
  return machine.platform === 'win32' ? win32 : posix;
}
