import { basename, dirname } from 'node:path';
import { listComponents, readExecutable } from '../../executable/index.ts';
import { FileError, type Files } from '../../io/index.ts';
import { NO_INSTALLATION } from '../../model/installation.ts';
import { bytesIn } from '../_executable.ts';
import type { Question, Resolved, Surroundings } from '../index.ts';
import { goPlaces } from './go-places.ts';

/** Scripts of these are read by the ecosystems they belong to. */
const ELSEWHERE = new Set(['node', 'bun', 'deno', 'tsx', 'ts-node', 'python', 'pypy', 'uv']);

/** A folder behind its links, or as it stands where there is none. */
function realFolder(files: Files, folder: string): string {
  try {
    return files.realPath(folder);
  } catch (error) {
    if (error instanceof FileError) return folder;
    throw error;
  }
}

/** What is built into an executable, by its own record; null for a script of another ecosystem. `file` is a real path. */
export function describeExecutable(file: string, { env }: Question, { io, machine }: Surroundings): Resolved | null {
  const { files } = io;
  const executable = readExecutable(bytesIn(files, file));
  if (ELSEWHERE.has(executable.interpreter ?? '')) return null;
  const name = basename(file);
  const { components, root, gaps } = listComponents(executable, name, (part) => `${name}!${part}`);
  const isInstalledByGo = goPlaces(files, machine, env).bins.some((bin) => realFolder(files, bin) === dirname(file));
  return {
    installation: {
      ...NO_INSTALLATION,
      path: file,
      method: isInstalledByGo ? 'go-bin' : 'file',
      fidelity: components.length === 0 ? 'declared' : 'installed',
      version: components.find(({ id }) => id === root)?.version || null,
      root,
      components,
    },
    gaps,
  };
}
