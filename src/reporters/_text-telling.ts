import type { Inventory } from '../model/inventory.ts';
import type { AboutCheck, Report } from '../model/report.ts';

/** What is needed beside a finding to tell of it, and what the reader has been told already. */
export interface Telling {
  target: Inventory['target'];
  checks: ReadonlyMap<string, AboutCheck>;
  verbose: boolean;
  /** Checks whose reason was given. */
  explained: Set<string>;
  /** Problems that were told in full: under which server, with which fix. */
  told: Map<string, { owner: string; fix: string }>;
  /** Tools that nobody has reviewed, by the id of their server. */
  unreviewed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Fixes that were told, by server and without the package's name and version. */
  ways: Set<string>;
}

function unreviewedIn({ decision }: Report): Map<string, Set<string>> {
  const unreviewed = new Map<string, Set<string>>();
  for (const { kind, server, tool } of decision.findings) {
    if (kind !== 'tool-unreviewed' || server === null || tool === null) continue;
    unreviewed.set(server, (unreviewed.get(server) ?? new Set()).add(tool));
  }
  return unreviewed;
}

export function tellingOf(report: Report, verbose: boolean): Telling {
  return {
    target: report.inventory.target,
    checks: new Map(report.checks.map((check) => [check.id, check])),
    verbose,
    explained: new Set(),
    told: new Map(),
    unreviewed: unreviewedIn(report),
    ways: new Set(),
  };
}

/** The first `limit` of a list and how many are left; all of it when everything is to be told. */
export function firstOf<T>(
  list: readonly T[],
  limit: number,
  { verbose }: Telling,
): { shown: readonly T[]; rest: number } {
  const shown = verbose ? list : list.slice(0, limit);
  return { shown, rest: list.length - shown.length };
}
