import type { Action, JudgedFinding } from '../model/decision.ts';
import { severityRank } from '../model/severity.ts';

const ACTION_RANK: Record<Action, number> = { block: 0, warn: 1, allow: 2 };

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What is known to be exploited first, then by the probability that it will be. */
function byExploitation(one: JudgedFinding, other: JudgedFinding): number {
  return Number(other.exploited) - Number(one.exploited) || (other.epss ?? 0) - (one.epss ?? 0);
}

/** Blocked first, then by severity and exploitation; findings of equal weight by their title and id. */
export function bySeriousness(one: JudgedFinding, other: JudgedFinding): number {
  return (
    ACTION_RANK[one.action] - ACTION_RANK[other.action] ||
    severityRank(one.severity) - severityRank(other.severity) ||
    byExploitation(one, other) ||
    compare(one.title, other.title) ||
    compare(one.id, other.id)
  );
}
