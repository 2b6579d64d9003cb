import { lastValue, readOptions, type Options } from '../syntax/options.ts';
import { BUN_OPTIONS, BUN_PRELOADS } from './_bun-options.ts';
import { bunxWords } from './_bunx.ts';
import { projectScript } from './_project-script.ts';
import { UNKNOWN_OPTION } from './_remarks.ts';
import { scriptOwner } from './_script-owner.ts';
import { startedBy } from './_started-by.ts';
import type { Identified, Launcher, NotIdentified } from './index.ts';

/** Commands of bun 1.4 that start no server; any other first word is a file or a script. */
const OTHERS = new Set(
  `a add audit build c check create dedupe discord exec fmt getcompletes i info init install link list outdated patch
  patch-commit pm prune publish remove repl rm test uninstall unlink update upgrade why`.split(/\s+/),
);

/** A path to a file, and no script's name. */
const FILE = /^[.~$]|^[A-Za-z]:|[\\/]|\.[cm]?[jt]sx?$/;

/** `bun <file>`, `bun run <file or script>`, `bun <script>`, `bun x <package>`. */
export const bun: Launcher = {
  id: 'bun',
  programs: ['bun'],
  starts: 'binary',
  identify({ args }) {
    const before = readOptions(args, BUN_OPTIONS);
    if (before === null) return UNKNOWN_OPTION;
    const [command, ...rest] = before.operands;
    // bun takes the first word without a dash for its command, also where it is an option's value.
    const first = args.find((word) => !word.startsWith('-'));
    if (first !== command && (first === 'run' || first === 'x' || OTHERS.has(first ?? ''))) return UNKNOWN_OPTION;
    if (command === 'x') {
      const isPlain = [...before.options.keys()].every((name) => name === 'bun');
      return startedBy('bunx', isPlain ? bunxWords(rest, 'bun-x') : UNKNOWN_OPTION);
    }
    if (command !== 'run') return run(before.options, before.operands);
    const after = readOptions(rest, BUN_OPTIONS);
    if (after === null) return UNKNOWN_OPTION;
    return run(new Map([...before.options, ...after.options]), after.operands);
  },
};

function run(options: Options, words: readonly string[]): Identified | NotIdentified {
  const [entry, ...args] = words;
  if (entry === undefined || entry === '-' || OTHERS.has(entry)) {
    return { problem: 'a command of bun that starts no server' };
  }
  const cwd = lastValue(options, 'cwd');
  if (!FILE.test(entry)) return projectScript('bun-run', entry, cwd);
  const owner = scriptOwner(entry);
  return {
    launch: { launcher: 'binary', variant: 'bun-run', ecosystem: 'local', localEntry: entry, cwd },
    target: { kind: 'script', path: entry },
    ...(owner === null ? {} : { runs: { names: [owner], args } }),
    ...(BUN_PRELOADS.some((name) => options.has(name))
      ? { open: 'an option of bun loads other code first, which is not followed' }
      : {}),
  };
}
