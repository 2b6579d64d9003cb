import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { tryLock, type Lock } from '../../src/io/index.ts';
import { folderWith } from '../stand-ins/folder.ts';

/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const holder = (pid: number, host = hostname()): string => JSON.stringify({ pid, host, token: 'theirs' });

/** A folder with a lock that another process left or holds; `age` in seconds since its last sign of life. */
function lockedBy(text: string, age = 0): string {
  const path = join(folderWith({ lock: text }), 'lock');
  const time = Date.now() / 1000 - age;
  utimesSync(path, time, time);
  return path;
}

function taken(lock: Lock | null): boolean {
  lock?.release();
  return lock !== null;
}

describe('a lock', () => {
  it('is held by one at a time, and leaves nothing behind', () => {
    const folder = folderWith({});
    const path = join(folder, 'new', 'lock');
    const lock = tryLock(path);
    expect([lock?.isHeld(), tryLock(path)]).toEqual([true, null]);
    expect(statSync(path).mode & 0o077).toBe(0);
    lock?.release();
    expect(lock?.isHeld()).toBe(false);
    expect(readdirSync(join(folder, 'new'))).toEqual([]);
    expect(taken(tryLock(path))).toBe(true);
  });

  it.each([
    ['of this process', () => lockedBy(holder(process.pid)), false],
    ['of a process of another machine', () => lockedBy(holder(deadPid(), 'elsewhere')), false],
    ['that is being written', () => lockedBy(''), false],
    ['of a dead process', () => lockedBy(holder(deadPid())), true],
    ['without a sign of life for more than a minute', () => lockedBy(holder(process.pid), 70), true],
    ['of another machine without one', () => lockedBy(holder(1, 'elsewhere'), 70), true],
    ['that was never written to its end', () => lockedBy('{"pid":', 70), true],
    ['of no process at all', () => lockedBy(JSON.stringify({ pid: 1.5, host: hostname(), token: 'x' })), true],
  ])('%s: is it taken over?', (_, locked, expected) => {
    const path = locked();
    expect(taken(tryLock(path))).toBe(expected);
    expect(readdirSync(join(path, '..'))).toEqual(expected ? [] : ['lock']);
  });

  it('that another took over is not held any more, and not taken away from it', () => {
    const path = join(folderWith({}), 'lock');
    const lock = tryLock(path);
    writeFileSync(path, holder(1, 'elsewhere'));
    expect(lock?.isHeld()).toBe(false);
    lock?.release();
    expect(readFileSync(path, 'utf8')).toBe(holder(1, 'elsewhere'));
  });

  it('cannot be had where no file can be', () => {
    const folder = folderWith({ file: '' });
    expect(() => tryLock(join(folder, 'file', 'lock'))).toThrow(/ENOTDIR|EEXIST/);
    mkdirSync(join(folder, 'lock'));
    expect(tryLock(join(folder, 'lock'))).toBeNull();
  });
});
