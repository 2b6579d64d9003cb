import type { Files } from '../../io/index.ts';

/** Files of one package by their path in it. */
export interface PackageFiles {
  paths: string[];
  /** False when a bound stopped the listing. */
  isWhole: boolean;
}

const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 32;

/** Lists a package's own files: the packages in its own node_modules, and what links lead to, are left out. Throws `FileError`. */
export function listFiles(files: Files, folder: string): PackageFiles {
  const listed: PackageFiles = { paths: [], isWhole: true };
  let entries = 0;
  const walk = (inside: string, depth: number): void => {
    for (const { name, kind } of files.list(`${folder}/${inside}`)) {
      entries += 1;
      if (entries > MAX_ENTRIES || depth > MAX_DEPTH) listed.isWhole = false;
      else if (kind === 'folder' && `${inside}${name}` !== 'node_modules') walk(`${inside}${name}/`, depth + 1);
      else if (kind === 'file') listed.paths.push(`${inside}${name}`);
      if (!listed.isWhole) return;
    }
  };
  walk('', 0);
  return listed;
}
