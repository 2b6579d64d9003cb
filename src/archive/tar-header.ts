import { ArchiveError } from './archive-error.ts';

/** The fixed part of an entry's header. */
export interface Header {
  type: string;
  path: string;
  link: string;
  size: number;
  mode: number;
  /** Seconds since 1970. */
  modified: number;
}

/** Bytes up to the first NUL, as text; what is no UTF-8 keeps its place with U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(bytes.buffer, bytes.byteOffset, end === -1 ? bytes.length : end).toString('utf8');
}

const BROKEN_NUMBER = 'has a header with a number that is none';

/** Octal digits between spaces and NULs, or GNU's binary form where the first bit is set. */
function numberOf(bytes: Buffer): number {
  const first = bytes[0] ?? 0;
  if ((first & 0x80) !== 0) {
    let value = first & 0x40 ? -1 : first & 0x3f;
    for (const byte of bytes.subarray(1)) value = value * 256 + byte;
    if (Math.abs(value) >= 2 ** 63) throw new ArchiveError('broken', BROKEN_NUMBER);
    return value;
  }
  const [, digits = ''] = /^[ \0]*([^\0]*)/.exec(bytes.toString('latin1').replace(/[ \0]+$/, '')) ?? [];
  if (!/^[0-7]*$/.test(digits)) throw new ArchiveError('broken', BROKEN_NUMBER);
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function isNumber(bytes: Buffer): boolean {
  try {
    return bytes[0] === 0 || numberOf(bytes) !== null;
  } catch {
    return false;
  }
}

/**
 * What stands before the name: POSIX has a field for it, which star cut short. GNU has two times there; where these are none,
 * engines take it for what Go before 1.8 wrote, and so must who wants to see what they see. Source: Go's archive/tar.
 */
function prefixOf(block: Buffer): string {
  const magic = block.toString('latin1', 257, 265);
  const field = (end: number): string => textOf(block.subarray(345, end));
  if (magic.startsWith('ustar\0')) return field(block.toString('latin1', 508, 512) === 'tar\0' ? 476 : 500);
  const isTimed = isNumber(block.subarray(345, 357)) && isNumber(block.subarray(357, 369));
  return magic !== 'ustar  \0' || isTimed || /[^\0-\x7f]/.test(field(500)) ? '' : field(500);
}

/** A header block, or null for the block of zeros at the end. Source: POSIX, pax: ustar Interchange Format; GNU tar. */
export function readHeader(block: Buffer): Header | null {
  const written = textOf(block.subarray(148, 156)).trim();
  let sum = 8 * 0x20;
  for (let index = 0; index < 512; index++) if (index < 148 || index >= 156) sum += block[index] ?? 0;
  if (sum === 8 * 0x20 && written === '') return null;
  if (!/^[0-7]+$/.test(written) || Number.parseInt(written, 8) !== sum) {
    throw new ArchiveError('broken', 'is not a tar throughout: a header has a wrong checksum');
  }
  const size = numberOf(block.subarray(124, 136));
  if (size < 0 || !Number.isSafeInteger(size)) throw new ArchiveError('broken', 'has an entry of an impossible size');
  const name = textOf(block.subarray(0, 100));
  const prefix = prefixOf(block);
  return {
    type: block.toString('latin1', 156, 157),
    path: prefix === '' ? name : `${prefix}/${name}`,
    link: textOf(block.subarray(157, 257)),
    size,
    mode: numberOf(block.subarray(100, 108)),
    modified: numberOf(block.subarray(136, 148)),
  };
}

/** `length key=value\n` records; the length counts the whole record. */
export function readPax(body: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(0x20, at);
    const digits = space === -1 ? '' : body.toString('latin1', at, Math.min(space, at + 12));
    const length = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    if (length < 5 || end > body.length || body[end - 1] !== 0x0a) {
      throw new ArchiveError('broken', 'has a pax header that is none');
    }
    const record = body.toString('utf8', space + 1, end - 1);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}
