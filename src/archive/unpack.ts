import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Allowance } from './allowance.ts';
import { ArchiveError } from './archive-error.ts';
import { ByteReader, type Bytes } from './bytes.ts';
import { ZstdWindows } from './zstd-windows.ts';

/** More bytes than this may come out only as long as they are at most so many times what went in. */
const FREE_BYTES = 256 * 1024 * 1024;
const MAX_RATIO = 50;

/** A zstd block of four bytes can stand for 128 KB: the decoder is fed in pieces whose outcome fits in memory. */
const ZSTD_PIECE = 2048;

/** Counts what goes into a decoder and what comes out of it: a bomb is known by their ratio long before its end. */
class Ratio {
  private packed = 0;
  private unpacked = 0;

  async *in(bytes: Bytes): Bytes {
    for await (const piece of bytes) {
      this.packed += piece.length;
      yield piece;
    }
  }

  out(piece: Uint8Array): void {
    this.unpacked += piece.length;
    if (this.unpacked > FREE_BYTES + MAX_RATIO * this.packed) {
      throw new ArchiveError('limit', `unpacks to more than ${MAX_RATIO} times its size`);
    }
  }
}

async function* gunzip(bytes: Bytes, ratio: Ratio): Bytes {
  const decoder = createGunzip({ chunkSize: 256 * 1024 });
  // Errors of the source and of the decoder both end the loop below.
  pipeline(Readable.from(ratio.in(bytes)), decoder, () => {});
  try {
    for await (const piece of decoder as AsyncIterable<Buffer>) {
      ratio.out(piece);
      yield piece;
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
      ? new ArchiveError('broken', 'is not a valid gzip stream', error)
      : error;
  } finally {
    decoder.destroy();
  }
}

async function* unzstd(bytes: Bytes, ratio: Ratio): Bytes {
  const { Decompress } = await import('fzstd');
  const windows = new ZstdWindows();
  let ready: Uint8Array[] = [];
  const decoder = new Decompress((piece) => {
    ratio.out(piece);
    ready.push(piece);
  });
  const feed = (piece: Uint8Array, isLast: boolean): void => {
    try {
      windows.push(piece);
      decoder.push(piece, isLast);
    } catch (error) {
      throw error instanceof ArchiveError ? error : new ArchiveError('broken', 'is not a valid zstd stream', error);
    }
  };
  for await (const whole of ratio.in(bytes)) {
    for (let at = 0; at < whole.length; at += ZSTD_PIECE) {
      feed(whole.subarray(at, at + ZSTD_PIECE), false);
      yield* ready;
      ready = [];
    }
  }
  feed(new Uint8Array(), true);
  yield* ready;
}

/** A stream again, from its first bytes and a reader of the others. */
async function* joined(head: Uint8Array, rest: ByteReader): Bytes {
  try {
    yield head;
    for (let piece = await rest.some(Infinity); piece !== null; piece = await rest.some(Infinity)) yield piece;
  } finally {
    await rest.close();
  }
}

/**
 * The bytes of a stream that may be packed with gzip or zstd, told by its first bytes. Throws `ArchiveError` for a broken
 * stream, one that unpacks to far more than its size, and when `allowance` is spent.
 */
export async function* unpack(bytes: Bytes, allowance: Allowance): Bytes {
  const reader = new ByteReader(bytes);
  const head = Buffer.alloc(4);
  let length = 0;
  while (length < 4) {
    const piece = await reader.some(4 - length);
    if (piece === null) break;
    head.set(piece, length);
    length += piece.length;
  }
  const whole = joined(head.subarray(0, length), reader);
  const magic = head.readUInt32LE(0);
  const isGzip = length === 4 && (magic & 0xffff) === 0x8b1f;
  const isZstd = length === 4 && (magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50);
  const unpacked = isGzip ? gunzip(whole, new Ratio()) : isZstd ? unzstd(whole, new Ratio()) : whole;
  for await (const piece of unpacked) {
    allowance.spend(piece.length);
    yield piece;
  }
}
