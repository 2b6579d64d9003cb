import type { Terminal } from './terminal.ts';

const LONGEST_LINE = 1_000;

/** Lines that a person types, one at a time; null once there are no more. */
export interface Answers {
  next(): Promise<string | null>;
  /** Lets go of the input, so that the process can end. */
  close(): void;
}

/** Reads the lines of a terminal's input as they come. */
export function answersOf({ stdin }: Terminal): Answers {
  const chunks = stdin?.[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  let rest = '';
  let isOver = chunks === undefined;
  return {
    async next() {
      for (;;) {
        const end = rest.indexOf('\n');
        if (end !== -1) {
          const line = rest.slice(0, end);
          rest = rest.slice(end + 1);
          return line.replace(/\r$/, '').slice(0, LONGEST_LINE);
        }
        if (isOver || chunks === undefined) return null;
        const { done = false, value } = await chunks.next();
        if (done) isOver = true;
        else rest = (rest + decoder.decode(value as Uint8Array, { stream: true })).slice(-64 * LONGEST_LINE);
      }
    },
    close: () => void chunks?.return?.(),
  };
}
