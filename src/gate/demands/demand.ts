import { makeFinding } from '../../checks/index.ts';
import type { Action } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { Policy, Rule } from '../../model/policy.ts';
import type { AboutCheck } from '../../model/report.ts';
import type { Risk } from '../../model/risk-class.ts';
import type { Server } from '../../model/server.ts';
import { find } from '../../syntax/index.ts';
import type { PolicyFile } from '../parse-policy.ts';
import { shown } from '../tool-pins.ts';

/** Something that the policy asks for and that is not so, or not known, with the rule that the policy makes of it. */
export interface Demand {
  finding: Finding;
  rule: Rule;
}

/** What a demand is judged by. */
export interface Asking {
  policy: Policy;
  file: PolicyFile;
}

export interface Shortfall extends Pick<Finding, 'severity' | 'title' | 'evidence' | 'fix'> {
  /** Part of its identity: no counts. */
  subject: string;
  action: Exclude<Action, 'allow'>;
  /** What asks for it: a path in the policy. */
  by: readonly string[];
  isCertain: boolean;
  tool?: string;
}

/** As `risk_classes.high.isolation.user`: what a report calls the rule that such a place of the policy is. */
export const ruleIdOf = (path: readonly string[]): string => path.map(shown).join('.');

/** A demand of the policy on one server. An exact exception clears it. */
export function demandOn(check: AboutCheck, server: Server, shortfall: Shortfall, { file }: Asking): Demand {
  const { action, by, isCertain, evidence, ...rest } = shortfall;
  const { at } = find(file.root, by);
  const id = ruleIdOf(by);
  return {
    finding: makeFinding(check, server, {
      ...rest,
      evidence: [...evidence, `${id} in ${file.source}:${at.line} asks for it.`],
      confidence: isCertain ? 'high' : 'medium',
    }),
    rule: { id, when: { kind: check.kind }, action, override: 'exception' },
  };
}

/** What is not known is blocked for what could do most, and a warning for the others. */
export const actionOnUnknown = (risk: Risk): 'block' | 'warn' => (risk === 'high' ? 'block' : 'warn');

export const named = (name: string): string => `\`${shown(name)}\``;

/** `a, b and 3 more`. */
export function listed(words: readonly string[], most = 5): string {
  const rest = words.length - most;
  const parts = words.slice(0, rest > 0 ? most : words.length).map(shown);
  return rest > 0 ? `${parts.join(', ')} and ${rest} more` : parts.join(', ');
}
