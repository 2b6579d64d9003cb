import type { Terminal } from '../../src/commands/terminal.ts';

/** Remembers what was written to it: 80 columns, no colours, nobody watching. */
export interface RememberingTerminal extends Terminal {
  out: string;
  err: string;
}

export function terminalAt(cwd: string, rest: Partial<Terminal> = {}): RememberingTerminal {
  const terminal: RememberingTerminal = {
    out: '',
    err: '',
    stdout: (text) => void (terminal.out += text),
    stderr: (text) => void (terminal.err += text),
    isInteractive: false,
    hasColor: false,
    isTerminal: false,
    width: 80,
    env: {},
    cwd,
    sleep: async () => {},
    ...rest,
  };
  return terminal;
}
