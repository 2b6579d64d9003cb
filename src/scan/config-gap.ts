import type { Gap, GapKind } from '../model/gap.ts';
import type { Position } from '../syntax/index.ts';

type ConfigGapKind = Extract<GapKind, 'config-unreadable' | 'config-invalid' | 'entry-invalid' | 'limit-reached'>;

const HINTS: Readonly<Record<ConfigGapKind, string>> = {
  'config-unreadable': 'Make it a regular UTF-8 file that this user may read, or remove it.',
  'config-invalid': 'Mend the file at this place.',
  'entry-invalid': 'Mend the entry at this place, or remove it.',
  'limit-reached': 'Review by hand what lies behind the limit, or make it smaller.',
};

/** A config that could not be known in full; without a place inside it, its first character stands for the file. */
export function configGap(
  kind: ConfigGapKind,
  message: string,
  file: string,
  {
    at = { line: 1, column: 1 },
    pointer = '',
    hint = HINTS[kind],
  }: { at?: Position; pointer?: string; hint?: string } = {},
): Gap {
  const location = { file, line: at.line, column: at.column, pointer };
  return { kind, item: 'inventory-complete', message, hint, server: null, location, components: [] };
}
