import type { VersionOrder } from './version.ts';

/** Longer texts are no versions of anything. */
const LONGEST = 256;

/** Advisories repeat the versions of a package in each of its records; all of one large package fit. */
const MOST_REMEMBERED = 8_192;

/** The order of what texts mean. Each text is parsed once while it is remembered. */
export function orderBy<V>(parse: (text: string) => V | null, compare: (a: V, b: V) => number): VersionOrder {
  const remembered = new Map<string, V | null>();
  const read = (text: string): V | null => {
    if (text.length > LONGEST) return null;
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const version = parse(text);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(text, version);
    return version;
  };
  return {
    compare(a, b) {
      const first = read(a);
      const second = first === null ? null : read(b);
      return first === null || second === null ? null : compare(first, second);
    },
  };
}
