import { componentOf, type Component } from '../../model/installation.ts';
import type { FileNode, FolderNode, ImageNode } from './image-tree.ts';

/** A package of any place in the image, whoever uses it. */
interface Manifest {
  /** Its folder (npm) or metadata folder (Python), from the image's root. */
  id: string;
  ecosystem: 'npm' | 'PyPI';
  file: FileNode;
}

const MAX_MANIFEST = 4 * 1024 * 1024;

const fileIn = (folder: ImageNode | undefined, name: string): FileNode | null => {
  const node = folder?.kind === 'folder' ? folder.children.get(name) : undefined;
  return node?.kind === 'file' && node.size <= MAX_MANIFEST ? node : null;
};

/** The packages directly in a node_modules folder. */
function* packagesIn(modules: FolderNode, path: string): Generator<Manifest> {
  for (const [name, node] of modules.children) {
    if (node.kind !== 'folder') continue;
    const isScope = name.startsWith('@');
    for (const [inner, folder] of isScope ? node.children : [['', node] as const]) {
      const file = fileIn(folder, 'package.json');
      const id = `${path}/${name}${isScope ? `/${inner}` : ''}`;
      if (file !== null) yield { id, ecosystem: 'npm', file };
    }
  }
}

/** The metadata of a Python package, when a folder is that of one. */
function metadataIn(name: string, node: ImageNode): FileNode | null {
  if (name.endsWith('.dist-info')) return fileIn(node, 'METADATA');
  return name.endsWith('.egg-info') ? fileIn(node, 'PKG-INFO') : null;
}

/** Every manifest of an installed package in the image, links not followed. */
function* manifestsIn(root: FolderNode): Generator<Manifest> {
  const left: Array<{ folder: FolderNode; path: string }> = [{ folder: root, path: '' }];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const { folder, path } = at;
    if (path.endsWith('/node_modules') || path === 'node_modules') yield* packagesIn(folder, path);
    for (const [name, node] of folder.children) {
      const id = path === '' ? name : `${path}/${name}`;
      const metadata = metadataIn(name, node);
      if (metadata !== null) yield { id, ecosystem: 'PyPI', file: metadata };
      if (node.kind === 'folder') left.push({ folder: node, path: id });
    }
  }
}

/** Name and version as a manifest states them, or null. */
function identityOf({ ecosystem, file }: Manifest): { name: string; version: string } | null {
  const text = file.content?.toString('utf8') ?? '';
  if (ecosystem === 'PyPI') {
    const [head = ''] = text.split(/\r?\n\r?\n/, 1);
    const field = (key: string): string =>
      head
        .split('\n')
        .find((line) => line.toLowerCase().startsWith(key))
        ?.slice(key.length)
        .trim() ?? '';
    // PEP 503: advisories are written for the normalised name.
    const name = field('name:')
      .toLowerCase()
      .replace(/[-_.]+/g, '-');
    return name === '' ? null : { name, version: field('version:') };
  }
  try {
    const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
    return typeof name === 'string' && name !== '' && name.length < 300
      ? { name, version: typeof version === 'string' ? version : '' }
      : null;
  } catch {
    return null;
  }
}

/** The manifests whose content is still to be taken out. */
export function manifestFiles(root: FolderNode): FileNode[] {
  return [...manifestsIn(root)].flatMap(({ file }) => (file.content === null && file.size > 0 ? [file] : []));
}

/** Every npm and Python package that lies in the image, used or not, sorted by id. */
export function packagesOf(root: FolderNode): Component[] {
  return [...manifestsIn(root)]
    .flatMap((manifest) => {
      const identity = identityOf(manifest);
      return identity === null ? [] : [componentOf({ id: manifest.id, ecosystem: manifest.ecosystem, ...identity })];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
