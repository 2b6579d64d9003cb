import { identifyDlx } from './_dlx.ts';
import { readOptions, UNKNOWN_OPTION } from './_options.ts';
import { DLX_OPTIONS } from './_pnpm-options.ts';
import type { Identified, NotIdentified } from './index.ts';

/** `pnpm dlx`: the options before that word, and the words after it. Also `pnpx`. */
export function pnpmDlx(
  before: ReadonlyMap<string, string[]>,
  words: readonly string[],
  variant: string | null,
): Identified | NotIdentified {
  const after = readOptions(words, DLX_OPTIONS);
  if (after === null || (before.has('package') && after.options.has('package'))) return UNKNOWN_OPTION;
  const options = new Map([...before, ...after.options]);
  const [first = '', ...tail] = after.rest;
  // pnpm's parser gives `true` and `false` to the switch before them.
  if (/^(true|false)$/.test(first)) return UNKNOWN_OPTION;
  // Where `--package` and its value stand apart, some versions also read the options behind the command.
  if (
    words.slice(0, -after.rest.length).includes('--package') &&
    !after.ended &&
    tail.some((word) => word.startsWith('--p'))
  )
    return UNKNOWN_OPTION;
  return identifyDlx({
    manager: 'pnpm',
    launcher: 'pnpm-dlx',
    variant,
    named: options.get('package') ?? [],
    words: after.rest,
    registry: null,
    cwd: options.get('dir')?.at(-1) ?? null,
    remarks: options.has('shell-mode') ? ['--shell-mode runs a shell line, which is not followed'] : [],
  });
}
