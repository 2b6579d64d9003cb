import { describe, expect, it } from 'vitest';
import { realRun } from '../../src/io/index.ts';

const options = { cwd: process.cwd(), env: process.env, timeoutMs: 60_000 };
const node = (code: string, more = {}) => realRun(process.execPath, ['-e', code], { ...options, ...more });

describe('realRun', () => {
  it('tells how a program ended and what it said', async () => {
    const result = await node("console.log('out'); console.error('err'); process.exitCode = 3");
    expect(result.exitCode).toBe(3);
    expect(result.output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('keeps the end of much output', async () => {
    const { output } = await node("process.stdout.write('x'.repeat(1e6) + 'end')");
    expect(output.length).toBe(64 * 1024);
    expect(output.endsWith('end')).toBe(true);
  });

  it('stops what takes too long, and gives nothing to read', async () => {
    expect((await node('setInterval(() => {}, 1000)', { timeoutMs: 200 })).exitCode).toBeNull();
    expect((await node('process.stdin.resume()')).exitCode).toBe(0);
  });

  it('tells a program that is not there', async () => {
    expect(await realRun('no-such-program-at-all', [], options)).toEqual({ exitCode: null, output: 'ENOENT' });
  });

  it('passes words as they are: no shell reads them', async () => {
    const { output } = await realRun(process.execPath, ['-p', 'process.argv[1]', '$(id); `id`'], options);
    expect(output).toBe('$(id); `id`\n');
  });
});
