import type { Edge, Node as ArboristNode } from '@npmcli/arborist';
import { FileError, realFiles, type Files } from '../../../io/index.ts';
import { slashes } from '../../_slashes.ts';
import { readManifest } from '../manifest.ts';
import type { Dependency, Tree } from '../tree.ts';
import { splitSpec } from './spec.ts';
import { areWorkspacesSafe } from './workspaces.ts';

/** arborist's time grows with the square of a lockfile's packages: beyond this it takes too long. */
const MAX_PACKAGES = 3000;

function edgesOf(node: ArboristNode): { dependencies: Dependency[]; broken: string[] } {
  const dependencies: Dependency[] = [];
  const broken: string[] = [];
  for (const { name, spec, type, to } of node.edgesOut.values() as Iterable<Edge>) {
    const isOptional = type === 'optional' || (type as string) === 'peerOptional';
    const found = to?.isLink ? to.target : to;
    const kind =
      type === 'dev' || (type as string) === 'workspace' ? 'development' : isOptional ? 'optional' : 'required';
    if (found) dependencies.push({ to: slashes(found.location), type: kind, range: spec });
    else if (kind === 'required') broken.push(`${name} is missing`);
  }
  return { dependencies, broken: broken.sort() };
}

/** An old lockfile has an alias in the place of the version, and arborist leaves it there. */
function identityOf({ name, packageName, version }: ArboristNode): { name: string; version: string } {
  if (!version.startsWith('npm:')) return { name: packageName ?? name, version };
  const real = splitSpec(version.slice('npm:'.length));
  return { name: real.name, version: real.reference };
}

/**
 * The tree in a lockfile of npm 5 or 6, which has no manifests' ranges in it: arborist, npm's own reader, knows how those were
 * laid out. It reads this machine's disk by itself. Throws `FileError` for a lockfile that lies elsewhere, is too large for it or
 * belongs to a project that could keep it busy for ever.
 */
export async function readOldNpmLockfile(text: string, files: Files, root: string): Promise<Tree> {
  if (files !== realFiles) throw new FileError('failed', 'has an old lockfile, which is not read inside an image');
  if (!areWorkspacesSafe(readManifest(files, root)?.fields['workspaces'])) {
    throw new FileError('failed', 'names workspaces outside itself, or by patterns that are not plain');
  }
  if (text.split('"version"').length > MAX_PACKAGES) {
    throw new FileError('too-large', `has an old lockfile of more than ${MAX_PACKAGES} packages`);
  }
  const tree: Tree = new Map();
  const top = await load(root);
  for (const node of top.inventory.values() as Iterable<ArboristNode>) {
    // Links stand for their targets, which are listed themselves; nodes without version are arborist's placeholders.
    if (node.isLink || (node !== top && node.version === '')) continue;
    const location = slashes(node.location);
    const isProject = !location.includes('node_modules/');
    tree.set(location, { location, ...identityOf(node), isProject, ...edgesOf(node) });
  }
  return tree;
}

async function load(root: string): Promise<ArboristNode> {
  const { default: Arborist } = await import('@npmcli/arborist');
  try {
    return await new Arborist({ path: root }).loadVirtual();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new FileError('failed', `could not be read by arborist (${code})`, error);
  }
}
