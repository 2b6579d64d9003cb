import { npmVersions } from './npm-version.ts';

/** How the versions of one ecosystem are ordered. Adding one: a file here and a line in `ORDERS`. */
export interface VersionOrder {
  /** Negative, zero or positive; null when one of the two is no version of this ecosystem. Never guesses. */
  compare(a: string, b: string): number | null;
}

const ORDERS: ReadonlyMap<string, VersionOrder> = new Map([['npm', npmVersions]]);

/** For ecosystems without an order here: nothing can be told. */
const UNORDERED: VersionOrder = { compare: () => null };

/** Whether versions of this ecosystem (by OSV's name) can be compared at all. */
export function isOrdered(ecosystem: string): boolean {
  return ORDERS.has(ecosystem);
}

export function orderOf(ecosystem: string): VersionOrder {
  return ORDERS.get(ecosystem) ?? UNORDERED;
}
