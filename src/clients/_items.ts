import { pointer, type Node } from '../syntax/index.ts';
import type { ReadEntry } from './_entry.ts';
import type { Reading } from './index.ts';

const MAX_ITEMS = 1000;

/** Entries that were read one by one as one reading. */
export function gather(read: readonly ReadEntry[]): Reading {
  return {
    entries: read.flatMap(({ entry }) => (entry ? [entry] : [])),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Reads a list in which each item is an entry of a form of its own; what is no list holds none. Bounded. */
export function readItems(
  list: Node | undefined,
  path: readonly (string | number)[],
  read: (item: Node, index: number, where: string) => ReadEntry,
): Reading {
  const items = list?.kind === 'array' ? list.items : [];
  const reading = gather(items.slice(0, MAX_ITEMS).map((item, index) => read(item, index, pointer([...path, index]))));
  if (list && items.length > MAX_ITEMS) {
    const message = `more than ${MAX_ITEMS} servers: the rest was not read`;
    reading.problems.push({ message, at: list.at, pointer: pointer(path) });
  }
  return reading;
}
