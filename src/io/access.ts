import { accessSync, constants, statSync } from 'node:fs';
import { FileError, guard } from './files.ts';

/** Who owns what is at a path, behind every link, and what it lets others do. */
export interface Permissions {
  /** Permission bits, with the sticky one. */
  mode: number;
  /** User id. */
  owner: number;
  /** Group id. */
  group: number;
  isSocket: boolean;
}

export interface Access {
  /** Null where the system has no such bits (Windows), or they may not be seen. */
  permissions(path: string): Permissions | null;
  /** Whether this process may read or write what is there; null where the system does not tell. */
  allows(path: string, how: 'read' | 'write'): boolean | null;
}

function attempt<T>(work: () => T): T | null {
  try {
    return guard(work);
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

const hasBits = process.platform !== 'win32';

export const realAccess: Access = {
  permissions: (path) =>
    attempt(() => {
      const stat = statSync(path);
      return hasBits ? { mode: stat.mode & 0o7777, owner: stat.uid, group: stat.gid, isSocket: stat.isSocket() } : null;
    }),

  allows(path, how) {
    if (!hasBits) return null;
    const mode = how === 'read' ? constants.R_OK : constants.W_OK;
    return attempt(() => accessSync(path, mode) ?? true) ?? false;
  },
};
