import { lastValue, readOptions, type Options } from '../syntax/options.ts';
import { identifyDlx } from './_dlx.ts';
import { DLX_OPTIONS } from './_pnpm-options.ts';
import { UNKNOWN_OPTION } from './_remarks.ts';
import type { Identified, NotIdentified } from './index.ts';

/** `pnpm dlx`: the options before that word, and the words after it. Also `pnpx`. */
export function pnpmDlx(before: Options, words: readonly string[], variant: string | null): Identified | NotIdentified {
  const after = readOptions(words, DLX_OPTIONS);
  if (after === null || (before.has('package') && after.options.has('package'))) return UNKNOWN_OPTION;
  const options = new Map([...before, ...after.options]);
  const [first = '', ...tail] = after.operands;
  // pnpm's parser gives `true` and `false` to the switch before them.
  if (/^(true|false)$/.test(first)) return UNKNOWN_OPTION;
  // Where `--package` and its value stand apart, some versions also read the options behind the command.
  if (
    words.slice(0, -after.operands.length).includes('--package') &&
    !after.ended &&
    tail.some((word) => word.startsWith('--p'))
  )
    return UNKNOWN_OPTION;
  return identifyDlx({
    manager: 'pnpm',
    launcher: 'pnpm-dlx',
    variant,
    named: options.get('package') ?? [],
    words: after.operands,
    registry: null,
    cwd: lastValue(options, 'dir'),
    remarks: options.has('shell-mode') ? ['--shell-mode runs a shell line, which is not followed'] : [],
  });
}
