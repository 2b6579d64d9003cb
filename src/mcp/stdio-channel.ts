import type { Program } from '../io/index.ts';
import type { Channel, Receiver } from './channel.ts';
import { splitLines } from './lines.ts';
import type { Notes } from './notes.ts';
import type { Problem } from './problem.ts';

/** What became of a program, in words. */
function describeEnd({ code, signal, problem }: Awaited<Program['ended']>): Problem {
  if (problem !== null) {
    const words = problem === 'ENOENT' ? 'there is no such program' : problem;
    return { kind: 'not-started', message: `It could not be started: ${words}.` };
  }
  return { kind: 'exited', message: `It ended ${signal === null ? `with code ${code}` : `by ${signal}`}.` };
}

/**
 * Messages as lines over the standard streams of a program that runs. Source: basic/transports/stdio. Bytes that are no UTF-8 become
 * U+FFFD and are noted. Closing ends its standard input alone: who started it ends it.
 */
export function stdioChannel(program: Program, messageBytes: number, receiver: Receiver, notes: Notes): Channel {
  const lines = splitLines(messageBytes, {
    line(bytes) {
      const text = bytes.toString('utf8');
      if (text.includes('\uFFFD') && !bytes.includes('\uFFFD')) notes.add('It wrote bytes that are not UTF-8.');
      receiver.text(text);
    },
    tooLong: receiver.tooLong,
  });

  async function read(): Promise<void> {
    for await (const chunk of program.output) {
      if (!receiver.bytes(chunk.length)) return;
      lines.push(chunk);
    }
    lines.end();
    // It may have closed its output alone, and then nothing more can come either.
    const isOver = program.ended.then(describeEnd);
    const isClosed: Problem = { kind: 'exited', message: 'It closed its output.' };
    receiver.closed(
      await Promise.race([isOver, new Promise<Problem>((resolve) => setTimeout(resolve, 500, isClosed))]),
    );
  }
  // A child of it may hold the pipe open, so its end is told by itself; what it wrote last is read first.
  const watch = program.ended.then((ending) => {
    setTimeout(() => receiver.closed(describeEnd(ending)), 500).unref();
  });
  void Promise.all([read(), watch]);

  return {
    isExchange: false,
    async send(message) {
      await program.write(`${JSON.stringify(message)}\n`);
      return null;
    },
    agree() {},
    async close() {
      program.closeInput();
    },
  };
}
