import { ArchiveError } from './archive-error.ts';
import { ByteReader, gather, type Bytes } from './bytes.ts';
import { readHeader, readPax, textOf, type Header } from './tar-header.ts';

/** One entry of a tar, as written: nothing in it is checked or resolved. */
export interface TarEntry {
  path: string;
  kind: 'file' | 'folder' | 'link' | 'hard-link' | 'device' | 'sparse';
  /** Bytes of content; 0 for what is no file. */
  size: number;
  /** Where a link points; else `''`. */
  link: string;
  /** Whether anybody may run it. */
  executable: boolean;
  /** Milliseconds since 1970. */
  modified: number;
  /** The content, once and only before the next entry is asked for. */
  content(): Bytes;
}

const BLOCK = 512;
/** Longer names and pax headers than any system makes. */
const MAX_EXTRA = 1024 * 1024;

const KINDS: Readonly<Record<string, TarEntry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hard-link',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'device',
  S: 'sparse',
};

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

/** What the entries before one say about it: GNU's long names, pax records. */
interface Extras {
  path?: string;
  link?: string;
  records: Map<string, string>;
}

/** A size of the pax records, which override the header. */
function sizeOf(header: Header, records: ReadonlyMap<string, string>): number {
  const written = records.get('size') ?? '';
  if (written === '') return header.size;
  if (!/^\d{1,15}$/.test(written)) throw new ArchiveError('broken', 'has an entry whose size is no number');
  return Number(written);
}

function describe(header: Header, { path, link, records }: Extras): Omit<TarEntry, 'content'> & { bytes: number } {
  // What an extra leaves empty it does not say.
  const name = path || records.get('path') || header.path;
  // A tar from before ustar marks a folder by its name alone.
  const type = header.type === '\0' && name.endsWith('/') ? '5' : header.type;
  const isSparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  const kind = isSparse ? 'sparse' : (KINDS[type] ?? 'device');
  // Of links, folders and devices there are none, whatever their size field says (POSIX, pax: ustar format).
  const bytes = '123456'.includes(type) ? 0 : sizeOf(header, records);
  return {
    path: name,
    kind,
    size: kind === 'file' ? bytes : 0,
    link: link || records.get('linkpath') || header.link,
    executable: (header.mode & 0o111) !== 0,
    modified: header.modified * 1000,
    bytes,
  };
}

/**
 * The entries of a tar in order, as container engines read them (Go's archive/tar, which leaves global pax headers aside): ustar,
 * pax and GNU's long names; content that is not asked for is passed over. Reads to the end of the stream, so that what
 * lies below it sees every byte. Throws `ArchiveError` for what is no tar.
 */
export async function* readTar(stream: Bytes): AsyncGenerator<TarEntry, void> {
  const reader = new ByteReader(stream);
  let extras: Extras = { records: new Map() };
  try {
    for (;;) {
      const block = await reader.exactly(BLOCK);
      if (block === null) return;
      const header = readHeader(block);
      if (header === null) break;
      const extra = (): Promise<Buffer> => extraOf(reader, header.size);
      switch (header.type) {
        case 'g':
          readPax(await extra());
          extras = { records: new Map() };
          continue;
        case 'x':
          extras.records = readPax(await extra());
          continue;
        case 'L':
          extras.path = textOf(await extra());
          continue;
        case 'K':
          extras.link = textOf(await extra());
          continue;
      }
      const { bytes, ...entry } = describe(header, extras);
      let left = padded(bytes);
      const pass = async function* (count: number): Bytes {
        for await (const piece of reader.stream(count)) {
          left -= piece.length;
          yield piece;
        }
      };
      yield { ...entry, content: () => pass(bytes) };
      while (left > 0) {
        const piece = await reader.some(left);
        if (piece === null) throw new ArchiveError('broken', 'ends in the middle of an entry');
        left -= piece.length;
      }
      extras = { records: new Map() };
    }
    while ((await reader.some(Infinity)) !== null);
  } finally {
    await reader.close();
  }
}

async function extraOf(reader: ByteReader, size: number): Promise<Buffer> {
  if (size > MAX_EXTRA) throw new ArchiveError('limit', 'has a header of more than a megabyte');
  const body = await gather(reader.stream(padded(size)), padded(size));
  return body.subarray(0, size);
}
