import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';

/** How a program ended: with a code, by a signal, or because it could not be started (`problem` is the system's word for it). */
export interface Ending {
  code: number | null;
  signal: string | null;
  problem: string | null;
}

/** A program that runs beside this one until it ends or is ended. Nothing here throws or rejects for what it does. */
export interface Program {
  /** 0 where it could not be started. */
  readonly pid: number;
  /** What it writes to its standard output; to stop reading holds it up. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Settles at its end; children of it may live on. */
  readonly ended: Promise<Ending>;
  /** The end of what it wrote to its standard error. */
  diagnostics(): string;
  /** Writes to its standard input; resolves when the system has taken it, or when nobody reads any more. */
  write(text: string): Promise<void>;
  closeInput(): void;
  /** Sends a signal to its process group. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
  /** Lets go of its pipes, which its children may still hold. */
  release(): void;
}

/** Starts long-lived programs; a capability that a scan has only where consent gave it one. */
export type Start = (
  command: string,
  args: readonly string[],
  options: { cwd: string; env: Readonly<Record<string, string | undefined>> },
) => Program;

const KEPT_DIAGNOSTICS = 16 * 1024;

/** Groups that are still running: they end with this process, however it ends (but by SIGKILL). */
const running = new Set<number>();
let isWatchingExit = false;

function signalGroup(pid: number, name: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, name);
  } catch {
    // The group is gone.
  }
}

function endWithThisProcess(pid: number): void {
  running.add(pid);
  if (isWatchingExit) return;
  isWatchingExit = true;
  process.on('exit', () => {
    for (const one of running) signalGroup(one, 'SIGKILL');
  });
}

async function* outputOf({ stdout }: ChildProcessWithoutNullStreams): AsyncIterable<Uint8Array> {
  try {
    yield* stdout as AsyncIterable<Uint8Array>;
  } catch {
    // The pipe was released while it was read.
  }
}

async function* noOutput(): AsyncIterable<Uint8Array> {}

/** A program that could not be started. */
const neverStarted = (problem: string): Program => ({
  pid: 0,
  output: noOutput(),
  ended: Promise.resolve({ code: null, signal: null, problem }),
  diagnostics: () => '',
  write: async () => {},
  closeInput() {},
  signal() {},
  release() {},
});

/** Starts a program without a shell, in a session and process group of its own. */
export const realStart: Start = (command, args, options) => {
  try {
    return programOf(
      spawn(command, args, { ...options, env: { ...options.env }, stdio: 'pipe', detached: true, windowsHide: true }),
    );
  } catch (error) {
    // A word with a zero byte, a line that is too long, a batch file of Windows.
    return neverStarted((error as NodeJS.ErrnoException).code ?? 'unknown error');
  }
};

function programOf(child: ChildProcessWithoutNullStreams): Program {
  const { pid = 0, stdin, stdout, stderr } = child;
  let diagnostics = '';
  stderr.on('data', (chunk: Buffer) => {
    diagnostics = (diagnostics + chunk.toString('utf8')).slice(-KEPT_DIAGNOSTICS);
  });
  // Writing to a program that reads no more is an error event; what matters is that it ended.
  for (const pipe of [stdin, stdout, stderr]) pipe.on('error', () => {});
  if (pid !== 0) endWithThisProcess(pid);
  const ended = new Promise<Ending>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (pid === 0) resolve({ code: null, signal: null, problem: error.code ?? error.message });
    });
    // Not `close`: a child that it left behind may hold the pipes for ever.
    child.on('exit', (code, signal) => resolve({ code, signal, problem: null }));
  });
  return {
    pid,
    output: outputOf(child),
    ended,
    diagnostics: () => diagnostics,
    write: (text) =>
      new Promise((resolve) => {
        if (!stdin.writable) return resolve();
        stdin.once('close', resolve);
        stdin.write(text, () => {
          stdin.off('close', resolve);
          resolve();
        });
      }),
    closeInput: () => void stdin.end(),
    signal: (name) => {
      if (pid !== 0) signalGroup(pid, name);
    },
    release: () => {
      running.delete(pid);
      for (const pipe of [stdin, stdout, stderr]) pipe.destroy();
      child.unref();
    },
  };
}
