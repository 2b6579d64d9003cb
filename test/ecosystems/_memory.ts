import { posix } from 'node:path';
import { FileError, type Entry, type Files } from '../../src/io/index.ts';

type Thing = { kind: 'file'; text: string } | { kind: 'link'; target: string } | { kind: 'folder'; names: Set<string> };

/** A file system of files (path to text or JSON value) and links (path to target) that is nowhere on a disk; only reading. */
export function filesInMemory(files: Record<string, unknown>, links: Record<string, string> = {}): Files {
  const things = new Map<string, Thing>([['/', { kind: 'folder', names: new Set() }]]);
  const add = (path: string, thing: Thing): void => {
    things.set(path, thing);
    const above = posix.dirname(path);
    if (!things.has(above)) add(above, { kind: 'folder', names: new Set() });
    const folder = things.get(above);
    if (folder?.kind === 'folder') folder.names.add(posix.basename(path));
  };
  for (const [path, content] of Object.entries(files)) {
    add(path, { kind: 'file', text: typeof content === 'string' ? content : JSON.stringify(content) });
  }
  for (const [path, target] of Object.entries(links)) add(path, { kind: 'link', target });

  const real = (path: string, hops = 0): string => {
    if (hops > 40) throw new FileError('link-loop', 'is a link that leads back to itself');
    let at = '/';
    const names = path.split('/').filter((name) => name !== '');
    for (const [index, name] of names.entries()) {
      const next = posix.join(at, name);
      const thing = things.get(next);
      if (thing === undefined) throw new FileError('not-found', 'does not exist');
      if (thing.kind === 'link') return real(posix.resolve(at, thing.target, ...names.slice(index + 1)), hops + 1);
      at = next;
    }
    return at;
  };
  /** The path with the links above its last name resolved. */
  const place = (path: string): string => posix.join(real(posix.dirname(path)), posix.basename(path));
  const readText = (path: string, maxBytes: number): string => {
    const thing = things.get(real(path));
    if (thing?.kind !== 'file') throw new FileError('not-a-file', 'is a folder, not a file');
    if (thing.text.length > maxBytes) throw new FileError('too-large', 'is too large');
    return thing.text;
  };
  const refuse = (): never => {
    throw new Error('a test wrote through a file system for reading');
  };
  return {
    readText,
    readBytes: (path, maxBytes) => Buffer.from(readText(path, maxBytes)),
    readRange: (path, offset, length) => Buffer.from(readText(path, Infinity)).subarray(offset, offset + length),
    list: (path) => {
      const at = real(path);
      const thing = things.get(at);
      if (thing?.kind !== 'folder') throw new FileError('not-a-folder', 'is no folder');
      const entries = [...thing.names].map((name): Entry => ({
        name,
        kind: things.get(posix.join(at, name))?.kind ?? 'other',
      }));
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    kind: (path) => {
      try {
        return things.get(place(path))?.kind ?? null;
      } catch {
        return null;
      }
    },
    modified: () => 0,
    realPath: (path) => real(path),
    writeAtomic: refuse,
    writeNamed: refuse,
    remove: refuse,
  };
}
