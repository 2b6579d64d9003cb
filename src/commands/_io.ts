import { localEngines, realFiles, realHttp, realStorage, thisMachine, type Io, type Storage } from '../io/index.ts';
import { version } from '../package.ts';
import { progressOn } from './_progress.ts';
import type { Terminal } from './terminal.ts';

/** The capabilities of one command; the network only where the user allows it. */
export async function withIo<T>(
  terminal: Terminal,
  online: boolean,
  work: (io: Io & { storage: Storage }) => Promise<T>,
): Promise<T> {
  const http = online ? await realHttp(`mcp-audit/${version()}`, terminal.env) : null;
  const progress = progressOn(terminal);
  try {
    return await work({
      files: realFiles,
      storage: realStorage,
      http,
      now: () => new Date(),
      random: Math.random,
      sleep: terminal.sleep,
      progress: progress.show,
      engines: localEngines(thisMachine(terminal.env), realFiles),
    });
  } finally {
    progress.clear();
    await http?.close();
  }
}
