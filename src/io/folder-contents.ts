import { lstatSync, opendirSync } from 'node:fs';
import { join } from 'node:path';

/** What lies below a folder. */
export interface FolderContents {
  files: number;
  /** On the disk: a hole in a file costs nothing. */
  bytes: number;
  /** The first few files, relative to the folder, with `/`. */
  first: string[];
  /** False when there is more than was looked at. */
  isWhole: boolean;
}

const MAX_ENTRIES = 50_000;
const MAX_NAMED = 20;
const BLOCK = 512;

/** Counts what lies below a folder, no further than 50,000 entries. Follows no link; what vanishes meanwhile is not there. */
export function folderContents(root: string): FolderContents {
  const contents: FolderContents = { files: 0, bytes: 0, first: [], isWhole: true };
  let entries = 0;
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      const opened = opendirSync(join(root, folder));
      try {
        for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) {
          entries += 1;
          if (entries > MAX_ENTRIES) return { ...contents, isWhole: false };
          const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
          if (entry.isDirectory()) waiting.push(path);
          else {
            contents.files += 1;
            contents.bytes += (lstatSync(join(root, path), { throwIfNoEntry: false })?.blocks ?? 0) * BLOCK;
            if (contents.first.length < MAX_NAMED) contents.first.push(path);
          }
        }
      } finally {
        opened.closeSync();
      }
    } catch {
      // A folder that is gone, or that its maker closed.
    }
  }
  return contents;
}
