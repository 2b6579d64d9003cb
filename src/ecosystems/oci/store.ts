import { posix } from 'node:path';
import { ArchiveError, gather, readTar, unpack, type Allowance, type Bytes } from '../../archive/index.ts';
import type { Files } from '../../io/index.ts';

/** The blobs of an image by their path in its archive (`blobs/sha256/…`, `index.json`), wherever they lie. */
export interface Store {
  /** A short blob whole, or null when there is none. */
  document(name: string): Promise<Buffer | null>;
  /** The name under which a blob really lies: older engines write a layer once and link to it. */
  realName(name: string): Promise<string>;
  /** Streams each of the named blobs once, in the store's own order; those that are not there are left out. */
  each(names: ReadonlySet<string>, take: (name: string, bytes: Bytes) => Promise<void>): Promise<void>;
}

/** Longest index, manifest or config. */
const MAX_DOCUMENT = 4 * 1024 * 1024;
const MAX_DOCUMENTS = 64 * 1024 * 1024;
const MAX_ENTRIES = 100_000;
const PIECE = 1024 * 1024;

/** A file in pieces; it is opened anew for each, so that nothing stays open when the reading stops. */
export async function* fileBytes(files: Files, path: string): Bytes {
  for (let offset = 0; ;) {
    const piece = files.readRange(path, offset, PIECE);
    if (piece.length === 0) return;
    yield piece;
    offset += piece.length;
  }
}

/** Only names that lie below: an index must not lead out of its folder. */
const isInside = (name: string): boolean =>
  !name.split(/[\\/]/).some((part) => part === '' || part === '.' || part === '..');

/** An OCI image layout in a folder. */
export function folderStore(files: Files, folder: string): Store {
  const pathOf = (name: string): string | null => {
    const path = `${folder}/${name}`;
    return isInside(name) && files.kind(path) === 'file' ? path : null;
  };
  return {
    async document(name) {
      const path = pathOf(name);
      return path === null ? null : files.readBytes(path, MAX_DOCUMENT);
    },
    realName: async (name) => name,
    async each(names, take) {
      for (const name of names) {
        const path = pathOf(name);
        if (path !== null) await take(name, fileBytes(files, path));
      }
    },
  };
}

/** What one pass over a tar tells about it. */
interface Contents {
  documents: Map<string, Buffer>;
  /** Where the links lead. */
  links: Map<string, string>;
}

async function readContents(open: () => Bytes): Promise<Contents> {
  const documents = new Map<string, Buffer>();
  const links = new Map<string, string>();
  let bytes = 0;
  let entries = 0;
  for await (const entry of readTar(open())) {
    if (++entries > MAX_ENTRIES) throw new ArchiveError('limit', `has more than ${MAX_ENTRIES} entries`);
    const name = posix.normalize(entry.path);
    if (entry.kind === 'link') links.set(name, posix.join(posix.dirname(name), entry.link));
    if (entry.kind === 'hard-link') links.set(name, posix.normalize(entry.link));
    if (entry.kind !== 'file' || entry.size > MAX_DOCUMENT) continue;
    const content = await gather(entry.content(), MAX_DOCUMENT);
    // Every document is a JSON object or list; a short layer is none.
    if (content[0] !== 0x7b && content[0] !== 0x5b) continue;
    bytes += content.length;
    if (bytes > MAX_DOCUMENTS) throw new ArchiveError('limit', 'has more documents than are read');
    documents.set(name, content);
  }
  return { documents, links };
}

/** A tar of an OCI layout or of `docker save`, packed or not; `open` gives it from its beginning, once for each pass. */
export function tarStore(open: () => Bytes, allowance: Allowance): Store {
  const opened = (): Bytes => unpack(open(), allowance);
  let known: Promise<Contents> | null = null;
  const contents = (): Promise<Contents> => (known ??= readContents(opened));
  return {
    document: async (name) => (await contents()).documents.get(name) ?? null,
    realName: async (name) => (await contents()).links.get(name) ?? name,
    async each(names, take) {
      const left = new Set(names);
      for await (const entry of readTar(opened())) {
        const name = posix.normalize(entry.path);
        if (entry.kind !== 'file' || !left.delete(name)) continue;
        await take(name, entry.content());
        if (left.size === 0) return;
      }
    },
  };
}

/** The whole of a document that a store may lack, as JSON; null when there is none or it is no JSON. */
export async function readJson(store: Store, name: string): Promise<unknown> {
  const bytes = await store.document(name);
  if (bytes === null) return null;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
