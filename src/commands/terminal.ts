/** Where a command talks to: stdout is the result, stderr the conversation. */
export interface Terminal {
  stdout(text: string): void;
  stderr(text: string): void;
  /** What is typed or piped in; absent where there is none. */
  stdin?: AsyncIterable<Uint8Array>;
  /** Whether a person types at stdin. */
  hasKeyboard?: boolean;
  /** Whether a person watches stderr: progress is shown then. */
  isInteractive: boolean;
  /** Whether stdout shows colours. */
  hasColor: boolean;
  /** Whether stdout is a terminal, which has no room beyond its width. */
  isTerminal: boolean;
  /** Columns of stdout. */
  width: number;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Waits before a request is tried again; resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** Wider lines of prose are hard to read. */
export function textWidth({ width }: Terminal): number {
  return Math.min(width, 100);
}

/** `COLUMNS` speaks where there is no terminal to ask, in pipes and CI logs. */
function widthOf(columns: number | undefined, env: Terminal['env']): number {
  if (columns !== undefined && columns > 0) return columns;
  return /^[1-9]\d{0,3}$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : 80;
}

/** The terminal of this process. Colour follows NO_COLOR and FORCE_COLOR (no-color.org, force-color.org). */
export function thisTerminal(): Terminal {
  const { env, stdout, stderr } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '' && env['FORCE_COLOR'] !== '0';
  const refused = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    stdin: process.stdin,
    hasKeyboard: process.stdin.isTTY === true,
    isInteractive: stderr.isTTY === true && env['CI'] === undefined && env['TERM'] !== 'dumb',
    hasColor: !refused && (forced || (stdout.isTTY === true && env['TERM'] !== 'dumb')),
    isTerminal: stdout.isTTY === true,
    width: widthOf(stdout.columns, env),
    env,
    cwd: process.cwd(),
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  };
}
