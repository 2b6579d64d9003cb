import { CHECKS } from '../checks/index.ts';
import type { Decision, GateItem, JudgedFinding, Verdict } from '../model/decision.ts';
import type { Finding, FindingKind } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import { severityRank } from '../model/severity.ts';
import { findIdlePins } from './idle-pins.ts';
import { combine, isDefault, layerOf, type Layer } from './judge-layer.ts';
import { judgeItems } from './judge-items.ts';
import { identityOf, layersOf, mergedPolicy } from './layers.ts';
import type { PolicyFile } from './parse-policy.ts';
import { findExpired, findUnused } from './policy-findings.ts';
import { findUnknownExploitation } from './unknown-exploitation.ts';
import { findUnknownUpkeep } from './unknown-upkeep.ts';
import { findDoubts, findSelfApproved, findUndecided, findUntold, findWide } from './weak-entries.ts';

export interface JudgeOptions {
  /** No server at all is no reason against a pass. */
  allowEmpty?: boolean;
}

/** What a policy finds in an entry of its own, once it is known what its entries did. */
function findIdle(
  layer: Layer,
  checked: readonly Finding[],
  judged: readonly JudgedFinding[],
  inventory: Inventory,
  now: Date,
) {
  const { file, clearings, used, pins, reviews } = layer;
  const idle = clearings.filter(
    (one) => now.getTime() < one.ends && !used.has(one) && !one.isSelfApproved && !one.isUndecided,
  );
  return [
    ...findUnused(idle, checked, inventory, file, now),
    ...findIdlePins(pins, reviews, { inventory, file, now }),
    ...findWide(clearings, judged, file),
  ];
}

/** Findings by their ids; of two policies that find the same, the first one's words. */
function distinct(findings: readonly Finding[]): Finding[] {
  const byId = new Map<string, Finding>();
  for (const finding of findings) if (!byId.has(finding.id)) byId.set(finding.id, finding);
  return [...byId.values()];
}

/** What a policy has not reviewed another one may have: that is for the policy that says so. */
const OF_REVIEWS: ReadonlySet<FindingKind> = new Set(['tool-unreviewed', 'tool-changed']);

/**
 * Inventory x policy x now: what is wrong, what the policy does about it, and the verdict. Pure: the same inputs give
 * the same decision, byte for byte.
 */
export function judge(inventory: Inventory, file: PolicyFile, now: Date, options: JudgeOptions = {}): Decision {
  const files = layersOf(file);
  const layers = files.map((one, index) => layerOf(one, files.slice(index + 1), inventory, now));
  const [first] = layers;
  const ownIds = new Set(first?.findings.map(({ id }) => id));
  const judgeOne = (finding: Finding): JudgedFinding[] => {
    const isAbove = OF_REVIEWS.has(finding.kind) && !ownIds.has(finding.id);
    const [one, ...others] = (isAbove ? layers.slice(1) : layers).map((layer) => layer.judge(finding));
    if (one === undefined) return [];
    const judged = combine([one, ...others]);
    return isAbove && finding.kind === 'tool-unreviewed' && isDefault(judged) ? [] : [judged];
  };

  const checked = distinct([
    ...CHECKS.flatMap((check) => check.run(inventory)),
    ...layers.flatMap(({ findings }) => findings),
  ]);
  const upkeep = layers.flatMap(({ stale, clearings, file: policy }) => [
    ...stale.findings,
    ...findExpired(clearings, checked, policy, now),
    ...findSelfApproved(clearings, policy),
    ...findUndecided(clearings, policy),
    ...findUntold(policy, now),
    ...findDoubts(policy),
  ]);
  const judged = distinct([...checked, ...upkeep]).flatMap(judgeOne);
  const isBlocked = (finding: Finding): boolean => judgeOne(finding).some(({ action }) => action === 'block');
  const unknown = [
    ...findUnknownUpkeep(inventory, isBlocked),
    ...findUnknownExploitation(inventory, checked, isBlocked),
  ];
  // Only now is it known which entries of a policy did anything.
  const idle = distinct(layers.flatMap((layer) => findIdle(layer, checked, judged, inventory, now))).flatMap(judgeOne);

  const findings = [...judged, ...idle].sort(byWeight);
  const gaps = [...inventory.gaps, ...layers.flatMap(({ stale }) => stale.gaps), ...unknown];
  const items = judgeItems({
    inventory,
    policy: mergedPolicy(file),
    policies: files.map(({ policy }) => policy),
    findings,
    gaps,
    reviews: first?.reviews ?? [],
  });
  const isEmpty = inventory.servers.length === 0 && options.allowEmpty !== true;
  return {
    verdict: verdictOf(items, isEmpty),
    judgedAt: now.toISOString(),
    policy: identityOf(file),
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
