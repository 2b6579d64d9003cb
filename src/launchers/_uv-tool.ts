import { lastValue, readOptions, type Options } from '../syntax/options.ts';
import { readPythonWords } from './_python-words.ts';
import { asOpen, UNKNOWN_OPTION, VARIABLE_VERSION } from './_remarks.ts';
import { readToolRequirement, UNREADABLE_REQUIREMENT } from './_requirement.ts';
import { TOOL_OPTIONS } from './_uv-options.ts';
import { sourcesOf, withRequirements } from './_uv-sources.ts';
import { hasVariable } from './_variable.ts';
import type { Identified, NotIdentified } from './index.ts';

/** Names that uv takes for an interpreter, with or without a version (uv 0.13: PythonRequest::try_from_tool_name). */
const INTERPRETER =
  /^(?:c?python|pythonw|pypy|graalpy|pyodide)(?:$|[@<>=!~]|\d[\d.]{0,20}(?:(?:a|b|rc)\d{1,3})?(?:\+\w{1,20})?t?d?$)/i;

/** `uvx` and `uv tool run`: `before` are uv's options in front of them. */
export function uvTool(before: Options, words: readonly string[], variant: string | null): Identified | NotIdentified {
  const read = readOptions(words, TOOL_OPTIONS);
  const [first, ...args] = read?.operands ?? [];
  if (read === null || first === undefined) return UNKNOWN_OPTION;
  const options = new Map([...before, ...read.options]);
  const froms = options.get('from') ?? [];
  // uv refuses a second one.
  if (froms.length > 1 || isNoRun(options)) return UNKNOWN_OPTION;
  const [from = first] = froms;
  if (INTERPRETER.test(from)) return interpreter(options, froms.length === 0 ? args : read.operands, variant);
  // uv sends whoever names a script to `uv run`.
  if (/\.pyw?$/i.test(from)) return { problem: 'a script, which uvx refuses' };
  const requirement = readToolRequirement(from);
  if (requirement === null) return UNREADABLE_REQUIREMENT;
  const command = froms.length === 0 ? null : first;
  const { launch, open } = sourcesOf(options);
  const code = command !== null && INTERPRETER.test(command);
  return {
    launch: { launcher: 'uvx', variant, ...requirement, ...launch, entryCommand: command },
    target: {
      kind: 'uv-tool',
      from,
      with: withRequirements(options),
      command: command ?? requirement.package ?? from,
      python: lastValue(options, 'python'),
      isolated: options.has('isolated'),
    },
    runs: { names: [...(command === null ? [] : [command]), requirement.package ?? ''], args },
    ...asOpen([
      ...(hasVariable(from) ? [VARIABLE_VERSION] : []),
      ...(code ? ['the interpreter of its environment runs other code, which is not followed'] : []),
      ...open,
    ]),
  };
}

/** Help, versions and settings are printed instead. */
const isNoRun = (options: Options): boolean =>
  options.has('help') || options.has('version') || options.has('show-settings');

/** `uvx python …`: an interpreter without a package of its own. */
function interpreter(options: Options, words: readonly string[], variant: string | null): Identified | NotIdentified {
  const read = readPythonWords(words);
  if ('problem' in read) return read;
  const { script, module } = read;
  const { launch, open } = sourcesOf(options);
  return {
    launch: { launcher: 'uvx', variant, ecosystem: 'local', ...launch, localEntry: script, entryCommand: module },
    target: {
      kind: 'uv-project',
      directory: null,
      with: withRequirements(options),
      project: false,
      script,
      module,
      command: null,
    },
    ...asOpen(open),
  };
}
