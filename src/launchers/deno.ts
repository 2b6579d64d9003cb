import { lastValue, readOptions } from '../syntax/options.ts';
import { readModule } from './_deno-module.ts';
import { DENO_OPTIONS, DENO_PRELOADS, RUN_OPTIONS, TASK_OPTIONS, X_OPTIONS } from './_deno-options.ts';
import { UNREADABLE_SPEC } from './_npm-spec.ts';
import { projectScript } from './_project-script.ts';
import { asOpen, UNKNOWN_OPTION } from './_remarks.ts';
import type { Identified, Launcher, NotIdentified } from './index.ts';

/** Commands of deno 2 besides those followed here; any other first word is a module to run. */
const OTHERS = new Set(
  `add approve-scripts audit bench bump-version bundle cache check ci clean compile completions coverage create deploy desktop
  doc eval fmt help info init install jupyter json_reference link lint list lsp outdated pack publish remove repl sandbox serve
  test transpile types uninstall unlink update upgrade vendor watch why`.split(/\s+/),
);

/** `deno [run] <module>`, `deno x <package>`, `deno task <name>`. */
export const deno: Launcher = {
  id: 'deno',
  programs: ['deno'],
  starts: 'deno',
  identify({ args }) {
    const before = readOptions(args, DENO_OPTIONS);
    const [command, ...rest] = before?.operands ?? [];
    if (before !== null && !before.ended) {
      if (command === 'run') return run(rest);
      if (command === 'x') return x(rest);
      if (command === 'task') return task(rest);
    }
    const bare = run(args);
    const [first = ''] = readOptions(args, RUN_OPTIONS)?.operands ?? [];
    // deno refuses options of `run` before the name of a command.
    const isCommand = OTHERS.has(first) || first === 'run' || first === 'x' || first === 'task';
    return isCommand ? { problem: 'a command of deno that starts no server' } : bare;
  },
};

function x(words: readonly string[]): Identified | NotIdentified {
  const read = readOptions(words, X_OPTIONS);
  const named = read?.options.get('package') ?? [];
  const [word, ...args] = read?.operands ?? [];
  if (read === null || word === undefined || named.length > 1) return UNKNOWN_OPTION;
  const [spec = word] = named;
  const isBare = !/^(npm|jsr|https?|file):/.test(spec);
  const module = readModule(isBare ? `npm:${spec}` : spec);
  if (module === null) return UNREADABLE_SPEC;
  const command = named.length === 0 ? null : word;
  return {
    launch: { ...module.launch, variant: 'deno-x', entryCommand: command },
    target: module.target,
    runs: { names: [...(command === null ? [] : [command]), ...module.names], args },
    ...asOpen([...module.open, ...preloads(read.options)]),
  };
}

function run(words: readonly string[]): Identified | NotIdentified {
  const read = readOptions(words, RUN_OPTIONS);
  const [word, ...args] = read?.operands ?? [];
  if (read === null || read.ended) return UNKNOWN_OPTION;
  if (word === undefined || word === '-') return { problem: 'no module' };
  const module = readModule(word);
  if (module === null) return UNREADABLE_SPEC;
  return {
    launch: module.launch,
    target: module.target,
    runs: { names: module.names, args },
    ...asOpen([...module.open, ...preloads(read.options)]),
  };
}

function task(words: readonly string[]): Identified | NotIdentified {
  const read = readOptions(words, TASK_OPTIONS);
  const [name] = read?.operands ?? [];
  if (read === null || name === undefined) return UNKNOWN_OPTION;
  return projectScript('deno-task', name, lastValue(read.options, 'cwd'));
}

const preloads = (options: ReadonlyMap<string, unknown>): string[] =>
  DENO_PRELOADS.some((name) => options.has(name))
    ? ['an option of deno loads other code or settings first, which is not followed']
    : [];
