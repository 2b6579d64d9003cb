import { lastValue, readOptions, type Options } from '../syntax/options.ts';
import { redactUrl } from '../credential/redact.ts';
import { isHttpUrl } from '../syntax/url.ts';
import { commandOf, readPythonWords } from './_python-words.ts';
import { asOpen, UNKNOWN_OPTION } from './_remarks.ts';
import { URL_SCRIPT } from './_url-script.ts';
import { RUN_OPTIONS } from './_uv-options.ts';
import { sourcesOf, withRequirements } from './_uv-sources.ts';
import { hasVariable } from './_variable.ts';
import type { Identified, NotIdentified } from './index.ts';

/** What the operand of `uv run` is: one of script, module and command, and the words behind it. */
interface Operand {
  script: string | null;
  module: string | null;
  command: string | null;
  args: readonly string[];
}

/** `uv run` in a project's environment: `before` are uv's options in front of it (uv 0.13: commands/project/run.rs). */
export function uvRun(before: Options, words: readonly string[]): Identified | NotIdentified {
  const read = readOptions(words, RUN_OPTIONS);
  const [first, ...args] = read?.operands ?? [];
  if (read === null || first === undefined) return UNKNOWN_OPTION;
  const options = new Map([...before, ...read.options]);
  if (options.has('help') || options.has('version') || options.has('show-settings')) return UNKNOWN_OPTION;
  if (first === '-') return { problem: 'a script from the standard input' };
  const { launch, open } = sourcesOf(options);
  if (isHttpUrl(first)) {
    if (hasVariable(first)) return { problem: 'a variable in a URL' };
    return {
      launch: { launcher: 'uv-run', ...launch, ecosystem: 'url', pinned: false, sourceUrl: redactUrl(first) },
      target: URL_SCRIPT,
      ...asOpen(open),
    };
  }
  const operand = readOperand(options, first, args);
  if ('problem' in operand) return operand;
  const { script, module, command } = operand;
  const name = command ?? module ?? (script === null ? null : commandOf(script));
  return {
    launch: { launcher: 'uv-run', ...launch, ecosystem: 'local', localEntry: script, entryCommand: command ?? module },
    target: {
      kind: 'uv-project',
      directory: lastValue(options, 'project') ?? lastValue(options, 'directory'),
      with: withRequirements(options),
      project: !options.has('no-project'),
      script,
      module,
      command,
    },
    ...(name === null ? {} : { runs: { names: [name], args: operand.args } }),
    ...asOpen(open),
  };
}

function readOperand(options: Options, first: string, args: readonly string[]): Operand | NotIdentified {
  const none = { script: null, module: null, command: null, args };
  if (options.has('module')) return { ...none, module: first };
  if (options.has('script') || options.has('gui-script')) return { ...none, script: first };
  if (/^(?:python|pypy)w?\d*(?:\.\d+)*(?:\.exe)?$/i.test(first)) {
    const python = readPythonWords(args);
    return 'problem' in python ? python : { ...python, command: null };
  }
  // A folder with a __main__.py and a zipped application are run as well.
  const isFile = /\.(?:pyw?|pyc|pyz)$/i.test(first) || /^\.{1,2}$|[\\/]$/.test(first);
  return isFile ? { ...none, script: first } : { ...none, command: first };
}
