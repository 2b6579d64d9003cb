import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from './files.ts';
import { folderContents, type FolderContents } from './folder-contents.ts';

/** A folder of our own for a while. */
export interface Scratch {
  /** Without links on the way. */
  readonly path: string;
  /** Makes an empty folder in it. */
  folder(name: string): string;
  contents(): FolderContents;
  /** Takes it away with all that was put there; false when something could not be removed. */
  remove(): boolean;
}

/** Makes an empty folder that only this user may enter. Throws `FileError`. */
export type MakeScratch = (prefix: string) => Scratch;

/** Those that are there: they go with this process, however it ends (but by SIGKILL). */
const present = new Set<string>();
let isWatchingExit = false;

const removeFolder = (path: string): void =>
  rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });

function removeWithThisProcess(path: string): void {
  present.add(path);
  if (isWatchingExit) return;
  isWatchingExit = true;
  process.on('exit', () => present.forEach(removeFolder));
}

export const realScratch: MakeScratch = (prefix) =>
  guard(() => {
    const path = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
    removeWithThisProcess(path);
    return {
      path,
      folder: (name) =>
        guard(() => {
          const folder = join(path, name);
          mkdirSync(folder, { mode: 0o700 });
          return folder;
        }),
      contents: () => folderContents(path),
      remove() {
        try {
          removeFolder(path);
          present.delete(path);
          return true;
        } catch {
          return false;
        }
      },
    };
  });
