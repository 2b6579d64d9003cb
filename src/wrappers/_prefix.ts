import type { CommandLine, NotIdentified } from '../launchers/index.ts';
import { simpleCommandOf } from '../syntax/shell-line.ts';
import { lastValue, readOptions, variableIn, type OptionTable, type ReadOptions } from '../syntax/options.ts';
import type { Unwrapped, Wrapper } from './index.ts';

/** How one program reads its words: options, then the command that it starts. */
export interface Prefix {
  /** How it is called in `launch.wrappers`. */
  name: string;
  /** The words of which one must come after the program's own options (`run`, `exec`); without it the program is no wrapper. */
  verbs?: readonly string[];
  /** Options before the verb. */
  before?: OptionTable;
  options: OptionTable;
  /** True where options may stand among the operands before the command, and `--` is what begins it. */
  mixed?: true;
  /** True where the command always stands behind `--`, with any number of words before that. */
  dashed?: true;
  /** Words before the command that are not the command: a duration, a profile. */
  operands?: number;
  /** Names of options that set or pass on a variable (`NAME`, `NAME=value`), and whether bare `NAME=value` words do. */
  environment?: readonly string[];
  assignments?: true;
  /** Name of the option that changes the folder. */
  cwd?: string;
  /** Name of the option whose value is a whole shell line to run, and whether the command itself is one. */
  line?: string;
  isLine?: true;
  /** Options that make more run, or something else, in words. */
  opens?: Readonly<Record<string, string>>;
  /** What is open whenever it is used. */
  open?: string;
}

export const UNCLEAR: NotIdentified = { problem: 'an option of a wrapper that is unknown or can be read in two ways' };
const NO_COMMAND: NotIdentified = { problem: 'a wrapper without a command' };

const ASSIGNMENT = /^([A-Za-z_]\w*)=/;
const EXPANDS = 'a part of its shell line outside quotes can stand for several words';

/** What a shell line given to a wrapper starts: one simple command, or a gap. */
export function unwrapLine(line: string): Unwrapped {
  const simple = simpleCommandOf(line);
  if (simple === null) return COMPOUND;
  return {
    kind: 'command',
    inner: simple.words,
    environment: simple.assigned,
    ...(simple.expands ? { open: EXPANDS } : {}),
  };
}

/** A shell line that is more than one simple command. */
export const COMPOUND: Unwrapped = {
  kind: 'end',
  launch: { launcher: 'shell', ecosystem: 'unknown' },
  target: { kind: 'unread', why: 'what a shell line with several commands runs is not read', hint: '' },
  open: 'a shell line of more than one simple command',
};

/** The words after the verb; null where the program is not used as a wrapper. */
export function afterVerb({ verbs, before }: Prefix, args: readonly string[]): readonly string[] | null {
  if (verbs === undefined) return args;
  const read = before === undefined ? { operands: args } : readOptions(args, before);
  const [verb, ...rest] = read?.operands ?? args;
  return verb !== undefined && verbs.includes(verb) ? rest : null;
}

/** Reads a line by its prefix; null where the program is not used as a wrapper. */
export function unwrapPrefix(prefix: Prefix, { args }: CommandLine): Unwrapped | NotIdentified | null {
  const words = afterVerb(prefix, args);
  if (words === null) return null;
  const end = words.indexOf('--');
  if (prefix.dashed && end >= 0) return { kind: 'command', inner: words.slice(end + 1) };
  const read = readOptions(words, prefix.options, prefix.mixed ? 'mixed' : 'options-first');
  if (read === null) return afterUnknown(words);
  const line = prefix.line === undefined ? null : lastValue(read.options, prefix.line);
  const unwrapped = line === null ? unwrapOperands(prefix, read.operands) : unwrapLine(line);
  return 'problem' in unwrapped ? unwrapped : addOptions(prefix, read, unwrapped);
}

/** Behind `--` stands the command, whatever the options before it are; what they do is open. */
function afterUnknown(words: readonly string[]): Unwrapped | NotIdentified {
  const end = words.indexOf('--');
  const inner = words.slice(end + 1);
  return end < 0 || inner.length === 0 ? UNCLEAR : { kind: 'command', inner, open: UNCLEAR.problem };
}

function unwrapOperands(prefix: Prefix, operands: readonly string[]): Unwrapped | NotIdentified {
  let start = prefix.operands ?? 0;
  if (operands[start] === '--') start++;
  const environment: string[] = [];
  for (; prefix.assignments && ASSIGNMENT.test(operands[start] ?? ''); start++) {
    environment.push(variableIn(operands[start] ?? ''));
  }
  const inner = operands.slice(start);
  if (prefix.isLine && inner.length === 1) return unwrapLine(inner[0] ?? '');
  return inner.length === 0 ? NO_COMMAND : { kind: 'command', inner, environment };
}

function addOptions(prefix: Prefix, { options }: ReadOptions, unwrapped: Unwrapped): Unwrapped {
  const sentences = [
    ...(prefix.open === undefined ? [] : [prefix.open]),
    ...Object.entries(prefix.opens ?? {}).flatMap(([name, words]) => (options.has(name) ? [words] : [])),
    ...(unwrapped.open === undefined ? [] : [unwrapped.open]),
  ];
  const open = sentences.length === 0 ? {} : { open: sentences.join('; ') };
  if (unwrapped.kind !== 'command') return { ...unwrapped, ...open };
  const passed = (prefix.environment ?? []).flatMap((name) => options.get(name) ?? []).map(variableIn);
  const cwd = prefix.cwd === undefined ? null : lastValue(options, prefix.cwd);
  return {
    ...unwrapped,
    environment: [...passed, ...(unwrapped.environment ?? [])].filter((name) => name !== ''),
    ...(cwd === null ? {} : { cwd }),
    ...open,
  };
}

/** A wrapper out of the prefixes of its programs. */
export function prefixWrapper(
  identity: Pick<Wrapper, 'id' | 'kind' | 'packages'>,
  prefixes: Readonly<Record<string, Prefix>>,
): Wrapper {
  const byProgram = new Map(Object.entries(prefixes));
  return {
    ...identity,
    programs: [...byProgram.keys()],
    nameOf: ({ program }) => byProgram.get(program)?.name ?? program,
    unwrap(line) {
      const prefix = byProgram.get(line.program);
      return prefix === undefined ? null : unwrapPrefix(prefix, line);
    },
  };
}
