import type { Span } from './index.ts';

/** Where a pattern is found first. */
export function spanOf(text: string, pattern: RegExp): Span | null {
  const match = pattern.exec(text);
  return match === null ? null : { start: match.index, length: match[0].length };
}
