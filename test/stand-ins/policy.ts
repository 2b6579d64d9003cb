import { parsePolicy, type PolicyFile } from '../../src/gate/index.ts';
import type { Policy } from '../../src/model/policy.ts';

export type PolicyParts = Partial<Omit<Policy, 'version' | 'gate'>> & { gate?: Partial<Policy['gate']> };

/** A policy with these parts, read by the real parser; without any it has no rule and requires nothing. */
export function policyWith(parts: PolicyParts = {}, file = 'policy.yaml'): PolicyFile {
  const { gate, ...rest } = parts;
  const policy = { version: 1, name: 'test', gate: { require: [], rules: [], ...gate }, ...rest };
  return parsePolicy(JSON.stringify(policy, null, 2), file);
}
