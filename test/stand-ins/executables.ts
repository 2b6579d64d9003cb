import { deflateSync } from 'node:zlib';

/** Executables of a few hundred bytes, built to the formats' rules; none of them would run. */

const pad = (size: number, to = 16): number => Math.ceil(size / to) * to;

function fields(
  length: number,
  values: Record<number, [bytes: 1 | 2 | 4 | 8, value: number]>,
  littleEndian = true,
): Buffer {
  const buffer = Buffer.alloc(length);
  for (const [offset, [bytes, value]] of Object.entries(values)) {
    const at = Number(offset);
    if (bytes === 8) {
      if (littleEndian) buffer.writeBigUInt64LE(BigInt(value), at);
      else buffer.writeBigUInt64BE(BigInt(value), at);
    } else if (littleEndian) buffer.writeUIntLE(value, at, bytes);
    else buffer.writeUIntBE(value, at, bytes);
  }
  return buffer;
}

const name = (text: string, length: number): Buffer =>
  Buffer.concat([Buffer.from(text), Buffer.alloc(length - text.length)]);

/** Contents one after the other, each at a multiple of 16 from `start` on. */
function place(contents: readonly Buffer[], start: number): { offsets: number[]; bytes: Buffer } {
  const offsets: number[] = [];
  const parts: Buffer[] = [];
  let at = start;
  for (const content of contents) {
    offsets.push(at);
    parts.push(content, Buffer.alloc(pad(content.length) - content.length));
    at += pad(content.length);
  }
  return { offsets, bytes: Buffer.concat(parts) };
}

/** 64-bit little-endian ELF; address and offset are the same, one writable segment spans the file. */
export function elf(sections: Record<string, Buffer>): Buffer {
  const names = ['', ...Object.keys(sections), '.shstrtab'];
  const text = Buffer.from(names.map((one) => `${one}\0`).join(''));
  const contents = [...Object.values(sections), text];
  const { offsets, bytes } = place(contents, 128);
  const table = 128 + bytes.length;
  const headers = names.map((one, index) => {
    const nameAt = names.slice(0, index).join('\0').length + (index > 0 ? 1 : 0);
    const offset = offsets[index - 1] ?? 0;
    const size = contents[index - 1]?.length ?? 0;
    const kind: [1 | 2 | 4 | 8, number] = [4, one === '' ? 0 : 1];
    return fields(64, { 0: [4, nameAt], 4: kind, 16: [8, offset], 24: [8, offset], 32: [8, size] });
  });
  const total = table + headers.length * 64;
  const start = fields(64, {
    16: [2, 2],
    32: [8, 64],
    40: [8, table],
    54: [2, 56],
    56: [2, 1],
    58: [2, 64],
    60: [2, headers.length],
    62: [2, headers.length - 1],
  });
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(start);
  const segment = fields(56, { 0: [4, 1], 4: [4, 6], 32: [8, total] });
  return Buffer.concat([start, segment, Buffer.alloc(8), bytes, ...headers]);
}

/** 64-bit PE whose image base is 0x400000. */
export function pe(sections: Record<string, Buffer>): Buffer {
  const dos = fields(64, { 0: [2, 0x5a4d], 60: [4, 64] });
  const count = Object.keys(sections).length;
  const header = fields(24, { 0: [4, 0x4550], 6: [2, count], 20: [2, 112] });
  const optional = fields(112, { 0: [2, 0x20b], 24: [8, 0x400000] });
  const start = pad(64 + 24 + 112 + count * 40);
  const { offsets, bytes } = place(Object.values(sections), start);
  const table = Object.entries(sections).map(([one, content], index) => {
    const offset = offsets[index] ?? 0;
    const numbers = { 8: content.length, 12: offset, 16: content.length, 20: offset, 36: 0xc0000040 };
    const row = fields(40, Object.fromEntries(Object.entries(numbers).map(([at, value]) => [at, [4, value]])));
    name(one, 8).copy(row);
    return row;
  });
  const head = Buffer.concat([dos, header, optional, ...table]);
  return Buffer.concat([head, Buffer.alloc(start - head.length), bytes]);
}

/** 64-bit little-endian Mach-O with one segment. */
export function machO(sections: Record<string, Buffer>): Buffer {
  const count = Object.keys(sections).length;
  const size = 72 + count * 80;
  const start = pad(32 + size);
  const { offsets, bytes } = place(Object.values(sections), start);
  const header = fields(32, { 0: [4, 0xfeedfacf], 16: [4, 1], 20: [4, size] });
  const total = start + bytes.length;
  const segment = fields(72, {
    0: [4, 0x19],
    4: [4, size],
    24: [8, 0x1000],
    48: [8, total],
    56: [4, 3],
    60: [4, 3],
    64: [4, count],
  });
  const rows = Object.entries(sections).map(([one, content], index) => {
    const offset = offsets[index] ?? 0;
    const row = fields(80, { 32: [8, 0x1000 + offset], 40: [8, content.length], 48: [4, offset] });
    name(one, 16).copy(row);
    return row;
  });
  return Buffer.concat([header, segment, ...rows, Buffer.alloc(start - 32 - size), bytes]);
}

/** A universal binary of one program. */
export function universal(program: Buffer): Buffer {
  const head = fields(28, { 0: [4, 0xcafebabe], 4: [4, 1], 16: [4, 32], 20: [4, program.length] }, false);
  return Buffer.concat([head, Buffer.alloc(4), program]);
}

const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const framed = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${'<'.repeat(16)}${lines.join('\n')}\n${'>'.repeat(16)}`;

function prefixed(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length: number[] = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}

/** Go's build record as linkers write it since 1.18; the lines hold tabs. */
export function goRecord(version: string, lines: readonly string[]): Buffer {
  const head = Buffer.concat([MAGIC, Buffer.from([8, 2]), Buffer.alloc(16)]);
  return Buffer.concat([head, prefixed(version), prefixed(framed(lines))]);
}

/** Go's build record as linkers wrote it before 1.18, for a section that begins at `address`. */
export function goPointerRecord(version: string, lines: readonly string[], address: number): Buffer {
  const texts = [version, framed(lines)].map((text) => Buffer.from(text));
  const head = Buffer.concat([MAGIC, Buffer.from([8, 0]), Buffer.alloc(16)]);
  const strings = Buffer.alloc(32);
  let at = 64;
  for (const [index, text] of texts.entries()) {
    head.writeBigUInt64LE(BigInt(address + 32 + index * 16), 16 + index * 8);
    strings.writeBigUInt64LE(BigInt(address + at), index * 16);
    strings.writeBigUInt64LE(BigInt(text.length), index * 16 + 8);
    at += text.length;
  }
  return Buffer.concat([head, strings, ...texts]);
}

/** cargo-auditable's record. */
export function crateRecord(packages: unknown): Buffer {
  return deflateSync(JSON.stringify({ packages }));
}
