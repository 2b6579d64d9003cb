import { ALL_INVISIBLE, foldLookalikes } from './lint/_characters.ts';

/** No client takes a longer name whole. */
const LONGEST = 1_000;

/** What a name looks like: equal for names that differ by case, form, invisible characters or letters that look the same. Source: UTS #39, skeleton. */
export function lookOf(name: string): string {
  return foldLookalikes(name.slice(0, LONGEST).replace(ALL_INVISIBLE, '').normalize('NFKC'))
    .toLowerCase()
    .replaceAll('0', 'o')
    .replace(/[1|i]/g, 'l');
}
