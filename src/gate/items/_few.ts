import { shown } from '../tool-pins.ts';

const NAMED = 3;

/** In an order that does not depend on where each was found. */
export const byId = (one: { id: string }, other: { id: string }): number =>
  one.id < other.id ? -1 : one.id > other.id ? 1 : 0;

/** `a, b, c, 4 more`. */
export function few(words: readonly string[]): string {
  const rest = words.length - NAMED;
  return [...words.slice(0, NAMED).map(shown), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
