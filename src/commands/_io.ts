import { localEngines, realFiles, realHttp, realStorage, thisMachine, type Io, type Storage } from '../io/index.ts';
import { version } from '../package.ts';
import { progressOn } from './_progress.ts';
import type { Terminal } from './terminal.ts';

/** The capabilities of one command; the network only where the user allows it. `clear` takes the progress off the terminal, before something is written. */
export async function withIo<T>(
  terminal: Terminal,
  online: boolean,
  work: (io: Io & { storage: Storage }, clear: () => void) => Promise<T>,
): Promise<T> {
  const http = online ? await realHttp(`mcp-audit/${version()}`, terminal.env) : null;
  const progress = progressOn(terminal);
  try {
    const io = {
      files: realFiles,
      storage: realStorage,
      http,
      now: () => new Date(),
      random: Math.random,
      sleep: terminal.sleep,
      progress: progress.show,
      engines: localEngines(thisMachine(terminal.env), realFiles),
    };
    return await work(io, progress.clear);
  } finally {
    progress.clear();
    await http?.close();
  }
}
