export { BASELINE, loadBaseline } from './baseline.ts';
export { didYouMean } from './did-you-mean.ts';
export { GATE_ITEM_RECORDS, type GateItemRecord } from './items/index.ts';
export { judge, type JudgeOptions } from './judge.ts';
export { REQUIRED_BY_DEFAULT } from './judge-items.ts';
export { ownerOf } from './owner-of.ts';
export { parsePolicy, POLICY_MAX_BYTES, type PolicyFile } from './parse-policy.ts';
export { POLICY_CHECKS } from './policy-checks.ts';
