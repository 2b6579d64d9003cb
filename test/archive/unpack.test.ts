import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Allowance, ArchiveError, gather, unpack, type Bytes } from '../../src/archive/index.ts';

async function* once(bytes: Buffer): Bytes {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

const unbounded = (): Allowance => new Allowance(Infinity, () => false);

async function lengthOf(bytes: Bytes, allowance = unbounded()): Promise<number> {
  let length = 0;
  for await (const piece of unpack(bytes, allowance)) length += piece.length;
  return length;
}

/** A zstd frame of blocks that each repeat one byte: `windowLog` and the number of blocks of 128 KB. */
function zstdZeros(blocks: number, windowLog = 17): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, (windowLog - 10) << 3]);
  const size = 128 * 1024;
  const body = Array.from({ length: blocks }, (_, index) => {
    const block = Buffer.alloc(4);
    block.writeUIntLE((size << 3) | (1 << 1) | (index === blocks - 1 ? 1 : 0), 0, 3);
    return block;
  });
  return Buffer.concat([header, ...body]);
}

function gzipOfZeros(bytes: number): Bytes {
  const zeros = Buffer.alloc(1024 * 1024);
  const source = Readable.from(
    (function* () {
      for (let left = bytes; left > 0; left -= zeros.length) yield zeros;
    })(),
  );
  return source.pipe(createGzip());
}

describe('unpack', () => {
  it('knows gzip, zstd and neither by their first bytes', async () => {
    const text = Buffer.from('some text '.repeat(20_000));
    expect((await gather(unpack(once(text), unbounded()), 1e6)).equals(text)).toBe(true);
    expect((await gather(unpack(once(gzipSync(text)), unbounded()), 1e6)).equals(text)).toBe(true);
    expect(await lengthOf(once(zstdZeros(3)))).toBe(3 * 128 * 1024);
    expect(await lengthOf(once(Buffer.concat([zstdZeros(2), zstdZeros(1)])))).toBe(3 * 128 * 1024);
    expect(await lengthOf(once(Buffer.alloc(0)))).toBe(0);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(1_000_000, 'abc')).subarray(0, 500)],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])],
    ['zstd', zstdZeros(20).subarray(0, 30)],
    ['zstd', Buffer.concat([zstdZeros(2), Buffer.from('what follows is no frame')])],
    ['zstd with a window of two gigabytes', zstdZeros(1, 31)],
    ['zstd with such a window in a later frame', Buffer.concat([zstdZeros(1), zstdZeros(1, 30), zstdZeros(1)])],
  ])('refuses broken %s', async (_, bytes) => {
    await expect(lengthOf(once(bytes))).rejects.toBeInstanceOf(ArchiveError);
  });

  it('stops at a bomb long before its end', async () => {
    await expect(lengthOf(gzipOfZeros(4 * 2 ** 30))).rejects.toMatchObject({ problem: 'limit' });
    await expect(lengthOf(once(zstdZeros(100_000)))).rejects.toMatchObject({ problem: 'limit' });
  });

  it('stops when its allowance is spent, in bytes or in time', async () => {
    const bytes = Buffer.alloc(300_000, 'abc');
    await expect(lengthOf(once(bytes), new Allowance(200_000, () => false))).rejects.toMatchObject({
      problem: 'limit',
    });
    await expect(lengthOf(once(bytes), new Allowance(Infinity, () => true))).rejects.toMatchObject({
      problem: 'limit',
    });
  });
});
