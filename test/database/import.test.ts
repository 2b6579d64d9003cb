import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeExport } from '../../src/database/export-file.ts';
import { importFrom, type ImportOptions, type ImportReport } from '../../src/database/import.ts';
import { runBuild } from '../../src/database/run-build.ts';
import { realStorage, tryLock } from '../../src/io/index.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { offlineIo } from '../stand-ins/io.ts';
import { zipOf } from '../stand-ins/zip.ts';
import { idsIn, NOW, open, recordOf } from './_database.ts';

const ANYTHING: ImportOptions = { ecosystems: null, complete: false, asOf: null, replace: false };

async function take(root: string, path: string, options: Partial<ImportOptions> = {}): Promise<ImportReport> {
  const io = offlineIo();
  const lock = tryLock(join(root, 'lock'));
  if (lock === null) throw new Error('locked');
  try {
    return await importFrom(path, { ...ANYTHING, ...options }, { root, io, lock, build: (job) => runBuild(job, io) });
  } finally {
    lock.release();
  }
}

const about = (ecosystem: string, name: string) => ({ package: { ecosystem, name }, versions: ['1.0.0'] });

describe('a folder of records', () => {
  it('is taken in for every ecosystem that its records name', async () => {
    const root = folderWith({});
    const folder = folderWith({
      'deep/er/GHSA-1.json': recordOf('GHSA-1', 'a'),
      'GHSA-2.json': {
        id: 'GHSA-2',
        affected: [about('npm', 'b'), about('PyPI', 'B'), about('Debian:12', 'b'), about('RubyGems', 'b')],
      },
      'CVE-3.json': { id: 'CVE-3', affected: [about('Packagist', 'x')] },
      'GHSA-4.json': '{"id":',
      'GHSA-5.json': { id: '../../5' },
      'package.json': { name: 'no record' },
      'README.md': 'neither',
    });
    const report = await take(root, folder);
    expect(report).toMatchObject({
      read: 5,
      elsewhere: 1,
      rejections: 2,
      rejected: [
        { name: 'GHSA-4.json', why: 'is not JSON' },
        { name: 'GHSA-5.json', why: 'is no record of the OSV schema' },
      ],
    });
    expect(report.ecosystems.map(({ ecosystem, records, complete }) => [ecosystem, records, complete]).sort()).toEqual([
      ['Debian', 1, false],
      ['PyPI', 1, false],
      ['npm', 2, false],
    ]);
    expect(open(root, 'PyPI').recordsFor('b', NOW)[0]?.affected).toHaveLength(1);
    expect(open(root, 'Debian').recordsFor('b', NOW)[0]?.affected[0]?.ecosystem).toBe('Debian:12');
  });

  it('may hold YAML, whose times and versions are texts', async () => {
    const root = folderWith({});
    const folder = folderWith({
      'vulns/a/PYSEC-2026-1.yaml': `id: PYSEC-2026-1
details: Long words.
modified: 2026-10-01T00:00:00Z
affected:
- package: {name: Some.Name, ecosystem: PyPI}
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: "0"
    - fixed: 1.10.1
  versions: ['1.10', 1.9.0]
`,
      'PYSEC-2026-2.yaml': 'id: [',
    });
    expect(await take(root, folder)).toMatchObject({
      read: 2,
      rejections: 1,
      rejected: [{ name: 'PYSEC-2026-2.yaml' }],
    });
    const [record] = open(root, 'PyPI').recordsFor('some-name', NOW);
    expect(record).toMatchObject({
      id: 'PYSEC-2026-1',
      modified: '2026-10-01T00:00:00Z',
      affected: [{ versions: ['1.10', '1.9.0'], whole: true }],
    });
    expect(JSON.parse(open(root, 'PyPI').text('PYSEC-2026-1', NOW) ?? '')).toMatchObject({ details: 'Long words.' });
  });

  it('takes no number for a version: 1.10 is not 1.1', async () => {
    const root = folderWith({});
    const folder = folderWith({
      'PYSEC-2026-1.yaml': 'id: PYSEC-2026-1\naffected:\n- package: {name: a, ecosystem: PyPI}\n  versions: [1.10]\n',
    });
    await take(root, folder);
    expect(open(root, 'PyPI').recordsFor('a', NOW)).toMatchObject([{ affected: [{ versions: [], whole: false }] }]);
  });

  it('follows no link', async () => {
    const outside = folderWith({ 'GHSA-1.json': recordOf('GHSA-1', 'a') });
    const folder = folderWith({ 'GHSA-2.json': recordOf('GHSA-2', 'b') });
    symlinkSync(outside, join(folder, 'link'));
    symlinkSync(join(outside, 'GHSA-1.json'), join(folder, 'GHSA-1.json'));
    const root = folderWith({});
    await take(root, folder);
    expect(idsIn(root)).toEqual(['GHSA-2']);
  });

  it('takes the place of records that say no time, and are as old for all that is known', async () => {
    const root = folderWith({});
    for (const name of ['first', 'second']) {
      await take(root, folderWith({ 'GO-1.json': recordOf('GO-1', name, '0001-01-01T00:00:00Z') }));
    }
    expect(open(root).record('GO-1', NOW)?.affected).toMatchObject([{ name: 'second' }]);
  });

  it.each([
    ['is no JSON', '{"id":'],
    ['names nothing that can be read', { id: 'GHSA-2', affected: [{ package: { ecosystem: 'npm' } }] }],
  ])('is not all by anybody’s word while one of them %s', async (_, bad) => {
    const root = folderWith({});
    const folder = folderWith({ 'GHSA-1.json': recordOf('GHSA-1', 'a'), 'GHSA-2.json': bad });
    const report = await take(root, folder, { complete: true });
    expect(report).toMatchObject({ rejections: 1, ecosystems: [{ complete: false }] });
  });

  it('is not all of several ecosystems by a word that may be meant of one', async () => {
    const root = folderWith({});
    const folder = folderWith({
      'GHSA-1.json': recordOf('GHSA-1', 'a'),
      'GHSA-2.json': { id: 'GHSA-2', affected: [about('npm', 'b'), about('PyPI', 'b')] },
    });
    await expect(take(root, folder, { complete: true })).rejects.toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('--ecosystem npm') as string,
    });
    expect(readdirSync(join(root, 'PyPI'))).toEqual([]);
    const report = await take(root, folder, { complete: true, ecosystems: ['npm'] });
    expect(report.ecosystems).toMatchObject([{ ecosystem: 'npm', records: 2, complete: true }]);
  });

  it('is not joined with what is damaged, unless that is to go', async () => {
    const root = folderWith({});
    await take(root, folderWith({ 'GHSA-1.json': recordOf('GHSA-1', 'a') }));
    const name = readdirSync(join(root, 'npm')).find((file) => file.endsWith('.dat')) ?? '';
    const file = join(root, 'npm', name);
    const sound = readFileSync(file, 'latin1');
    const more = folderWith({ 'GHSA-2.json': recordOf('GHSA-2', 'b') });
    for (const spoilt of [sound.replace('"a"', '"X"'), `${sound}more`]) {
      writeFileSync(file, spoilt, 'latin1');
      await expect(take(root, more)).rejects.toMatchObject({
        code: 'input-invalid',
        message: expect.stringContaining('damaged') as string,
        hint: expect.stringContaining('--replace') as string,
      });
    }
    expect(await take(root, more, { replace: true })).toMatchObject({ ecosystems: [{ records: 1 }] });
  });

  it('is not to blame when the database cannot be written', async () => {
    const root = folderWith({ npm: 'a file where a folder should be' });
    await expect(take(root, folderWith({ 'GHSA-1.json': recordOf('GHSA-1', 'a') }))).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining(root) as string,
    });
  });

  it('of no use leaves no database', async () => {
    const root = folderWith({});
    expect(await take(root, folderWith({}))).toMatchObject({ ecosystems: [], read: 0 });
    await expect(take(root, join(root, 'nowhere'))).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(take(root, join(folderWith({ 'notes.txt': 'x' }), 'notes.txt'))).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });
});

describe('a dump', () => {
  const records = [recordOf('GHSA-1', 'a'), recordOf('GHSA-2', 'b', '2026-10-02T00:00:00Z')];
  const dump = (more: Record<string, string> = {}): string => {
    const folder = folderWith(more);
    mkdirSync(join(folder, 'npm'), { recursive: true });
    writeFileSync(
      join(folder, 'npm', 'all.zip'),
      zipOf(Object.fromEntries(records.map((one) => [`${one.id}.json`, JSON.stringify(one)]))),
    );
    return folder;
  };
  const list = '2026-10-02T00:00:00Z,GHSA-2\n2026-10-01T00:00:00Z,GHSA-1\n';

  it('is not known to be all', async () => {
    const root = folderWith({});
    const report = await take(root, join(dump(), 'npm', 'all.zip'));
    expect(report.ecosystems).toMatchObject([
      { ecosystem: 'npm', records: 2, complete: false, dataTime: '2026-10-02T00:00:00.000Z' },
    ]);
  });

  it.each([
    ['by its file', 'npm/all.zip'],
    ['by its folder', 'npm'],
    ['by the folder of a mirror', ''],
  ])('is known to be all by the list beside it, named %s', async (_, path) => {
    const root = folderWith({});
    const report = await take(root, join(dump({ 'npm/modified_id.csv': list }), path));
    expect(report.ecosystems).toMatchObject([{ ecosystem: 'npm', records: 2, complete: true, missing: [] }]);
  });

  it('is found behind links', async () => {
    const folder = dump({ 'npm/modified_id.csv': list });
    const elsewhere = folderWith({});
    for (const name of ['all.zip', 'modified_id.csv']) {
      renameSync(join(folder, 'npm', name), join(elsewhere, name));
      symlinkSync(join(elsewhere, name), join(folder, 'npm', name));
    }
    const report = await take(folderWith({}), folder);
    expect(report.ecosystems).toMatchObject([{ ecosystem: 'npm', records: 2, complete: true }]);
  });

  it('is refused when the list beside it cannot be read at all', async () => {
    const root = folderWith({});
    const folder = dump();
    writeFileSync(join(folder, 'npm', 'modified_id.csv'), Buffer.from([0xff, 0xfe]));
    await expect(take(root, folder)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('modified_id.csv') as string,
    });
    expect(readdirSync(join(root, 'npm'))).toEqual([]);
  });

  it.each([
    ['has more', `${list}2026-01-01T00:00:00Z,GHSA-3\n`, ['GHSA-3']],
    ['has one that is newer', list.replace('01T', '05T'), ['GHSA-1']],
    ['cannot be read in part', `${list}yesterday,GHSA-2\n`, []],
    ['is empty', '', []],
  ])('is not all when the list beside it %s', async (_, text, missing) => {
    const root = folderWith({});
    const report = await take(root, dump({ 'npm/modified_id.csv': text }));
    expect(report.ecosystems).toMatchObject([{ ecosystem: 'npm', complete: false, missing }]);
  });

  it('is all, and as old, by the word of the user', async () => {
    const root = folderWith({});
    const report = await take(root, dump(), { complete: true, asOf: new Date('2026-11-01T00:00:00Z') });
    expect(report.ecosystems).toMatchObject([{ complete: true, dataTime: '2026-11-01T00:00:00.000Z' }]);
  });

  it('is joined with what was kept, of one id the newest', async () => {
    const root = folderWith({});
    await take(root, dump(), { complete: true });
    await take(
      root,
      folderWith({
        'GHSA-1.json': recordOf('GHSA-1', 'older', '2026-09-01T00:00:00Z'),
        'GHSA-9.json': recordOf('GHSA-9', 'ours'),
      }),
    );
    expect(idsIn(root)).toEqual(['GHSA-1', 'GHSA-2', 'GHSA-9']);
    expect(open(root).recordsFor('older', NOW)).toEqual([]);
    expect(open(root).state).toMatchObject({ complete: true, dataTime: '2026-10-02T00:00:00.000Z', records: 3 });
    // A list that has more than is here was not held against all that is kept.
    await take(root, dump({ 'npm/modified_id.csv': `${list}2026-01-01T00:00:00Z,GHSA-3\n` }));
    expect(open(root).state).toMatchObject({ complete: true, checkedAt: null, missing: [] });
    await take(root, dump(), { replace: true });
    expect(idsIn(root)).toEqual(['GHSA-1', 'GHSA-2']);
    expect(open(root).state.complete).toBe(false);
  });

  it('is left out for ecosystems that are not wanted', async () => {
    const root = folderWith({});
    expect(await take(root, dump(), { ecosystems: ['PyPI'] })).toMatchObject({ ecosystems: [] });
  });
});

describe('an export', () => {
  async function exported(complete = true): Promise<{ from: string; file: string; records: number }> {
    const from = folderWith({});
    const folder = folderWith({
      'GHSA-1.json': recordOf('GHSA-1', 'a'),
      'GHSA-2.json': {
        ...recordOf('GHSA-2', 'b'),
        affected: [{ package: { ecosystem: 'npm', name: 'b' }, ranges: 'none' }],
      },
      'PYSEC-1.json': { id: 'PYSEC-1', modified: '2026-10-01T00:00:00Z', affected: [about('PyPI', 'c')] },
    });
    await take(from, folder, { ecosystems: ['npm', 'PyPI'], complete, asOf: new Date('2026-11-20T00:00:00Z') });
    const file = join(from, 'advisories.gz');
    const output = realStorage.create(file);
    const records = writeExport([open(from, 'npm'), open(from, 'PyPI')], output, NOW);
    output.finish();
    return { from, file, records };
  }

  it('is taken in as it was', async () => {
    const { from, file, records } = await exported();
    const root = folderWith({});
    const report = await take(root, file);
    expect(records).toBe(3);
    expect(report).toMatchObject({ read: 3, rejections: 0 });
    for (const ecosystem of ['npm', 'PyPI']) {
      const [mine, theirs] = [open(root, ecosystem), open(from, ecosystem)];
      expect([...mine.records(NOW)]).toEqual([...theirs.records(NOW)]);
      expect(mine.state).toMatchObject({
        complete: true,
        dataTime: '2026-11-20T00:00:00.000Z',
        records: theirs.state.records,
      });
    }
    expect(open(root).text('GHSA-1', NOW)).toBeNull();
  });

  it('takes no place of what is newer, unless it is to', async () => {
    const { file } = await exported();
    const root = folderWith({});
    await take(root, folderWith({ 'GHSA-9.json': recordOf('GHSA-9', 'z') }), {
      complete: true,
      asOf: new Date('2026-11-22T00:00:00Z'),
    });
    const report = await take(root, file);
    expect(report.ecosystems).toMatchObject([
      { ecosystem: 'npm', kept: expect.stringContaining('newer') as string },
      { ecosystem: 'PyPI', kept: null },
    ]);
    expect(idsIn(root)).toEqual(['GHSA-9']);
    await take(root, file, { replace: true });
    expect(idsIn(root)).toEqual(['GHSA-1', 'GHSA-2']);
  });

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
    [
      'cut between lines',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().split('\n').slice(0, -2).join('\n')),
    ],
    ['changed', (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('"a"', '"z"'))],
    ['of another kind', () => gzipSync('{"hello":"world"}\n')],
    ['of lines that are none', (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('"npm"', '"Cobol"'))],
    ['a bomb', () => gzipSync(Buffer.alloc(100_000_000, 0x61))],
  ])('that is %s is refused whole', async (_, spoil) => {
    const { file } = await exported();
    writeFileSync(file, spoil(readFileSync(file)));
    const root = folderWith({});
    await take(root, folderWith({ 'GHSA-9.json': recordOf('GHSA-9', 'z') }));
    const before = readdirSync(join(root, 'npm'));
    await expect(take(root, file)).rejects.toMatchObject({ code: 'input-invalid' });
    expect(idsIn(root)).toEqual(['GHSA-9']);
    expect(readdirSync(join(root, 'npm'))).toEqual(before);
  });
});
