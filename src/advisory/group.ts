import type { Vulnerability } from '../model/vulnerability.ts';
import { entriesFor, type PackageVersion } from './affects.ts';
import type { OsvRecord } from './record.ts';

const PREFIXES = ['MAL-', 'GHSA-', 'CVE-'];

/** Malware first, then the database with the best texts, then the name most people know. */
function rankOf(id: string): number {
  const rank = PREFIXES.findIndex((prefix) => id.startsWith(prefix));
  return rank < 0 ? PREFIXES.length : rank;
}

function compareIds(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Joins records that name each other, or one id, as alias; `related` and `upstream` join nothing. Best record first. */
export function groupByAlias(records: readonly OsvRecord[]): OsvRecord[][] {
  const parents = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    // Point all on the way at the root: a long chain of aliases is walked once.
    for (let at = id; at !== root;) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  };
  for (const { id, aliases } of records) {
    for (const alias of aliases) {
      const [root, other] = [find(id), find(alias)];
      if (root !== other) parents.set(other, root);
    }
  }
  const groups = new Map<string, OsvRecord[]>();
  for (const record of records) {
    const root = find(record.id);
    const group = groups.get(root) ?? [];
    group.push(record);
    groups.set(root, group);
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => compareIds(a.id, b.id)));
}

/**
 * Every id of a group, the primary one first: one that has a record here before one that is only named, then by rank. What an id says
 * can be looked up only where its record is.
 */
export function idsOf(group: readonly OsvRecord[]): string[] {
  const own = new Set(group.map(({ id }) => id));
  const ids = new Set(group.flatMap(({ id, aliases }) => [id, ...aliases]));
  return [...ids].sort((a, b) => Number(own.has(b)) - Number(own.has(a)) || compareIds(a, b));
}

const INFORMATIONAL = ['unmaintained', 'unsound', 'notice'] as const;

/** What a group says of a package. Informational only when each of its records says so. */
export function kindOf(group: readonly OsvRecord[], subject: PackageVersion): Vulnerability['kind'] {
  if (group.some(({ malicious }) => malicious) || idsOf(group).some((id) => id.startsWith('MAL-'))) return 'malware';
  const words = group.map((record) => {
    const entries = entriesFor(record, subject);
    return INFORMATIONAL.find((kind) => entries.some(({ informational }) => informational === kind));
  });
  const [first] = words;
  return first !== undefined && words.every((word) => word !== undefined) ? first : 'vulnerability';
}
