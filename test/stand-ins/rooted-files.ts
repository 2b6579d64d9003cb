import { join, relative, sep } from 'node:path';
import { realFiles, type Files } from '../../src/io/index.ts';

/**
 * The real file system as if `root` were its root, for tests of absolute places (`/etc`, a home). A Windows path
 * `C:\a\b` lies at `C/a/b` below the root. Only reading.
 */
export function rootedFiles(root: string): Files {
  const inside = (path: string): string => join(root, path.replace(/^([A-Z]):/, '$1').replaceAll('\\', '/'));
  const outside = (path: string): string => {
    const way = `/${relative(root, path).split(sep).join('/')}`;
    return /^\/[A-Z]\//.test(way) ? `${way[1]}:${way.slice(2).replaceAll('/', '\\')}` : way;
  };
  const refuse = (): never => {
    throw new Error('a test wrote through a file system for reading');
  };
  return {
    readText: (path, maxBytes) => realFiles.readText(inside(path), maxBytes),
    readBytes: (path, maxBytes) => realFiles.readBytes(inside(path), maxBytes),
    readRange: (path, offset, length) => realFiles.readRange(inside(path), offset, length),
    list: (path) => realFiles.list(inside(path)),
    kind: (path) => realFiles.kind(inside(path)),
    modified: (path) => realFiles.modified(inside(path)),
    realPath: (path) => outside(realFiles.realPath(inside(path))),
    writeAtomic: refuse,
    writeNamed: refuse,
    remove: refuse,
  };
}
