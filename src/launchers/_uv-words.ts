import { readOptions } from '../syntax/options.ts';
import { UNKNOWN_OPTION } from './_remarks.ts';
import { startedBy } from './_started-by.ts';
import { GLOBAL_OPTIONS } from './_uv-options.ts';
import { uvRun } from './_uv-run.ts';
import { uvTool } from './_uv-tool.ts';
import type { Identified, NotIdentified } from './index.ts';

/** `uv run …` and `uv tool run …`, with uv's own options in any place before them. */
export function uvWords(words: readonly string[]): Identified | NotIdentified {
  const before = readOptions(words, GLOBAL_OPTIONS);
  if (before === null || before.ended) return UNKNOWN_OPTION;
  const [command, ...rest] = before.operands;
  if (command === 'run') return startedBy('uv-run', uvRun(before.options, rest));
  if (command !== 'tool') return { problem: 'a command of uv that starts no server' };
  const between = readOptions(rest, GLOBAL_OPTIONS);
  if (between === null || between.ended) return UNKNOWN_OPTION;
  const [subcommand, ...own] = between.operands;
  // `uv tool uvx` is what uvx itself calls.
  if (subcommand !== 'run' && subcommand !== 'uvx') return { problem: 'a command of uv that starts no server' };
  return startedBy('uvx', uvTool(new Map([...before.options, ...between.options]), own, 'uv-tool-run'));
}
