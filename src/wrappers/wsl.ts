import { lastValue, optionTable, readOptions } from '../syntax/options.ts';
import { COMPOUND, UNCLEAR, unwrapLine } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** Options of wsl.exe (WSL 2.6) before a command; those that manage distributions start no server. */
const OPTIONS = optionTable(
  '-d|--distribution= --distribution-id= -u|--user= --cd= --shell-type= --system --debug-shell',
);

const ELSEWHERE = 'it runs in the Linux subsystem of Windows, whose files are not read';

/** `wsl [-d name] [-e | --] command`: without `-e` the user's shell reads the rest as a line. */
export const wsl: Wrapper = {
  id: 'wsl',
  kind: 'shell',
  programs: ['wsl'],
  packages: {},
  nameOf: () => 'wsl',
  unwrap({ args }) {
    const words = args[0] === '~' ? args.slice(1) : args;
    const mark = words.findIndex((word) => /^(?:-e|--exec|--)$/.test(word));
    const start = mark < 0 ? words.length : mark;
    const read = readOptions(words.slice(0, start), OPTIONS);
    if (read === null) return UNCLEAR;
    const cwd = lastValue(read.options, 'cd');
    // A mark behind the first word of the command is the command's own.
    const isMarked = mark >= 0 && read.operands.length === 0;
    const inner = isMarked ? words.slice(mark + 1) : [...read.operands, ...words.slice(start)];
    return unwrapWords(inner, cwd, isMarked && words[mark] !== '--');
  },
};

function unwrapWords(inner: readonly string[], cwd: string | null, isExact: boolean): ReturnType<Wrapper['unwrap']> {
  if (inner.length === 0) return { problem: 'wsl without a command' };
  const [first = '', ...rest] = inner;
  if (!isExact && rest.length === 0 && /\s/.test(first)) {
    const line = unwrapLine(first);
    return line.kind === 'command' ? { ...line, elsewhere: ELSEWHERE, ...(cwd === null ? {} : { cwd }) } : line;
  }
  if (!isExact && inner.some((word) => /^(?:&{1,2}|\|{1,2}|;|[<>]{1,2})$/.test(word))) return COMPOUND;
  // A word with spaces comes in quotes, one without does not.
  const expands = !isExact && inner.some((word) => !/\s/.test(word) && /[;&|<>()`$*?]/.test(word));
  return {
    kind: 'command',
    inner,
    elsewhere: ELSEWHERE,
    ...(cwd === null ? {} : { cwd }),
    ...(expands ? { open: 'characters outside quotes that a shell in the subsystem reads' } : {}),
  };
}
