import type { Writable } from 'node:stream';

/** The reader has gone away (`| head`): it wanted no more. Windows says `EOF`. */
const READER_GONE: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EOF']);

/**
 * Watches for what a stream cannot write, which Node would throw out of every call. What is returned waits until all is
 * written, and says what kept a part from it, or null.
 */
export function watchWrites(stream: Writable): () => Promise<Error | null> {
  let failure: Error | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!READER_GONE.has(error.code)) failure ??= error;
  });
  // The error of a write is told after its callback.
  return () => new Promise((resolve) => stream.write('', () => setImmediate(() => resolve(failure))));
}
