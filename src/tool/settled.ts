import { WRAPPERS } from './read-list.ts';
import type { ToolList } from './tool.ts';

/** What holds all tools. */
const HOLDERS: ReadonlySet<unknown> = new Set(['tools', ...WRAPPERS]);

/**
 * Which tools of a list have one definition, whoever reads it: none whose text repeats a key, and none of an outline, which is no
 * definition at all. The others have no hash, so that they can match no review.
 */
export function settledIn({ isOutline, repeatedKeys, repeatedCount }: ToolList): (index: number) => boolean {
  const isOpen =
    isOutline ||
    repeatedCount > repeatedKeys.length ||
    repeatedKeys.some((path) => path.length === 1 && HOLDERS.has(path[0]));
  const repeated = new Set(repeatedKeys.map(([list, index]) => (list === 'tools' ? index : undefined)));
  return (index) => !isOpen && !repeated.has(index);
}
