import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { FileError, type Files, type Machine } from '../io/index.ts';
import type { Bytes } from '../executable/index.ts';

/** A file behind its links, or null where there is none: a folder of that name, a link to nothing. */
function realFile(files: Files, path: string): string | null {
  try {
    if (files.kind(path) === null) return null;
    const real = files.realPath(path);
    return files.kind(real) === 'file' ? real : null;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** The file a command name stands for: the first in PATH, or beside the Node in use. Links are resolved. */
export function findExecutable(files: Files, machine: Machine, command: string, cwd: string | null): string | null {
  const endings = machine.platform === 'win32' ? ['', '.exe', '.cmd'] : [''];
  const isPath = /[\\/]/.test(command);
  if (isPath && !isAbsolute(command) && cwd === null) return null;
  const folders = isPath
    ? [cwd ?? '']
    : [
        ...(machine.env['PATH'] ?? '').split(delimiter).filter(isAbsolute),
        ...machine.nodePrefixes.map((prefix) => join(prefix, 'bin')),
      ];
  for (const folder of folders) {
    for (const ending of endings) {
      const found = realFile(files, resolve(folder, command + ending));
      if (found !== null) return found;
    }
  }
  return null;
}

/** A file of this machine as bytes: however large it is, only what is asked for is held. */
export function bytesIn(files: Files, path: string): Bytes {
  return { read: (offset, length) => files.readRange(path, offset, length) };
}
