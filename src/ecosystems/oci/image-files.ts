import { sep } from 'node:path';
import { FileError, type Files } from '../../io/index.ts';
import { stepsOf, walk, type FileNode, type FolderNode, type ImageNode } from './image-tree.ts';

/** The files of an image, for reading. What was asked for and is not taken out yet is remembered. */
export interface ImageFiles extends Files {
  /** Files that were read in vain since the last call. */
  missed(): FileNode[];
  /** Whether a path leads to a regular file. */
  isFile(path: string): boolean;
  isExecutable(path: string): boolean;
}

const refuse = (): never => {
  throw new FileError('denied', 'lies in an image, which is only read');
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `root` as a file system of its own: every link ends inside it. */
export function imageFiles(root: FolderNode): ImageFiles {
  let missed = new Set<FileNode>();

  const find = (path: string, followLast = true): { node: ImageNode; path: string[] } | null => {
    // Readers join paths in the manner of the machine they run on.
    const inside = sep === '\\' ? path.replace(/^[A-Za-z]:/, '').replaceAll('\\', '/') : path;
    const found = walk(root, stepsOf(inside), { followLast });
    if (found === 'loop') throw new FileError('link-loop', 'is a link that leads back to itself');
    return found;
  };
  const at = (path: string): { node: ImageNode; path: string[] } => {
    const found = find(path);
    if (found === null) throw new FileError('not-found', 'does not exist');
    return found;
  };
  const fileAt = (path: string): FileNode => {
    const { node } = at(path);
    if (node.kind === 'folder') throw new FileError('not-a-file', 'is a folder, not a file');
    if (node.kind !== 'file') throw new FileError('not-a-file', 'is not a regular file');
    return node;
  };
  const contentOf = (node: FileNode): Buffer => {
    if (node.size === 0) return Buffer.alloc(0);
    if (node.content === null) {
      missed.add(node);
      throw new FileError('failed', 'was not taken out of its image');
    }
    return node.content;
  };
  const readBytes = (path: string, maxBytes: number): Buffer => {
    const node = fileAt(path);
    if (node.size > maxBytes) {
      throw new FileError('too-large', `is ${node.size} bytes; more than ${maxBytes} are not read`);
    }
    return contentOf(node);
  };

  return {
    readBytes,
    readText(path, maxBytes) {
      const bytes = readBytes(path, maxBytes);
      try {
        return utf8.decode(bytes);
      } catch (error) {
        throw new FileError('not-utf8', 'is not valid UTF-8 text', error);
      }
    },
    readRange: (path, offset, length) => contentOf(fileAt(path)).subarray(offset, offset + length),
    list(path) {
      const { node } = at(path);
      if (node.kind !== 'folder') throw new FileError('not-found', 'does not exist');
      return [...node.children].map(([name, { kind }]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    kind: (path) => find(path, false)?.node.kind ?? null,
    modified(path) {
      const { node } = at(path);
      return node.kind === 'file' ? node.modified : 0;
    },
    realPath: (path) => `/${at(path).path.join('/')}`,
    writeAtomic: refuse,
    writeNamed: refuse,
    remove: refuse,
    isFile(path) {
      const found = walk(root, stepsOf(path));
      return found !== null && found !== 'loop' && found.node.kind === 'file';
    },
    isExecutable(path) {
      const { node } = at(path);
      return node.kind === 'file' && node.executable;
    },
    missed() {
      const all = [...missed];
      missed = new Set();
      return all;
    },
  };
}
