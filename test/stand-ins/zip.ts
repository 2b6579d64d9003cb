import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipOptions {
  /** Numbers of 64 bits for the directory and for every entry, as archives of more than 65,535 files have them. */
  large?: boolean;
  /** Keeps the files as they are. */
  stored?: boolean;
  comment?: string;
  /** Changes what is said of an entry after the fact. */
  lie?(entry: { name: string; size: number; crc: number; method: number; flags: number }): void;
}

const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeUInt16LE(value, at * 2);
  return bytes;
};
const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, at * 4);
  return bytes;
};
const u64 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [at, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), at * 8);
  return bytes;
};

/** A zip archive of files (name to text), written by the layout of APPNOTE.TXT. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>, options: ZipOptions = {}): Buffer {
  const { large = false, stored = false, comment = '', lie } = options;
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const entry = { name, size: bytes.length, crc: crc32(bytes), method: stored ? 0 : 8, flags: 0x08_00 };
    lie?.(entry);
    const encoded = Buffer.from(name);
    const local = Buffer.concat([
      u32(0x04034b50),
      u16(20, entry.flags, entry.method, 0, 0),
      u32(entry.crc, packed.length, entry.size),
      u16(encoded.length, 0),
      encoded,
      packed,
    ]);
    const extra = large ? Buffer.concat([u16(1, 24), u64(entry.size, packed.length, offset)]) : Buffer.alloc(0);
    const cap = (value: number): number => (large ? 0xffffffff : value);
    directory.push(
      u32(0x02014b50),
      u16(45, 45, entry.flags, entry.method, 0, 0),
      u32(entry.crc, cap(packed.length), cap(entry.size)),
      u16(encoded.length, extra.length, 0, 0, 0),
      u32(0, cap(offset)),
      encoded,
      extra,
    );
    parts.push(local);
    offset += local.length;
  }
  const count = Object.keys(files).length;
  const listed = Buffer.concat(directory);
  const end64 = large
    ? Buffer.concat([
        u32(0x06064b50),
        u64(44),
        u16(45, 45),
        u32(0, 0),
        u64(count, count, listed.length, offset),
        u32(0x07064b50, 0),
        u64(offset + listed.length),
        u32(1),
      ])
    : Buffer.alloc(0);
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0, 0, large ? 0xffff : count, large ? 0xffff : count),
    u32(large ? 0xffffffff : listed.length, large ? 0xffffffff : offset),
    u16(Buffer.byteLength(comment)),
    Buffer.from(comment),
  ]);
  return Buffer.concat([...parts, listed, end64, end]);
}
