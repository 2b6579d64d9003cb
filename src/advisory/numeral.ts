/** A number of any size that a version is made of. */
export type Numeral = number | bigint;

/** Digits of which every number is exact. */
const EXACT = 15;

export const numeralOf = (digits: string): Numeral => (digits.length > EXACT ? BigInt(digits) : Number(digits));

/** Numbers by value, words by code unit. */
export const compareValues = <T extends Numeral | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers place by place; the places that one of them lacks count as zero. */
export function compareNumerals(a: readonly Numeral[], b: readonly Numeral[]): number {
  for (let index = 0; index < a.length || index < b.length; index += 1) {
    const place = compareValues(a[index] ?? 0, b[index] ?? 0);
    if (place !== 0) return place;
  }
  return 0;
}
