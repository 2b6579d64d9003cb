import { FileError, type Files } from '../../io/index.ts';
import type { Disk } from './disk.ts';
import { readManifest } from './manifest.ts';
import { loadTree, storeTree, treeKey } from './tree-cache.ts';
import { readTree, type Tree } from './tree.ts';
import { areWorkspacesSafe } from './workspaces.ts';

/** The largest tree that arborist is given; the largest seen has 7,200 packages. */
const MAX_PACKAGES = 10_000;

/** Every package on disk, without edges. */
export function treeOfDisk(disk: Disk): Tree {
  return new Map(
    [...disk.packages.values()].map(({ location, name, version }) => [
      location,
      { location, name, version, extraneous: true, dependencies: [], broken: [] },
    ]),
  );
}

function manifestText(files: Files, root: string): string | null {
  return readManifest(files, root) === null ? null : files.readText(`${root}/package.json`, 4 * 1024 * 1024);
}

/** Throws `FileError` for a project whose workspaces would send arborist over the whole disk or keep it busy for ever. */
export function refuseWorkspaces(files: Files, root: string): void {
  if (areWorkspacesSafe(readManifest(files, root)?.workspaces)) return;
  throw new FileError('failed', 'names workspaces outside itself, or by patterns that are not plain');
}

/** Throws `FileError` for links that leave the tree or lead back to themselves: they send arborist in circles. */
function refuseLinks({ unsafeLinks }: Disk): void {
  const [first] = unsafeLinks;
  if (first === undefined) return;
  throw new FileError('failed', `has ${unsafeLinks.length} links that leave it or lead nowhere (${first})`);
}

/**
 * The tree as arborist reads it, corrected by what is on disk: arborist drops one of two folders that differ in case
 * only. Throws `FileError` when it cannot be read safely.
 */
export async function readVerifiedTree(files: Files, root: string, disk: Disk, cache: string | null): Promise<Tree> {
  refuseLinks(disk);
  refuseWorkspaces(files, root);
  if (disk.packages.size > MAX_PACKAGES) throw new FileError('too-large', `holds more than ${MAX_PACKAGES} packages`);
  const key = treeKey(disk, [root, manifestText(files, root)]);
  // Workspaces that nothing links to are read by arborist alone: what is not in the key must not be kept.
  const folder = readManifest(files, root)?.workspaces === undefined ? cache : null;
  const kept = loadTree(files, folder, key);
  if (kept) return kept;

  const tree = await readTree(root, 'installed');
  const onDisk = treeOfDisk(disk);
  for (const { location, name, version } of tree.values()) {
    const real = onDisk.get(location);
    if (location.includes('node_modules/') && (real?.name !== name || real.version !== version)) tree.delete(location);
  }
  for (const [location, pack] of onDisk) if (!tree.has(location)) tree.set(location, pack);
  storeTree(files, folder, key, tree);
  return tree;
}
