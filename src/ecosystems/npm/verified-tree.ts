import { FileError, type Files } from '../../io/index.ts';
import type { Disk } from './disk.ts';
import { readManifest } from './manifest.ts';
import { loadTree, storeTree, treeKey } from './tree-cache.ts';
import { readTree, type Tree } from './tree.ts';

export interface VerifiedTree {
  tree: Tree;
  /** Locations where npm's own record is not what lies on disk; the tree holds the disk's truth. */
  lies: string[];
}

/** Every package on disk, without edges. */
export function treeOfDisk(disk: Disk): Tree {
  return new Map(
    [...disk.packages.values()].map(({ location, name, version }) => [
      location,
      { location, name, version, dependencies: [], missing: [] },
    ]),
  );
}

/** Locations that one of the two has and the other has not, or not with this name and version. */
function differences(tree: Tree, disk: Disk): string[] {
  const isPackage = (location: string): boolean => location.includes('node_modules/');
  const listed = [...tree.values()].filter(({ location, name, version }) => {
    const real = disk.packages.get(location);
    return isPackage(location) && (real?.name !== name || real.version !== version);
  });
  const unlisted = [...disk.packages.keys()].filter((location) => !tree.has(location));
  return [...listed.map(({ location }) => location), ...unlisted].sort();
}

function manifestText(files: Files, root: string): string | null {
  return readManifest(files, root) === null ? null : files.readText(`${root}/package.json`, 4 * 1024 * 1024);
}

/**
 * Throws for a tree that would send arborist in circles or over the whole disk: links that leave it or lead back to
 * themselves, and workspace patterns that leave the project.
 */
function refuseUnsafe(files: Files, root: string, { unsafeLinks }: Disk): void {
  const [first] = unsafeLinks;
  if (first !== undefined) {
    throw new FileError('failed', `has ${unsafeLinks.length} links that leave it or lead nowhere (${first})`);
  }
  const workspaces = JSON.stringify(readManifest(files, root)?.workspaces ?? []);
  if (workspaces.includes('..') || /"[\\/~]|"[A-Za-z]:/.test(workspaces)) {
    throw new FileError('failed', 'names workspaces outside itself');
  }
}

/**
 * The tree as arborist reads it, corrected by what is on disk: arborist believes npm's hidden lockfile, which anybody
 * can edit, and drops one of two folders that differ in case only. Throws `FileError` when it cannot be read safely.
 */
export async function readVerifiedTree(
  files: Files,
  root: string,
  disk: Disk,
  lockfile: string | null,
  cache: string | null,
): Promise<VerifiedTree> {
  refuseUnsafe(files, root, disk);
  const key = treeKey(disk, [root, manifestText(files, root), lockfile]);
  const kept = loadTree(files, cache, key);
  if (kept) return { tree: kept, lies: [] };

  let tree = await readTree(root, 'actual');
  const lies = differences(tree, disk);
  if (lies.length > 0) {
    tree = await readTree(root, 'actual-from-disk');
    for (const location of differences(tree, disk)) tree.delete(location);
    for (const [location, pack] of treeOfDisk(disk)) if (!tree.has(location)) tree.set(location, pack);
  } else {
    storeTree(files, cache, key, tree);
  }
  return { tree, lies };
}
