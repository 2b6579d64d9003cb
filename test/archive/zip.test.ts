import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Allowance, ArchiveError, readZip, type Ranges } from '../../src/archive/index.ts';
import { zipOf } from '../stand-ins/zip.ts';

const MOST = 1_000_000;

/** Never more than a few bytes at a time beyond what is asked, as a file gives them. */
function rangesOf(bytes: Buffer): Ranges {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
  };
}

const plenty = (): Allowance => new Allowance(10 ** 9, () => false);

function contentsOf(bytes: Buffer, most = MOST, allowance = plenty()): Record<string, string> {
  return Object.fromEntries(
    [...readZip(rangesOf(bytes), most, allowance)].map((entry) => [entry.name, entry.unpack().toString()]),
  );
}

const FILES = { 'a.json': '{"id":"A"}', 'folder/b.json': 'b'.repeat(5000), 'ünïcode.json': 'ü' };

describe('a zip', () => {
  it.each([
    ['as most are', {}],
    ['of files that are kept as they are', { stored: true }],
    ['with numbers of 64 bits', { large: true }],
    ['with a comment', { comment: 'made by a test' }],
  ])('%s is read', (_, options) => {
    expect(contentsOf(zipOf(FILES, options))).toEqual(FILES);
  });

  it('of many files is read in windows', () => {
    const files = Object.fromEntries(
      Array.from({ length: 3000 }, (_, number) => [`${number}.json`, `${number}`.repeat(800)]),
    );
    expect(contentsOf(zipOf(files, { stored: true }))).toEqual(files);
  });

  it('may have its files in another order than its directory', () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at}.json`, `${at}`.repeat(20_000)]));
    const bytes = zipOf(files, { stored: true });
    const start = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    const entries: Buffer[] = [];
    for (let at = start, next = at; at < bytes.length - 22; at = next) {
      next = at + 46 + bytes.readUInt16LE(at + 28);
      entries.unshift(bytes.subarray(at, next));
    }
    const turned = Buffer.concat([bytes.subarray(0, start), ...entries, bytes.subarray(-22)]);
    let read = 0;
    const ranges = rangesOf(turned);
    const counted: Ranges = { ...ranges, read: (offset, length) => ((read += length), ranges.read(offset, length)) };
    for (const entry of readZip(counted, MOST, plenty())) expect(entry.unpack().toString()).toBe(files[entry.name]);
    expect(read).toBeLessThan(3 * turned.length);
  });

  it('may be empty', () => expect(contentsOf(zipOf({}))).toEqual({}));

  it('has folders that are no files', () => {
    expect(Object.keys(contentsOf(zipOf({ 'folder/': '', 'folder/a': 'a' })))).toEqual(['folder/a']);
  });

  it('gives the packed bytes of a file as they are', () => {
    const [entry] = readZip(rangesOf(zipOf({ a: 'text' }, { stored: true })), MOST, plenty());
    expect([entry?.packed.toString(), entry?.isDeflated]).toEqual(['text', false]);
  });
});

describe('a zip that is not whole', () => {
  const whole = zipOf(FILES);

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['other bytes', Buffer.from('this is no archive at all, whatever its name says')],
    ['its beginning alone', whole.subarray(0, 100)],
    ['all but its last byte', whole.subarray(0, -1)],
    ['its end alone', whole.subarray(-22)],
  ])('is refused: %s', (_, bytes) => expect(() => contentsOf(bytes)).toThrow(ArchiveError));

  it('is refused when its directory holds more files than it says', () => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt16LE(2, bytes.length - 12);
    expect(() => contentsOf(bytes)).toThrow(/holds more/);
  });

  it('is refused whatever byte of its directory is wrong, or read right', () => {
    const start = whole.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    for (let at = start; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
      try {
        const contents = contentsOf(bytes);
        for (const [name, text] of Object.entries(contents)) {
          if (name in FILES) expect(text).toBe(FILES[name as keyof typeof FILES]);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(ArchiveError);
      }
    }
  });
});

describe('a file of a zip', () => {
  const oneBad = (lie: NonNullable<Parameters<typeof zipOf>[1]>['lie']): Array<string | Error> => {
    const bytes = zipOf({ bad: 'x'.repeat(1000), good: 'good' }, lie === undefined ? {} : { lie });
    return [...readZip(rangesOf(bytes), MOST, plenty())].map((entry) => {
      try {
        return entry.unpack().toString();
      } catch (error) {
        return error as Error;
      }
    });
  };

  it.each([
    ['another checksum', { crc: 1 }],
    ['fewer bytes than it has', { size: 10 }],
    ['more bytes than it has', { size: 2000 }],
    ['more bytes than are read', { size: MOST + 1 }],
    ['a way of packing that is not read', { method: 12 }],
    ['a password', { flags: 1 }],
  ])('with %s is refused, and the next is read', (_, words) => {
    const [bad, good] = oneBad((entry) => void (entry.name === 'bad' && Object.assign(entry, words)));
    expect(bad).toBeInstanceOf(ArchiveError);
    expect(good).toBe('good');
  });

  it('is unpacked to its own size and no further', () => {
    const bomb = zipOf({ bomb: Buffer.alloc(50_000_000) }, { lie: (entry) => void (entry.size = 100) });
    expect(() => contentsOf(bomb)).toThrow(ArchiveError);
  });

  it('has no bytes of others for its own', () => {
    const bytes = zipOf({ a: 'a', b: 'b'.repeat(100), c: Buffer.alloc(5000) }, { stored: true });
    const packedSize = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 20;
    bytes.writeUInt32LE(5000, packedSize);
    bytes.writeUInt16LE(8, packedSize - 10);
    deflateRawSync('a').copy(bytes, 31);
    const [first] = readZip(rangesOf(bytes), MOST, plenty());
    expect(() => first?.unpack()).toThrow(/longer packed/);
  });

  it('counts against what may be unpacked altogether', () => {
    const bytes = zipOf({ a: 'a'.repeat(600), b: 'b'.repeat(600) });
    expect(() => contentsOf(bytes, MOST, new Allowance(1000, () => false))).toThrow(/more bytes than are unpacked/);
  });
});
