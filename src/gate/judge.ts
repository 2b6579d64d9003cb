import { CHECKS } from '../checks/index.ts';
import type { Decision, GateItem, JudgedFinding, Verdict } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import { severityRank } from '../model/severity.ts';
import { clearingsOf, type Clearing } from './clear.ts';
import { judgeFinding } from './judge-finding.ts';
import { judgeItems } from './judge-items.ts';
import type { PolicyFile } from './parse-policy.ts';
import { findExpired, findUnused } from './policy-findings.ts';
import { findStaleAdvisories } from './stale-advisories.ts';
import { findUnknownExploitation } from './unknown-exploitation.ts';
import { findUnknownUpkeep } from './unknown-upkeep.ts';

export interface JudgeOptions {
  /** No server at all is no reason against a pass. */
  allowEmpty?: boolean;
}

/**
 * Inventory x policy x now: what is wrong, what the policy does about it, and the verdict. Pure: the same inputs give
 * the same decision, byte for byte.
 */
export function judge(inventory: Inventory, file: PolicyFile, now: Date, options: JudgeOptions = {}): Decision {
  const { policy, source, digest } = file;
  const names = new Map(inventory.servers.map((server) => [server.id, server.name]));
  const clearings = clearingsOf(policy, inventory);
  const inForce = clearings.filter(({ starts, ends }) => starts <= now.getTime() && now.getTime() < ends);
  const used = new Set<Clearing>();
  const judgeOne = (finding: Finding): JudgedFinding =>
    judgeFinding(finding, names.get(finding.server ?? '') ?? null, policy.gate.rules, inForce, used);

  const checked = CHECKS.flatMap((check) => check.run(inventory));
  const stale = findStaleAdvisories(inventory, policy, now);
  const expired = findExpired(clearings, checked, file, now);
  const judged = [...checked, ...stale.findings, ...expired].map(judgeOne);
  const isBlocked = (finding: Finding): boolean => judgeOne(finding).action === 'block';
  const unknown = [
    ...findUnknownUpkeep(inventory, isBlocked),
    ...findUnknownExploitation(inventory, checked, isBlocked),
  ];
  // Only now is it known which entries of the policy did anything.
  const idle = clearings.filter((clearing) => now.getTime() < clearing.ends && !used.has(clearing));
  const unused = findUnused(idle, checked, inventory, file, now).map(judgeOne);

  const findings = [...judged, ...unused].sort(byWeight);
  const gaps = [...inventory.gaps, ...stale.gaps, ...unknown];
  const items = judgeItems({ inventory, policy, findings, gaps });
  const isEmpty = inventory.servers.length === 0 && options.allowEmpty !== true;
  return {
    verdict: verdictOf(items, isEmpty),
    judgedAt: now.toISOString(),
    policy: { name: policy.name, source, digest },
    items,
    findings,
    gaps,
  };
}

function verdictOf(items: readonly GateItem[], isEmpty: boolean): Verdict {
  if (items.some(({ status }) => status === 'fail')) return 'fail';
  const isOpen = items.some(({ status, required }) => required && status === 'unknown');
  return isOpen || isEmpty ? 'incomplete' : 'pass';
}

const ACTION_RANK = { block: 0, warn: 1, allow: 2 };

/** What decides first: by action, severity, server and id. */
function byWeight(a: JudgedFinding, b: JudgedFinding): number {
  return (
    ACTION_RANK[a.action] - ACTION_RANK[b.action] ||
    severityRank(a.severity) - severityRank(b.severity) ||
    compare(a.server ?? '', b.server ?? '') ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
