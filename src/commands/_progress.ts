import { escapeLine } from '../reporters/_escape.ts';
import type { Terminal } from './terminal.ts';

/** One line on stderr that is written over; nothing where nobody watches. */
export function progressOn(terminal: Terminal): { show(message: string): void; clear(): void } {
  if (!terminal.isInteractive) return { show: () => {}, clear: () => {} };
  return {
    show: (message) => terminal.stderr(`\r\u001B[2K${escapeLine(message, Math.max(20, terminal.width - 4))}…`),
    clear: () => terminal.stderr('\r\u001B[2K'),
  };
}
