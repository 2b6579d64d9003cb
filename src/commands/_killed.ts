import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `clean` when the process is asked to end, which then ends with 128 and the signal's number, as shells count.
 * Returns what stops watching.
 */
export function cleanWhenKilled(clean: () => void): () => void {
  const end = (signal: NodeJS.Signals): void => {
    clean();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}
