import type { Files } from '../../io/index.ts';
import type { Resolved, Surroundings } from '../index.ts';
import { describeArchived } from './describe-archived.ts';
import { describeInstalled } from './describe-installed.ts';
import { describeLocked } from './describe-locked.ts';
import type { Located } from './locate.ts';
import { withParts } from './parts.ts';
import { readPnpData } from './pnp-data.ts';

/** Reads the tree at a place, as well as it is there: on disk, in yarn's archives, or in a lockfile alone. */
export async function describe(located: Located, { io: { files } }: Surroundings): Promise<Resolved> {
  const { root, entry, rootIsPackage } = located;
  const archives = hasPackages(files, root) ? null : readPnpData(files, root);
  if (archives !== null) return describeArchived(files, located, archives);
  const holdsModules = (folder: string): boolean => files.kind(`${folder}/node_modules`) !== null;
  const isInstalled =
    rootIsPackage || holdsModules(root) || entry.includes('node_modules/') || holdsModules(`${root}/${entry}`);
  return isInstalled ? withParts(files, describeInstalled(files, located)) : describeLocked(files, located);
}

/** Whether a folder has installed packages: tools keep caches in node_modules also where yarn has none. */
function hasPackages(files: Files, root: string): boolean {
  if (files.kind(`${root}/node_modules`) !== 'folder') return false;
  return files
    .list(`${root}/node_modules`)
    .some(({ name }) => !name.startsWith('.') || /^\.(pnpm|bun|store)$/.test(name));
}
