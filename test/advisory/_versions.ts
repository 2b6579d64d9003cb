import type { VersionOrder } from '../../src/advisory/version.ts';

const sign = (place: number | null): number | null => (place === null ? null : Math.sign(place));

/** Pairs of an ascending list that are not in this order, looked at from both sides; each version equals itself. */
export function misplaced(order: VersionOrder, ascending: readonly string[]): string[] {
  return ascending.flatMap((a, i) =>
    ascending.filter((b, j) => sign(order.compare(a, b)) !== Math.sign(i - j)).map((b) => `${a} ${b}`),
  );
}

/** Places of two versions, from both sides. */
export const places = (order: VersionOrder, a: string, b: string): Array<number | null> => [
  order.compare(a, b),
  order.compare(b, a),
];
