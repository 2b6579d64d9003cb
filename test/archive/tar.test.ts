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
