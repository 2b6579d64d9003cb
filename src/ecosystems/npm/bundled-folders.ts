import { FileError, type Files } from '../../io/index.ts';
import type { Evidence } from './bundled-scripts.ts';
import { packageOfPath } from './bundled-paths.ts';
import { readManifest } from './manifest.ts';

const MAX_FOLDERS = 500;

/**
 * Packages in a `node_modules` folder somewhere inside a package (`dist/node_modules/a`): Node finds them from the scripts
 * beside it, but no package manager has put them there or knows of them.
 */
export function foldersAmong(files: Files, folder: string, paths: readonly string[]): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const path of paths) {
    const named = packageOfPath(path);
    if (named === null || found.has(named.copy) || found.size >= MAX_FOLDERS) continue;
    found.set(named.copy, {
      ...named,
      ...statedAt(files, `${folder}/${named.copy}`),
      file: named.copy,
      kind: 'folder',
    });
  }
  return [...found.values()];
}

/** Name and version by a manifest, as far as it can be read. */
function statedAt(files: Files, folder: string): { name?: string; version?: string } {
  try {
    if (files.kind(`${folder}/package.json`) !== 'file') return {};
    const { name, version } = readManifest(files, folder) ?? {};
    return { ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }) };
  } catch (error) {
    if (error instanceof FileError) return {};
    throw error;
  }
}
