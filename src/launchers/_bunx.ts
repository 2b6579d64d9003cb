import { lastValue, readOptions } from '../syntax/options.ts';
import { BUNX_OPTIONS } from './_bun-options.ts';
import { identifyDlx } from './_dlx.ts';
import { UNKNOWN_OPTION } from './_remarks.ts';
import type { Identified, NotIdentified } from './index.ts';

/** `bunx` and `bun x`: one package, and what follows it is its own. */
export function bunxWords(words: readonly string[], variant: string | null): Identified | NotIdentified {
  const read = readOptions(words, BUNX_OPTIONS);
  const named = read?.options.get('package') ?? [];
  // Of several packages bun takes one, and which one depends on its version.
  if (read === null || named.length > 1) return UNKNOWN_OPTION;
  const last = (name: string): string | null => lastValue(read.options, name);
  return identifyDlx({
    manager: 'bun',
    launcher: 'bunx',
    variant,
    named,
    words: read.operands,
    registry: last('registry'),
    cwd: last('cwd'),
    remarks: last('env-file') === null ? [] : ['it reads variables from a file, which is not followed'],
  });
}
