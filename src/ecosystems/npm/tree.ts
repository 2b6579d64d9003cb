import type { Edge, Node as ArboristNode } from '@npmcli/arborist';
import { FileError } from '../../io/index.ts';

export type DependencyType = 'required' | 'optional';

/** One package of a tree, with the packages that its manifest's ranges resolve to. */
export interface TreePackage {
  /** Folder relative to the tree's root, with `/`; `''` is the root project. */
  location: string;
  /** The real name, also where the folder is an alias. */
  name: string;
  version: string;
  dependencies: Array<{ to: string; type: DependencyType }>;
  /** Required dependencies that are not installed. */
  missing: string[];
}

/** An npm tree by location; the entry `''` is the root project, which is no registry package. */
export type Tree = Map<string, TreePackage>;

export type Reading = 'actual' | 'actual-from-disk' | 'locked';

const slashes = (path: string): string => path.replaceAll('\\', '/');

function readEdges(node: ArboristNode): Pick<TreePackage, 'dependencies' | 'missing'> {
  const dependencies: TreePackage['dependencies'] = [];
  const missing: string[] = [];
  for (const edge of node.edgesOut.values() as Iterable<Edge>) {
    // Development dependencies are not part of what runs; workspaces are separate programs.
    if (['dev', 'workspace'].includes(edge.type)) continue;
    const to = edge.to === null || edge.to === undefined ? null : edge.to.isLink ? edge.to.target : edge.to;
    if (to) {
      const optional = edge.type === 'optional' || edge.type === 'peerOptional';
      dependencies.push({ to: slashes(to.location), type: optional ? 'optional' : 'required' });
    } else if (edge.type === 'prod') {
      missing.push(edge.name);
    }
  }
  return { dependencies, missing: missing.sort() };
}

async function load(root: string, reading: Reading): Promise<ArboristNode> {
  const { default: Arborist } = await import('@npmcli/arborist');
  const arborist = new Arborist({ path: root });
  try {
    return reading === 'locked'
      ? await arborist.loadVirtual()
      : await arborist.loadActual({ forceActual: reading === 'actual-from-disk' });
  } catch (error) {
    throw new FileError(
      'failed',
      `could not be read by arborist (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
      error,
    );
  }
}

/**
 * Reads a tree with arborist: `actual` believes npm's hidden lockfile where it is newer than the folders,
 * `actual-from-disk` reads every manifest, `locked` reads the project's lockfile alone. Throws `FileError`.
 */
export async function readTree(root: string, reading: Reading): Promise<Tree> {
  const top = await load(root, reading);
  const tree: Tree = new Map();
  for (const node of top.inventory.values() as Iterable<ArboristNode>) {
    // Links stand for their targets, which are listed themselves; nodes without version are arborist's placeholders.
    const isRoot = node === top;
    if (node.isLink || (!isRoot && node.version === '')) continue;
    tree.set(slashes(node.location), {
      location: slashes(node.location),
      name: node.packageName ?? node.name,
      version: node.version,
      ...readEdges(node),
    });
  }
  return tree;
}
