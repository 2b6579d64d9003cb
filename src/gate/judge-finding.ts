import type { Action, JudgedFinding } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Rule } from '../model/policy.ts';
import { canClear, covers, type Clearing } from './clear.ts';
import { matchRules } from './match-rules.ts';

const MOST_SEVERE_FIRST: readonly Action[] = ['block', 'warn', 'allow'];

/**
 * What the rules say about one finding. Each rule is cleared on its own and the most severe that stands decides. A
 * finding that no rule matches is a warning; one whose every rule is cleared is allowed. Adds what cleared to `used`.
 */
export function judgeFinding(
  finding: Finding,
  serverName: string | null,
  rules: readonly Rule[],
  inForce: readonly Clearing[],
  used: Set<Clearing>,
): JudgedFinding {
  const matched = matchRules(rules, finding, serverName);
  if (matched.length === 0) return { ...finding, action: 'warn', rules: ['default'], cleared: [] };

  const covering = inForce.filter((clearing) => covers(clearing, finding));
  const standing: Rule[] = [];
  const cleared: JudgedFinding['cleared'] = [];
  for (const rule of matched) {
    const clearing = covering.filter((candidate) => canClear(candidate, rule));
    for (const one of clearing) used.add(one);
    const [first] = clearing;
    if (first) cleared.push({ rule: rule.id, by: first.name });
    else standing.push(rule);
  }
  const action = MOST_SEVERE_FIRST.find((severe) => standing.some((rule) => rule.action === severe)) ?? 'allow';
  return { ...finding, action, rules: standing.map(({ id }) => id), cleared };
}
