import type { Gap, GapKind } from '../model/gap.ts';

const MOST_NAMED = 5;

/** A gap of an advisory source: always about packages, never about one server. */
export function gapOf(kind: GapKind, message: string, components: Iterable<string>, hint = ''): Gap {
  return {
    kind,
    item: 'installed-tree-scanned',
    message,
    hint,
    server: null,
    location: null,
    components: [...new Set(components)].sort(),
  };
}

/** `1 package`, `1,234 packages`. */
export function count(number: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${number.toLocaleString('en-GB')} ${number === 1 ? noun : plural}`;
}

/** The first few of a sorted list, and how many more there are. */
export function listed(items: readonly string[]): string {
  const more = items.length - MOST_NAMED;
  return `${items.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
