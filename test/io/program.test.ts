import { existsSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realProcesses, realScratch, realStart, type Program } from '../../src/io/index.ts';

const node = (code: string): Program =>
  realStart(process.execPath, ['-e', code], {
    cwd: process.cwd(),
    env: { PATH: process.env['PATH'], MARK: 'a-mark-of-its-own' },
  });

async function outputOf({ output }: Program): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('realStart', () => {
  it('talks to a program until its input ends', async () => {
    const program = node(
      'process.stdin.on("data", (d) => process.stdout.write(d.toString().toUpperCase())); console.error("hello")',
    );
    await program.write('one ');
    await program.write('two');
    program.closeInput();
    expect(await outputOf(program)).toBe('ONE TWO');
    expect(await program.ended).toEqual({ code: 0, signal: null, problem: null });
    expect(program.diagnostics()).toBe('hello\n');
    program.release();
  });

  it('tells a program that is not there, and takes everything else all the same', async () => {
    const program = realStart('no-such-program-at-all', [], { cwd: '/', env: {} });
    expect(await program.ended).toEqual({ code: null, signal: null, problem: 'ENOENT' });
    await program.write('x');
    program.closeInput();
    program.signal('SIGKILL');
    expect(await outputOf(program)).toBe('');
    program.release();
  });

  it.each([
    ['a word with a zero byte', ['a\0b'], 'ERR_INVALID_ARG_VALUE'],
    ['a line that is too long', ['x'.repeat(5_000_000)], 'E2BIG'],
  ])('tells %s', async (_, args, problem) => {
    const program = realStart(process.execPath, args, { cwd: '/', env: {} });
    expect(await program.ended).toEqual({ code: null, signal: null, problem });
    expect(await outputOf(program)).toBe('');
    program.release();
  });

  it('does not wait for a program that reads nothing, nor for one that is gone', async () => {
    const program = node('setInterval(() => {}, 1000)');
    const isWritten = program.write('x'.repeat(10_000_000));
    program.signal('SIGKILL');
    expect(await program.ended).toEqual({ code: null, signal: 'SIGKILL', problem: null });
    program.release();
    await isWritten;
    await program.write('x');
  });

  it('ends its children with it', async () => {
    const program = node(
      'require("child_process").spawn("sleep", ["60"], { stdio: "inherit" }).on("spawn", () => console.log("up")); setInterval(() => {}, 1000)',
    );
    for await (const chunk of program.output) if (chunk.length > 0) break;
    program.signal('SIGKILL');
    await program.ended;
    const inGroup = realProcesses()
      ?.list()
      .filter(({ group }) => group === program.pid);
    expect(inGroup ?? []).toEqual([]);
    program.release();
  });
});

describe.each(['linux', 'darwin'] as const)('processes as %s tells them', (platform) => {
  const isHere = platform === 'darwin' ? process.platform !== 'win32' : process.platform === 'linux';

  it.runIf(isHere)('name this one, its children and what they use', async () => {
    const processes = realProcesses(platform);
    const program = node('console.log("up"); setInterval(() => {}, 1000)');
    for await (const chunk of program.output) if (chunk.length > 0) break;
    const list = processes?.list() ?? [];
    expect(list.find(({ pid }) => pid === process.pid)).toMatchObject({ pid: process.pid, parent: process.ppid });
    const child = list.find(({ pid }) => pid === program.pid);
    expect(child).toMatchObject({ parent: process.pid, group: program.pid });
    expect(child?.started).not.toBe('');
    expect(processes?.residentBytes(program.pid)).toBeGreaterThan(10_000_000);
    if (platform === 'linux') {
      expect(child?.session).toBe(program.pid);
      expect(processes?.hasInEnvironment(program.pid, 'a-mark-of-its-own')).toBe(true);
      expect(processes?.hasInEnvironment(program.pid, 'another-mark')).toBe(false);
      expect(processes?.residentLimit(program.pid)).toBeNull();
    }
    processes?.signal(program.pid, 'SIGKILL');
    expect((await program.ended).signal).toBe('SIGKILL');
    expect(processes?.list().some(({ pid }) => pid === program.pid)).toBe(false);
    processes?.signal(program.pid, 'SIGKILL');
    program.release();
  });
});

describe('realScratch', () => {
  it('is a folder that counts what is in it and goes', () => {
    const scratch = realScratch('session-');
    const folder = scratch.folder('home');
    expect(scratch.contents()).toEqual({ files: 0, bytes: 0, first: [], isWhole: true });
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'file'), 'x'.repeat(10_000));
    // A hole costs nothing.
    writeFileSync(join(folder, 'sparse'), '');
    truncateSync(join(folder, 'sparse'), 2 ** 40);
    const { files, bytes, first } = scratch.contents();
    expect({ files, first: [...first].sort() }).toEqual({ files: 2, first: ['home/deep/file', 'home/sparse'] });
    expect(bytes).toBeGreaterThanOrEqual(10_000);
    expect(bytes).toBeLessThan(100_000);
    expect(scratch.remove()).toBe(true);
    expect(existsSync(scratch.path)).toBe(false);
    expect(scratch.remove()).toBe(true);
  });
});
