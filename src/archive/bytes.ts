import { ArchiveError } from './archive-error.ts';

/** A stream of bytes, as Node's streams and generators give it. */
export type Bytes = AsyncIterable<Uint8Array>;

const EMPTY: Uint8Array = new Uint8Array();

/** Pulls pieces of a wanted size out of a stream that comes in pieces of its own. Holds one piece at a time. */
export class ByteReader {
  private readonly source: AsyncIterator<Uint8Array>;
  private piece: Uint8Array = EMPTY;

  constructor(bytes: Bytes) {
    this.source = bytes[Symbol.asyncIterator]();
  }

  /** The next bytes, at least one and at most `most`; null at the end. */
  async some(most: number): Promise<Uint8Array | null> {
    while (this.piece.length === 0) {
      const { done, value } = await this.source.next();
      if (done === true) return null;
      this.piece = value;
    }
    const taken = this.piece.subarray(0, most);
    this.piece = this.piece.subarray(taken.length);
    return taken;
  }

  /** Exactly so many bytes; null at the end of the stream. Throws `ArchiveError` when it ends in their middle. */
  async exactly(count: number): Promise<Buffer | null> {
    if (this.piece.length >= count) {
      const whole = this.piece.subarray(0, count);
      this.piece = this.piece.subarray(count);
      return Buffer.from(whole.buffer, whole.byteOffset, count);
    }
    const pieces: Uint8Array[] = [];
    let length = 0;
    while (length < count) {
      const piece = await this.some(count - length);
      if (piece === null && length === 0) return null;
      if (piece === null) throw new ArchiveError('broken', 'ends in the middle of an entry');
      pieces.push(piece);
      length += piece.length;
    }
    return Buffer.concat(pieces);
  }

  /** The next `count` bytes as they come. */
  async *stream(count: number): AsyncGenerator<Uint8Array, void> {
    for (let left = count; left > 0;) {
      const piece = await this.some(left);
      if (piece === null) throw new ArchiveError('broken', 'ends in the middle of an entry');
      left -= piece.length;
      yield piece;
    }
  }

  /** Ends the stream below. */
  async close(): Promise<void> {
    this.piece = EMPTY;
    await this.source.return?.();
  }
}

/** Everything of a stream that is known to be short. */
export async function gather(bytes: Bytes, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > maxBytes) throw new ArchiveError('limit', `is larger than ${maxBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}
