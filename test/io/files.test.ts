import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileError, realFiles } from '../../src/io/index.ts';

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
