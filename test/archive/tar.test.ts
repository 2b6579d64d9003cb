import { describe, expect, it } from 'vitest';
import { ArchiveError, gather, readTar, type Bytes } from '../../src/archive/index.ts';
import { longNamePart, paxPart, tarOf, tarPart } from '../stand-ins/tar.ts';

/** A stream of pieces of one size, so that headers and contents are cut anywhere. */
async function* pieces(bytes: Buffer, size: number): Bytes {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function entriesOf(tar: Buffer, size = 1000): Promise<string[]> {
  const entries: string[] = [];
  for await (const entry of readTar(pieces(tar, size))) {
    const content = entry.kind === 'file' ? (await gather(entry.content(), 1_000_000)).toString() : '';
    entries.push(`${entry.kind} ${entry.path} ${entry.link}${content}`.trim());
  }
  return entries;
}

/** A part whose header says something else at one place, under a checksum that is right. */
function headerWith(part: Buffer, at: number, bytes: string): Buffer {
  const changed = Buffer.from(part);
  changed.write(bytes, at, 'latin1');
  changed.fill(' ', 148, 156);
  const sum = changed.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  changed.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return changed;
}

describe('readTar', () => {
  it.each([1, 7, 512, 100_000])('reads entries from pieces of %i bytes', async (size) => {
    const tar = tarOf([
      { path: 'a/', type: '5' },
      { path: 'a/file', content: 'x'.repeat(600) },
      { path: 'a/empty' },
      { path: 'a/link', type: '2', link: 'file' },
      { path: 'a/same', type: '1', link: 'a/file' },
      { path: 'null', type: '3' },
    ]);
    expect(await entriesOf(tar, size)).toEqual([
      'folder a/',
      `file a/file ${'x'.repeat(600)}`,
      'file a/empty',
      'link a/link file',
      'hard-link a/same a/file',
      'device null',
    ]);
  });

  it('takes long names from pax headers and from GNU entries, each for one entry', async () => {
    const long = `${'deep/'.repeat(40)}name`;
    const tar = tarOf([
      paxPart({ path: `${long}-pax`, comment: 'other' }),
      tarPart({ path: 'short', content: '1' }),
      longNamePart(`${long}-gnu`),
      tarPart({ path: 'short', content: '2' }),
      longNamePart(long, 'K'),
      tarPart({ path: 'link', type: '2', link: 'short' }),
      paxPart({ linkpath: `${long}-pax` }),
      tarPart({ path: 'link', type: '2' }),
      tarPart({ path: 'short', content: '3' }),
    ]);
    expect(await entriesOf(tar)).toEqual([
      `file ${long}-pax 1`,
      `file ${long}-gnu 2`,
      `link link ${long}`,
      `link link ${long}-pax`,
      'file short 3',
    ]);
  });

  it('takes the size from a pax header, and marks sparse files', async () => {
    const tar = tarOf([
      paxPart({ size: '5' }),
      tarPart({ path: 'large', content: 'hello', size: 0 }),
      paxPart({ 'GNU.sparse.major': '1' }),
      tarPart({ path: 'holes', content: 'x' }),
      tarPart({ path: 'old', type: 'S', content: 'x' }),
      tarPart({ path: 'after', content: 'y' }),
    ]);
    expect(await entriesOf(tar)).toEqual(['file large hello', 'sparse holes', 'sparse old', 'file after y']);
  });

  describe('as container engines do', () => {
    it('leaves global pax headers aside, and what the ones before them said', async () => {
      const tar = tarOf([
        paxPart({ path: 'other', size: '1' }, 'g'),
        tarPart({ path: 'own', content: 'x' }),
        paxPart({ path: 'forgotten' }),
        paxPart({ comment: 'x' }, 'g'),
        tarPart({ path: 'second', content: 'y' }),
      ]);
      expect(await entriesOf(tar)).toEqual(['file own x', 'file second y']);
    });

    it('takes the last of several pax headers whole, and no empty value', async () => {
      const tar = tarOf([
        paxPart({ path: 'first', linkpath: 'first' }),
        paxPart({ linkpath: 'second' }),
        tarPart({ path: 'own', type: '2', link: 'header' }),
        paxPart({ path: '', size: '' }),
        longNamePart(''),
        tarPart({ path: 'kept', content: 'x' }),
      ]);
      expect(await entriesOf(tar)).toEqual(['link own second', 'file kept x']);
    });

    it('knows a folder by its name only in a tar from before ustar', async () => {
      const tar = tarOf([
        { path: 'file/', content: 'x' },
        { path: 'old/', type: '\0', content: '' },
        { path: 'after' },
      ]);
      expect(await entriesOf(tar)).toEqual(['file file/ x', 'folder old/', 'file after']);
    });

    it('reads numbers between spaces and NULs', async () => {
      const part = headerWith(tarPart({ path: 'hidden', content: 'x'.repeat(8) }), 124, '\0         10');
      expect(await entriesOf(tarOf([part, { path: 'after' }]))).toEqual(['file hidden xxxxxxxx', 'file after']);
    });

    it.each([
      ['ustar', 'ustar\x0000', 'p'.repeat(155), '', 'p'.repeat(155)],
      ['star', 'ustar\x0000', `${'p'.repeat(131)}${'0'.repeat(24)}`, 'tar\0', 'p'.repeat(131)],
      ['GNU with times', 'ustar  \0', '14000000000\x0014000000000\0', '', null],
      ['GNU without times', 'ustar  \0', 'a/prefix', '', 'a/prefix'],
      ['no known kind', '\0\0\0\0\0\0\0\0', 'a/prefix', '', null],
    ])('takes the prefix of a header of %s as far as it has one', async (_, magic, prefix, trailer, expected) => {
      const plain = tarPart({ path: 'name' });
      const part = headerWith(headerWith(headerWith(plain, 257, magic), 345, prefix), 508, trailer);
      expect(await entriesOf(tarOf([part]))).toEqual([`file ${expected === null ? '' : `${expected}/`}name`]);
    });
  });

  it.each([
    ['a file that is longer than the rest', tarOf([{ path: 'a', size: 10_000, content: 'x' }])],
    ['a header cut short', tarOf([{ path: 'a', content: 'x' }]).subarray(0, 1024 + 100)],
    [
      'a wrong checksum',
      Buffer.concat([
        tarOf([{ path: 'a' }])
          .subarray(0, 512)
          .fill('z', 0, 3),
      ]),
    ],
    ['a pax record that says too long a length', tarOf([tarPart({ path: 'p', type: 'x', content: '99 path=a\n' })])],
    ['a pax size that is no number', tarOf([paxPart({ size: '-1' }), { path: 'a' }])],
    ['a name of two megabytes', tarOf([longNamePart('n'.repeat(2_000_000)), { path: 'a' }])],
    ['text', Buffer.from('no tar at all, only words '.repeat(40))],
  ])('refuses %s', async (_, tar) => {
    await expect(entriesOf(tar)).rejects.toBeInstanceOf(ArchiveError);
  });
});
