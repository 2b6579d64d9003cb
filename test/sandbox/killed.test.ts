import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endAllNow } from '../../src/io/at-end.ts';
import { chooseContainment, startContained } from '../../src/sandbox/index.ts';
import { bundle } from '../stand-ins/built.ts';
import { containmentFor, fixture, liveIo, processesWith } from '../stand-ins/live.ts';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-killed-')));
  const program = resolve(import.meta.dirname, '../stand-ins/live-program.ts');
  bundle([
    program,
    '--platform',
    'node',
    '--format',
    'esm',
    '--external',
    'undici',
    '--file',
    join(folder, 'program.mjs'),
  ]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a server from another process that ends as a program may end; resolves when the server answers. */
async function startElsewhere(sandbox: string, mark: string): Promise<ChildProcess> {
  const args = [join(folder, 'program.mjs'), sandbox, fixture('hostile-stdio.mjs'), 'ignores-sigterm', mark];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((up) => child.stdout?.once('data', up));
  return child;
}

async function gone(mark: string): Promise<string[]> {
  for (let tries = 0; tries < 60 && processesWith(mark).length > 0; tries++) {
    await new Promise((wait) => setTimeout(wait, 50));
  }
  return processesWith(mark);
}

const automatic = await chooseContainment({ sandbox: 'auto', network: false, realHome: false }, liveIo());
const hasBubblewrap = typeof automatic !== 'string' && automatic.sandbox?.kind === 'bubblewrap';
if (!hasBubblewrap) process.stderr.write('\nNOT TESTED: bubblewrap does not work on this machine.\n\n');

async function until(isSo: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 60 && !isSo(); tries++) await new Promise((wait) => setTimeout(wait, 50));
  return isSo();
}

describe('when this process is ended in the middle of it', () => {
  it.runIf(hasBubblewrap)('by SIGKILL, a server in bubblewrap ends with it', async () => {
    const mark = `killed-${process.pid}`;
    const child = await startElsewhere('auto', mark);
    expect(processesWith(mark).length).toBeGreaterThan(1);
    child.kill('SIGKILL');
    expect(await gone(mark)).toEqual([]);
  });

  it.each(hasBubblewrap ? ['none', 'auto'] : ['none'])(
    'by its own exit, nothing is left (sandbox: %s)',
    async (sandbox) => {
      const mark = `exited-${process.pid}-${sandbox}`;
      const child = await startElsewhere(sandbox, mark);
      const before = readdirSync(folder).filter((name) => name.startsWith('session-'));
      expect(before.length).toBeGreaterThan(0);
      // As the commands do it on SIGINT and SIGTERM.
      child.kill('SIGUSR2');
      expect(await gone(mark)).toEqual([]);
      const own = (): string[] => readdirSync(folder).filter((name) => name.startsWith('session-'));
      for (let tries = 0; tries < 40 && own().length >= before.length; tries++)
        await new Promise((wait) => setTimeout(wait, 50));
      expect(own().length).toBe(before.length - 1);
    },
  );

  it('and waits for nothing any more, a daemon of a server is ended all the same', async () => {
    const mark = `at-once-${process.pid}`;
    const containment = await containmentFor('none', { graceMs: 300 });
    const args = [fixture('hostile-stdio.mjs'), 'bare-daemon', mark];
    const contained = startContained(
      { command: process.execPath, args, env: {}, cwd: null, reads: [] },
      containment,
      liveIo(),
    );
    if (typeof contained === 'string') throw new Error(contained);
    await contained.program.write('{"jsonrpc":"2.0","id":1,"method":"initialize"}\n');
    await contained.program.output[Symbol.asyncIterator]().next();
    expect(await until(() => processesWith(`${mark} 60`).length > 0)).toBe(true);
    endAllNow();
    expect(await gone(mark)).toEqual([]);
    await contained.end();
  });
});
