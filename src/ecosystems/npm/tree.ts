import type { Edge, Node as ArboristNode } from '@npmcli/arborist';
import { FileError } from '../../io/index.ts';

/** A dependency that a manifest names, and the package it resolves to. */
export interface Dependency {
  to: string;
  type: 'required' | 'optional';
  /** The range as the manifest states it; `npm:` begins an alias. */
  range: string;
}

/** One package of a tree, with the packages that its manifest's ranges resolve to. */
export interface TreePackage {
  /** Folder relative to the tree's root, with `/`; `''` is the root project. */
  location: string;
  /** The real name, also where the folder is an alias. */
  name: string;
  version: string;
  /** Named by no manifest, yet there to be loaded. */
  extraneous: boolean;
  dependencies: Dependency[];
  /** Required dependencies that are not installed, or not in the version asked for, in words. */
  broken: string[];
}

/** An npm tree by location; the entry `''` is the root project, which is no registry package. */
export type Tree = Map<string, TreePackage>;

export type Reading = 'installed' | 'locked';

const slashes = (path: string): string => path.replaceAll('\\', '/');

/** A workspace counts where the root asks for it as for any other package; the rest are separate programs. */
function isRuntime(edge: Edge, { package: manifest, isRoot }: ArboristNode): boolean {
  const type: string = edge.type;
  if (type !== 'workspace') return type !== 'dev';
  const named = { ...manifest.dependencies, ...manifest.optionalDependencies };
  return isRoot === true && Object.hasOwn(named, edge.name);
}

function readEdges(node: ArboristNode): Pick<TreePackage, 'dependencies' | 'broken'> {
  const dependencies: Dependency[] = [];
  const broken: string[] = [];
  for (const edge of node.edgesOut.values() as Iterable<Edge>) {
    if (!isRuntime(edge, node)) continue;
    const found = edge.to?.isLink ? edge.to.target : edge.to;
    const optional = edge.type === 'optional' || edge.type === 'peerOptional';
    if (found) {
      dependencies.push({ to: slashes(found.location), type: optional ? 'optional' : 'required', range: edge.spec });
      if (edge.type === 'prod' && edge.error === 'INVALID') broken.push(`${edge.name} is not ${edge.spec}`);
    } else if (!optional) {
      broken.push(`${edge.name} is missing`);
    }
  }
  return { dependencies, broken: broken.sort() };
}

async function load(root: string, reading: Reading): Promise<ArboristNode> {
  const { default: Arborist } = await import('@npmcli/arborist');
  const arborist = new Arborist({ path: root });
  try {
    // npm's hidden lockfile is quicker to read, and anybody can edit it: the manifests themselves are asked.
    return reading === 'locked' ? await arborist.loadVirtual() : await arborist.loadActual({ forceActual: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new FileError('failed', `could not be read by arborist (${code})`, error);
  }
}

/** Reads a tree with arborist, from the manifests on disk or from the project's lockfile alone. Throws `FileError`. */
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
      extraneous: node.extraneous,
      ...readEdges(node),
    });
  }
  return tree;
}
