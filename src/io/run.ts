import { spawn } from 'node:child_process';

/** What a program that was run to its end left behind. */
export interface RunResult {
  /** Null when it was stopped: it took too long, or could not be started. */
  exitCode: number | null;
  /** The end of what it printed, both streams as they came. */
  output: string;
}

/** Runs programs; a capability that a scan never has, and a command only when the user asks for what needs it. */
export type Run = (
  command: string,
  args: readonly string[],
  options: { cwd: string; env: Readonly<Record<string, string | undefined>>; timeoutMs: number },
) => Promise<RunResult>;

const KEPT_OUTPUT = 64 * 1024;

/** Runs a program without a shell and with a closed standard input; never rejects. */
export const realRun: Run = (command, args, { cwd, env, timeoutMs }) =>
  new Promise((resolve) => {
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
    };
    const child = spawn(command, args, {
      cwd,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ exitCode: null, output: error.code ?? error.message }),
    );
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
