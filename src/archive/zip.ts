import { crc32, inflateRawSync } from 'node:zlib';
import type { Allowance } from './allowance.ts';
import { ArchiveError } from './archive-error.ts';

/** A file as bytes at offsets. */
export interface Ranges {
  readonly size: number;
  /** Fewer bytes than asked for at the end of the file. */
  read(offset: number, length: number): Buffer;
}

/** One file of a zip. */
export interface ZipEntry {
  /** As it is written; never a path to write to. */
  name: string;
  /** The file's bytes as they are kept: raw deflate, or plain. */
  packed: Buffer;
  isDeflated: boolean;
  /** The file itself; throws `ArchiveError` when it is broken, or longer than `most`. */
  unpack(): Buffer;
}

const END = 0x06_05_4b_50;
const END_64 = 0x06_06_4b_50;
const END_64_LOCATOR = 0x07_06_4b_50;
const IN_DIRECTORY = 0x02_01_4b_50;
const LOCAL = 0x04_03_4b_50;

const MOST_ENTRIES = 5_000_000;
const LONGEST_COMMENT = 0xff_ff;
const WINDOW = 4 * 1024 * 1024;
/** The first window: entries may lie in another order than their directory's. */
const GLANCE = 32 * 1024;

/** By how much a packed file is longer, beside a sixteenth, when nothing of it could be packed. */
const LONGER = 64;

const broken = (what: string): ArchiveError => new ArchiveError('broken', `is no whole zip archive: ${what}`);

function u64(bytes: Buffer, offset: number): number {
  const value = Number(bytes.readBigUInt64LE(offset));
  if (!Number.isSafeInteger(value)) throw broken('it holds an impossible number');
  return value;
}

/** What is read one after the other comes from memory, a window at a time, which grows as long as it goes on. */
function windowOn(file: Ranges): (offset: number, length: number) => Buffer {
  let start = 0;
  let held: Buffer = Buffer.alloc(0);
  return (offset, length) => {
    if (offset < start || offset + length > start + held.length) {
      const goesOn = start <= offset && offset <= start + held.length;
      held = file.read(offset, Math.max(length, GLANCE, goesOn ? Math.min(WINDOW, 2 * held.length) : 0));
      start = offset;
    }
    if (held.length < offset - start + length) throw broken('it is cut short');
    return held.subarray(offset - start, offset - start + length);
  };
}

interface Directory {
  entries: number;
  offset: number;
  size: number;
}

/** Source: APPNOTE.TXT, 4.3.14 to 4.3.16: the end of the archive says where its directory is, in two sizes of numbers. */
function findDirectory(file: Ranges): Directory {
  const tailLength = Math.min(file.size, LONGEST_COMMENT + 22);
  const tail = file.read(file.size - tailLength, tailLength);
  let at = tail.length - 22;
  while (at >= 0 && !(tail.readUInt32LE(at) === END && tail.readUInt16LE(at + 20) === tail.length - at - 22)) at--;
  if (at < 0) throw broken('its end is missing');
  const small = {
    entries: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const locator = at - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== END_64_LOCATOR) return small;
  const end = file.read(u64(tail, locator + 8), 56);
  if (end.length < 56 || end.readUInt32LE(0) !== END_64) throw broken('its end is damaged');
  return { entries: u64(end, 32), size: u64(end, 40), offset: u64(end, 48) };
}

interface Header {
  name: string;
  method: number;
  flags: number;
  crc: number;
  packedSize: number;
  size: number;
  /** Of the local header. */
  offset: number;
}

/** Numbers that do not fit stand in an extra field, in this order. Source: APPNOTE.TXT, 4.5.3. */
function readLargeNumbers(header: Header, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    const field = extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    if (id !== 1) continue;
    let next = 0;
    for (const key of ['size', 'packedSize', 'offset'] as const) {
      if (header[key] !== 0xff_ff_ff_ff) continue;
      if (next + 8 > field.length) throw broken('an entry of its directory is damaged');
      header[key] = u64(field, next);
      next += 8;
    }
  }
}

/** The entries of the directory, in its order. */
function* headersOf(file: Ranges): Generator<Header> {
  const { entries, offset, size } = findDirectory(file);
  if (entries > MOST_ENTRIES)
    throw new ArchiveError('limit', `holds ${entries} entries; more than ${MOST_ENTRIES} are not read`);
  const read = windowOn(file);
  let at = offset;
  for (let index = 0; index < entries; index++) {
    if (at + 46 > offset + size) throw broken('its directory is cut short');
    const fixed = read(at, 46);
    if (fixed.readUInt32LE(0) !== IN_DIRECTORY) throw broken('its directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => fixed.readUInt16LE(place)) as [
      number,
      number,
      number,
    ];
    const header = {
      name: '',
      flags: fixed.readUInt16LE(8),
      method: fixed.readUInt16LE(10),
      crc: fixed.readUInt32LE(16),
      packedSize: fixed.readUInt32LE(20),
      size: fixed.readUInt32LE(24),
      offset: fixed.readUInt32LE(42),
    };
    const rest = read(at + 46, nameLength + extraLength);
    header.name = rest.toString('utf8', 0, nameLength);
    readLargeNumbers(header, rest.subarray(nameLength));
    at += 46 + nameLength + extraLength + commentLength;
    yield header;
  }
  if (at !== offset + size) throw broken('its directory holds more than it says');
}

function unpack(header: Header, packed: Buffer, most: number, allowance: Allowance): Buffer {
  const fail = (why: string): ArchiveError => new ArchiveError('broken', why);
  if ((header.flags & 1) !== 0) throw fail('is encrypted');
  if (Math.max(header.size, header.packedSize - 65_536) > most) {
    throw new ArchiveError('limit', `is ${header.size} bytes; more than ${most} are not read`);
  }
  if (header.method !== 0 && header.method !== 8) throw fail('is packed in a way that is not read');
  // Else bytes of other entries could count as its own, over and over.
  if (header.packedSize > header.size + (header.size >>> 4) + LONGER) throw fail('is far longer packed than unpacked');
  allowance.spend(header.size);
  let bytes = packed;
  if (header.method === 8) {
    try {
      bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, header.size) });
    } catch (error) {
      throw new ArchiveError('broken', 'cannot be unpacked', error);
    }
  }
  if (bytes.length !== header.size || crc32(bytes) !== header.crc) throw fail('is not what its checksum says');
  return bytes;
}

/**
 * The files of a zip in the order of its directory; folders are left out. Throws `ArchiveError` when the archive is
 * broken; a broken file throws only when it is unpacked. `most`: bytes of one unpacked file. Source: PKWARE, APPNOTE.TXT 6.3.10.
 */
export function* readZip(file: Ranges, most: number, allowance: Allowance): Generator<ZipEntry> {
  const read = windowOn(file);
  for (const header of headersOf(file)) {
    if (header.name.endsWith('/')) continue;
    const local = read(header.offset, 30);
    if (local.readUInt32LE(0) !== LOCAL) throw broken('an entry is not where its directory says');
    const start = header.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    // Deflate makes nothing much longer than it was: such a file is refused when it is unpacked.
    const isTooLong = header.packedSize > most + 65_536;
    const packed = isTooLong ? Buffer.alloc(0) : read(start, header.packedSize);
    yield {
      name: header.name,
      packed,
      isDeflated: header.method === 8,
      unpack: () => unpack(header, packed, most, allowance),
    };
  }
}
