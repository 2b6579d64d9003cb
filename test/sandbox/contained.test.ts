import { createServer, type AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { thisMachine } from '../../src/io/index.ts';
import { chooseContainment, startContained } from '../../src/sandbox/index.ts';
import { listTools } from '../../src/scan/list-tools.ts';
import { folderWith } from '../stand-ins/folder.ts';
import {
  CLIENT,
  containmentFor,
  fixture,
  listFixture,
  liveIo,
  ownTemporaryFolder,
  processesWith,
  type Outcome,
} from '../stand-ins/live.ts';

const temporary = ownTemporaryFolder();
afterEach(temporary.expectEmpty);

const automatic = await chooseContainment({ sandbox: 'auto', network: false, realHome: false }, liveIo());
const hasSandbox = typeof automatic !== 'string' && automatic.sandbox !== null;
const hasPrlimit = typeof automatic !== 'string' && automatic.prlimit !== null;
if (!hasSandbox) process.stderr.write('\nNOT TESTED: no sandbox works on this machine (bubblewrap).\n\n');
if (!hasPrlimit) process.stderr.write('\nNOT TESTED: prlimit is not on this machine.\n\n');
const SANDBOXES = hasSandbox ? (['none', 'auto'] as const) : (['none'] as const);

const isHeldBySystem = process.platform === 'linux' && hasPrlimit;

/** Waits until processes bear the mark. */
async function seen(mark: string): Promise<string[]> {
  for (let tries = 0; tries < 50; tries++) {
    const found = processesWith(mark);
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return [];
}

describe.each(SANDBOXES)('with the sandbox: %s', (sandbox) => {
  const hostile = (
    mode: string,
    options: Parameters<typeof listFixture>[2] = {},
    ...more: string[]
  ): Promise<Outcome> => listFixture('hostile-stdio.mjs', [mode, ...more], { sandbox, ...options });

  it.each([
    ['plain', []],
    ['ignores-sigterm', []],
    ['writes-home', [/^It wrote .*planted.*planted; they are gone\.$/]],
    [
      'opens-sockets',
      [
        ...(process.platform === 'linux' ? [/^It took connections at 127\.0\.0\.1:\d+ while it ran\.$/] : []),
        /own\.sock/,
      ],
    ],
  ])('%s: is listed, and nothing is left', async (mode, notes) => {
    const outcome = await hostile(mode);
    expect(outcome).toMatchObject({ problem: null, isComplete: true, isGone: true, remaining: [] });
    expect(outcome.tools).toMatchObject([{ name: 'only' }]);
    expect(outcome.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
    expect(outcome.ms).toBeLessThan(5_000);
  });

  it.each(['daemon', ...(isHeldBySystem || sandbox === 'auto' ? ['bare-daemon'] : [])])(
    '%s: what it left behind is ended, too',
    async (mode) => {
      const mark = `daemon-${process.pid}-${sandbox}-${mode}`;
      const launchable = {
        command: process.execPath,
        args: [fixture('hostile-stdio.mjs'), mode, mark],
        env: {},
        cwd: null,
        reads: [],
      };
      const contained = startContained(launchable, await containmentFor(sandbox), liveIo());
      if (typeof contained === 'string') throw new Error(contained);
      // That it was there at all, and that its parent was gone.
      const daemon = await (async () => {
        for (let tries = 0; tries < 60; tries++) {
          const found = processesWith(`${mark} 60`);
          if (found.length > 0) return found;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return [];
      })();
      expect(daemon).toHaveLength(1);
      const aftermath = await contained.end();
      expect(aftermath).toMatchObject({ left: [], isRemoved: true });
      expect(processesWith(mark)).toEqual([]);
    },
  );

  it('a fork bomb leaves nothing, however fast it is listed', async () => {
    const mark = `bomb-${process.pid}-${sandbox}`;
    const outcome = await hostile('fork-bomb', { bounds: { processes: 40 } }, '100', mark);
    expect(processesWith(mark)).toEqual([]);
    expect(outcome).toMatchObject({ isGone: true, remaining: [] });
  });

  it('a fork bomb that has time is ended for it', async () => {
    const mark = `slow-bomb-${process.pid}-${sandbox}`;
    const launchable = {
      command: process.execPath,
      args: [fixture('hostile-stdio.mjs'), 'fork-bomb', '100', mark],
      env: {},
      cwd: null,
      reads: [],
    };
    const contained = startContained(launchable, await containmentFor(sandbox, { processes: 40 }), liveIo());
    if (typeof contained === 'string') throw new Error(contained);
    expect(await seen(mark)).not.toEqual([]);
    await contained.program.ended;
    const aftermath = await contained.end();
    expect(aftermath).toMatchObject({ exceeded: 'more than 40 processes', left: [], isRemoved: true });
    expect(processesWith(mark)).toEqual([]);
  });

  it.each([
    ['eats-memory', { memoryBytes: 200 * 1024 * 1024 }, /more than 209715200 bytes of memory/],
    ['fills-disk', { scratchBytes: 50 * 1024 * 1024 }, /more than 52428800 bytes of files/],
    ['never-answers', { lifetimeMs: 600 }, /more than 0.6 s/],
  ])('%s is ended for it', async (mode, bounds, exceeded) => {
    const launchable = {
      command: process.execPath,
      args: [fixture('hostile-stdio.mjs'), mode],
      env: {},
      cwd: null,
      reads: [],
    };
    const contained = startContained(launchable, await containmentFor(sandbox, bounds), liveIo());
    if (typeof contained === 'string') throw new Error(contained);
    const { signal, code } = await contained.program.ended;
    expect(signal ?? code).not.toBe(0);
    expect(await contained.end()).toMatchObject({
      exceeded: expect.stringMatching(exceeded),
      left: [],
      isRemoved: true,
    });
  });

  it.runIf(isHeldBySystem)('a file that is too large is refused by the system', async () => {
    const outcome = await hostile('large-file', { bounds: { fileBytes: 1024 * 1024 } });
    expect(outcome.problem).toMatchObject({ kind: 'exited' });
    expect(outcome).toMatchObject({ isGone: true, remaining: [] });
  });

  it('sees few variables, an empty home, and nothing of its values in what is told', async () => {
    const env = { API_TOKEN: 'a-secret-value', HOME: '/nowhere', PLAIN: 'x' };
    const { instructions, ...rest } = await hostile('plain', { env });
    const { home, variables, cwd } = JSON.parse(instructions ?? '') as Record<string, string | string[]>;
    const expected = ['API_TOKEN', 'HOME', 'PATH', 'PLAIN', 'TEMP', 'TMP', 'TMPDIR'];
    const passed = /^(LANG|LC_ALL|LC_CTYPE|LOGNAME|PWD|SHELL|TERM|TZ|USER)$/;
    expect((variables as string[]).filter((name) => !passed.test(name))).toEqual(expected);
    expect(home).toMatch(new RegExp(`^${temporary.folder()}/session-[^/]+/home$`));
    expect(cwd).toBe(home);
    expect(JSON.stringify(rest)).not.toContain('a-secret-value');
    const failed = await hostile('tells-secrets', { env });
    expect(failed.problem?.message).toBe('It ended with code 1. It said: my token is <redacted>');
  });
});

describe.runIf(hasSandbox)('inside of bubblewrap', () => {
  it('there is no secret of a home, no other process, no daemon and no network', async () => {
    const home = folderWith({
      '.ssh/id_ed25519': 'key',
      '.npmrc': 'token',
      'project/server/package.json': '{}',
      '.nvm/x': 'tool',
    });
    const elsewhere = folderWith({ secret: 'x' });
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const hidden = [
      join(home, '.ssh/id_ed25519'),
      join(home, '.npmrc'),
      join(elsewhere, 'secret'),
      '/etc/shadow',
      '/run',
      homedir(),
    ];
    const shown = [join(home, 'project/server/package.json'), join(home, '.nvm/x'), '/etc/passwd', '/usr/bin'];
    const question = JSON.stringify({ read: [...hidden, ...shown], connect: [port] });
    const args = [fixture('hostile-stdio.mjs'), 'looks-around', question];
    const launchable = { command: process.execPath, args, env: {}, cwd: null, reads: [join(home, 'project/server')] };
    const io = { ...liveIo(), machine: { ...thisMachine(), home } };
    const look = async (sandbox: 'auto' | 'none', network: boolean): Promise<unknown> => {
      const containment = { ...(await containmentFor(sandbox)), network };
      const { tools } = await listTools(
        { transport: 'stdio', launchable },
        { containment, mayLeaveMachine: false, clientInfo: CLIENT },
        io,
      );
      return tools[0];
    };
    expect(await look('auto', false)).toMatchObject({
      read: [...hidden.map(() => false), ...shown.map(() => true)],
      connect: [false],
    });
    expect(await look('auto', true)).toMatchObject({ connect: [true] });
    // The same questions are answered otherwise without it: they can be answered at all.
    const { read, connect } = (await look('none', false)) as { read: boolean[]; connect: boolean[] };
    expect(read.slice(0, 3)).toEqual([true, true, true]);
    expect(connect).toEqual([true]);
  });

  it('the real home can be read where the user wants it, and not be written', async () => {
    const home = folderWith({ '.config/settings': 'x' });
    const io = { ...liveIo(), machine: { ...thisMachine(), home } };
    const containment = { ...(await containmentFor('auto')), realHome: true };
    const launchable = {
      command: process.execPath,
      args: [fixture('hostile-stdio.mjs'), 'writes-home'],
      env: {},
      cwd: null,
      reads: [],
    };
    const { problem } = await listTools(
      { transport: 'stdio', launchable },
      { containment, mayLeaveMachine: false, clientInfo: CLIENT },
      io,
    );
    expect(problem?.message).toMatch(/It said: Error: E(ROFS|ACCES)/);
  });
});

describe('a server is not started', () => {
  it('without a containment', async () => {
    const launchable = {
      command: process.execPath,
      args: [fixture('hostile-stdio.mjs')],
      env: {},
      cwd: null,
      reads: [],
    };
    const listing = await listTools(
      { transport: 'stdio', launchable },
      { containment: null, mayLeaveMachine: false, clientInfo: CLIENT },
      {
        ...liveIo(),
        start: () => {
          throw new Error('started');
        },
      },
    );
    expect(listing.problem).toEqual({
      kind: 'not-allowed',
      message: 'It would have to be started, which was not allowed.',
    });
  });

  it('when a sandbox is required and none works', async () => {
    const io = { ...liveIo(), machine: { ...thisMachine(), env: { PATH: '/nowhere' } } };
    const options = { sandbox: 'require', network: false, realHome: false } as const;
    expect(await chooseContainment(options, io)).toMatch(/^A sandbox is required, and none works here/);
    const image = { ...options, sandbox: 'auto', image: 'node:22' } as const;
    expect(await chooseContainment(image, io)).toMatch(/^The image node:22 is not here/);
  });

  it('when there is no such program', async () => {
    const launchable = { command: 'no-such-program-at-all', args: [], env: {}, cwd: null, reads: [] };
    const containment = await containmentFor('none');
    const listing = await listTools(
      { transport: 'stdio', launchable },
      { containment, mayLeaveMachine: false, clientInfo: CLIENT },
      liveIo(),
    );
    expect(listing.problem?.message).toBe("There is no program no-such-program-at-all on this machine's PATH.");
  });
});
