import { relative } from 'node:path';
import { FileError, type Files } from '../../io/index.ts';
import { slashes } from '../_slashes.ts';
import { installRoot } from './install-root.ts';
import { branchAt } from './lockfiles/indented.ts';
import type { Located } from './locate.ts';
import { lockedIn, physicalLocator, pnpTree } from './pnp.ts';
import { readPnpData } from './pnp-data.ts';

/**
 * The package of a Plug'n'Play project that offers a command to a folder of it: yarn.lock notes the commands of each package.
 * Null when there is no such project or package; throws `FileError` when several offer it.
 */
export function locatePnpCommand(files: Files, folder: string, command: string): Located | null {
  const root = slashes(installRoot(files, folder));
  const data = readPnpData(files, root);
  if (data === null) return null;
  const { tree } = pnpTree(files, root, data);
  const locked = lockedIn(files, root);
  const workspace = tree.get(slashes(relative(root, folder))) ?? tree.get('');
  const offering = new Set(
    (workspace?.dependencies ?? [])
      .map(({ to }) => to)
      .filter((location) => branchAt(locked.get(physicalLocator(location)) ?? new Map(), 'bin').has(command)),
  );
  const [entry, ...others] = offering;
  if (entry === undefined) return null;
  if (others.length > 0) throw new FileError('failed', `has several packages with a command ${command}`);
  return { root, entry, rootIsPackage: false, method: 'project' };
}
