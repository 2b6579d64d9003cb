import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileError, realFiles } from '../../src/io/index.ts';
import { guard } from '../../src/io/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'mcp-audit-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof FileError) return error.problem;
    throw error;
  }
  return 'none';
}

describe('realFiles', () => {
  it('says what is wrong with a file and never waits for one', () => {
    const at = (name: string): string => join(folder, name);
    mkdirSync(at('folder'));
    symlinkSync('loop', at('loop'));
    writeFileSync(at('latin1'), Buffer.from([0x63, 0xe9]));
    writeFileSync(at('large'), '');
    truncateSync(at('large'), 1_000_001);
    const read = (name: string): string => problemOf(() => realFiles.readText(at(name), 1_000_000));
    expect(read('none')).toBe('not-found');
    expect(read('folder')).toBe('not-a-file');
    expect(read('loop')).toBe('link-loop');
    expect(read('latin1')).toBe('not-utf8');
    expect(read('large')).toBe('too-large');
    expect(problemOf(() => realFiles.list(at('none')))).toBe('not-found');
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [at('fifo')]);
      expect(read('fifo')).toBe('not-a-file');
    }
  });

  it('writes whole files, readable by their owner alone, and leaves nothing beside them', () => {
    const file = join(folder, 'deep', 'er', 'file.json');
    realFiles.writeAtomic(file, 'one');
    realFiles.writeAtomic(file, 'two');
    expect(realFiles.readText(file, 10)).toBe('two');
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['file.json']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leaves the old file when the new one cannot be put in place', () => {
    const target = join(folder, 'taken');
    mkdirSync(join(target, 'full'), { recursive: true });
    expect(problemOf(() => realFiles.writeAtomic(target, 'text'))).not.toBe('none');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a file that a user named', () => {
  const modeOf = (file: string): number => statSync(file).mode & 0o777;

  it('that is new is readable as the mask allows, and its folders are made', () => {
    const file = join(folder, 'new', 'report.json');
    const before = process.umask(0o022);
    try {
      realFiles.writeNamed(file, 'one');
    } finally {
      process.umask(before);
    }
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(modeOf(file)).toBe(0o644);
  });

  it.each([0o600, 0o666, 0o640])('that is there keeps its mode %o', (mode) => {
    const file = join(folder, `kept-${mode}`);
    writeFileSync(file, 'old');
    chmodSync(file, mode);
    realFiles.writeNamed(file, 'new');
    expect([readFileSync(file, 'utf8'), modeOf(file)]).toEqual(['new', mode]);
  });

  it('behind a link is written there, and the link stays', () => {
    const [link, target] = [join(folder, 'link'), join(folder, 'target')];
    writeFileSync(target, 'old');
    symlinkSync('target', link);
    realFiles.writeNamed(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  it('behind a link to nothing is made there', () => {
    const link = join(folder, 'dangling');
    symlinkSync('yet-to-come', link);
    realFiles.writeNamed(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'yet-to-come'), 'utf8')).toBe('new');
  });

  it('that is a pipe is written into', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] });
    let read = '';
    reader.stdout.setEncoding('utf8').on('data', (text: string) => (read += text));
    realFiles.writeNamed(pipe, 'through');
    await once(reader, 'close');
    expect(read).toBe('through');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it('that cannot be written is an error and stays what it is', () => {
    const loop = join(folder, 'round');
    symlinkSync('round', loop);
    expect(problemOf(() => realFiles.writeNamed(loop, 'x'))).toBe('link-loop');
    expect(problemOf(() => realFiles.writeNamed(folder, 'x'))).toBe('not-a-file');
  });
});

describe('a disk', () => {
  it.each([
    ['ENOSPC', 'is on a full disk'],
    ['EROFS', 'is on a disk that may only be read'],
    ['EIO', 'could not be read (EIO)'],
  ])('that answers %s', (code, words) => {
    const failing = (): never => {
      throw Object.assign(new Error(code), { code });
    };
    expect(() => guard(failing)).toThrow(words);
  });
});

describe('a part of a file', () => {
  it('is read from its place, and ends where the file ends', () => {
    const file = join(folder, 'long');
    writeFileSync(file, '0123456789');
    const part = (offset: number, length: number): string => realFiles.readRange(file, offset, length).toString();
    expect([part(0, 3), part(8, 100), part(10, 1), part(50, 1)]).toEqual(['012', '89', '', '']);
    expect(problemOf(() => realFiles.readRange(folder, 0, 1))).toBe('not-a-file');
    expect(problemOf(() => realFiles.readRange(join(folder, 'none'), 0, 1))).toBe('not-found');
  });
});

describe('the time of a file', () => {
  it('is when it was last written to, also behind a link', () => {
    const file = join(folder, 'old');
    writeFileSync(file, '');
    utimesSync(file, new Date(5000), new Date(7000));
    symlinkSync('old', join(folder, 'to-old'));
    expect(realFiles.modified(join(folder, 'to-old'))).toBe(7000);
    expect(problemOf(() => realFiles.modified(join(folder, 'none')))).toBe('not-found');
  });
});
