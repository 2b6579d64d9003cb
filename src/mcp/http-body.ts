import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HttpError, type ExchangeAnswer } from '../io/index.ts';
import type { Receiver } from './channel.ts';

const UNPACKERS: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * The body of an answer, unpacked where it is packed (which nobody asked for). It is counted as unpacked and as it comes, and
 * read no further than the receiver allows: a small answer that unpacks to gigabytes costs one buffer. Throws `HttpError`.
 */
export async function* bodyOf(answer: ExchangeAnswer, receiver: Receiver): AsyncIterable<Uint8Array> {
  const packing = (answer.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const unpack = UNPACKERS.get(packing);
  if (unpack === undefined && packing !== 'identity' && packing !== '') {
    throw new HttpError('its answer is packed in a way that is not read');
  }
  const packed = Readable.from(answer.body, { objectMode: false });
  const unpacker = unpack?.();
  if (unpacker !== undefined) {
    packed.on('error', (error) => unpacker.destroy(error));
    packed.pipe(unpacker);
  }
  const stream = unpacker ?? packed;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      if (!receiver.bytes(chunk.length)) return;
      yield chunk;
    }
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError('its answer cannot be unpacked', { cause: error });
  } finally {
    packed.destroy();
    stream.destroy();
    answer.close();
  }
}

/** A whole body as text; null when it is longer than `maxBytes`. */
export async function textOf(answer: ExchangeAnswer, maxBytes: number, receiver: Receiver): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyOf(answer, receiver)) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
