/** A file as bytes at offsets: what is asked for is read, and no more. */
export interface Bytes {
  /** Fewer bytes than asked for at the end of the file. */
  read(offset: number, length: number): Buffer;
}

/** The file is not what its header says. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

export function bytesOf(buffer: Buffer): Bytes {
  return { read: (offset, length) => buffer.subarray(offset, offset + length) };
}

/** A part of a file as a file of its own. */
export function sliceOf(bytes: Bytes, start: number, size: number): Bytes {
  return { read: (offset, length) => bytes.read(start + offset, Math.max(0, Math.min(length, size - offset))) };
}

export function readWhole(bytes: Bytes, offset: number, length: number): Buffer {
  const read = bytes.read(offset, length);
  if (read.length < length) throw new Malformed('it ends before what its header announces');
  return read;
}

/** Numbers of a header; throws `Malformed` beyond its end. */
export class Header {
  private readonly buffer: Buffer;
  private readonly littleEndian: boolean;

  constructor(buffer: Buffer, littleEndian: boolean) {
    this.buffer = buffer;
    this.littleEndian = littleEndian;
  }

  private at(offset: number, length: number): Buffer {
    if (offset < 0 || offset + length > this.buffer.length) throw new Malformed('its header is cut short');
    return this.buffer.subarray(offset, offset + length);
  }

  u16(offset: number): number {
    const bytes = this.at(offset, 2);
    return this.littleEndian ? bytes.readUInt16LE() : bytes.readUInt16BE();
  }

  u32(offset: number): number {
    const bytes = this.at(offset, 4);
    return this.littleEndian ? bytes.readUInt32LE() : bytes.readUInt32BE();
  }

  u64(offset: number): number {
    const bytes = this.at(offset, 8);
    const value = Number(this.littleEndian ? bytes.readBigUInt64LE() : bytes.readBigUInt64BE());
    if (!Number.isSafeInteger(value)) throw new Malformed('its header holds an impossible number');
    return value;
  }

  /** An address or size of the file's own width. */
  word(offset: number, is64: boolean): number {
    return is64 ? this.u64(offset) : this.u32(offset);
  }

  /** Text up to a NUL or the end of the field. */
  text(offset: number, length: number): string {
    const bytes = this.at(offset, length);
    const end = bytes.indexOf(0);
    return bytes.toString('latin1', 0, end === -1 ? length : end);
  }
}
