import type { Finding, Reachability } from '../model/finding.ts';
import type { Condition, Rule } from '../model/policy.ts';

const isOneOf = <T>(wanted: T | readonly T[], value: T): boolean =>
  Array.isArray(wanted) ? wanted.includes(value) : wanted === value;

/** What is not known to be out of reach counts as reachable: never a guess in favour. */
function reaches(wanted: Reachability | readonly Reachability[], reach: Reachability): boolean {
  if (isOneOf(wanted, reach)) return true;
  return reach === 'unknown' && (isOneOf(wanted, 'reachable') || isOneOf(wanted, 'confirmed'));
}

function matches(when: Condition, finding: Finding, serverName: string | null): boolean {
  const names = [finding.server, serverName].filter((name) => name !== null);
  return (
    isOneOf(when.kind, finding.kind) &&
    (when.severity === undefined || isOneOf(when.severity, finding.severity)) &&
    (when.confidence === undefined || isOneOf(when.confidence, finding.confidence)) &&
    (when.reach === undefined || reaches(when.reach, finding.reachability)) &&
    (when.exploited === undefined || finding.exploited) &&
    (when.epss === undefined || (finding.epss !== null && finding.epss >= when.epss)) &&
    (when.path === undefined || when.path === 'any' || (when.path === 'active') === finding.active) &&
    (when.server === undefined || names.some((name) => isOneOf(when.server ?? [], name)))
  );
}

/** The rules whose every condition the finding meets, in the order of the policy; the order decides nothing. */
export function matchRules(rules: readonly Rule[], finding: Finding, serverName: string | null): Rule[] {
  return rules.filter(({ when }) => matches(when, finding, serverName));
}
