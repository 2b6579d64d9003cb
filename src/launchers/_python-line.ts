import { pipxWords } from './_pipx-run.ts';
import { commandOf, readPythonWords } from './_python-words.ts';
import { uvWords } from './_uv-words.ts';
import type { Identified, NotIdentified } from './index.ts';

/** What an interpreter is told to run: a script, or a module of its environment; uv and pipx are followed as modules too. */
export function pythonLine(interpreter: string, words: readonly string[]): Identified | NotIdentified {
  const read = readPythonWords(words);
  if ('problem' in read) return read;
  const { script, module, args } = read;
  if (module === 'uv') return uvWords(args);
  if (module === 'pipx') return pipxWords(args);
  const command = script === null ? module : commandOf(script);
  return {
    launch: { launcher: 'python', ecosystem: 'local', localEntry: script, entryCommand: module },
    target: { kind: 'python', interpreter, script, module },
    ...(command === null ? {} : { runs: { names: [command], args } }),
  };
}
