import { constants } from 'node:os';
import { endAll, endAllNow } from '../io/at-end.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long a process that was told to end still waits for the servers that it started and the sessions that it opened. */
const END_MS = 10_000;

/**
 * Runs `clean` when the process is asked to end, once the servers that it started and the sessions that it opened are ended; it then ends
 * with 128 and the signal's number, as shells count. A second signal waits for nothing. Returns what stops watching.
 */
export function cleanWhenKilled(clean: () => void): () => void {
  let isTold = false;
  const end = (signal: NodeJS.Signals): void => {
    const leave = (): never => {
      endAllNow();
      clean();
      process.exit(128 + constants.signals[signal]);
    };
    if (isTold) leave();
    isTold = true;
    void endAll(END_MS).then(leave);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}
