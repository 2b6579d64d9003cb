/** Where a command talks to: stdout is the result, stderr the conversation. */
export interface Terminal {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether a person watches stderr: progress is shown then. */
  isInteractive: boolean;
  /** Whether stdout shows colours. */
  hasColor: boolean;
  /** Columns of stdout. */
  width: number;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

/** The terminal of this process. Colour follows NO_COLOR and FORCE_COLOR (no-color.org, force-color.org). */
export function thisTerminal(): Terminal {
  const { env, stdout, stderr } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '' && env['FORCE_COLOR'] !== '0';
  const refused = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    isInteractive: stderr.isTTY === true && env['CI'] === undefined && env['TERM'] !== 'dumb',
    hasColor: !refused && (forced || (stdout.isTTY === true && env['TERM'] !== 'dumb')),
    width: stdout.columns ?? 80,
    env,
    cwd: process.cwd(),
  };
}
