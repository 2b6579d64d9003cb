import type { Gap } from '../model/gap.ts';
import { count, gapOf, listed } from './_gaps.ts';

/** Advisories about a package that do not tell whether they are about the installed version, by purl; no gap when there are none. */
export function uncertainGaps(uncertain: ReadonlyMap<string, readonly string[]>): Gap[] {
  if (uncertain.size === 0) return [];
  const ids = [...new Set([...uncertain.values()].flat())].sort();
  const message = `${count(ids.length, 'advisory')} cannot be compared with the installed version: ${listed(ids)}`;
  return [gapOf('advisory-unmatchable', message, uncertain.keys())];
}
