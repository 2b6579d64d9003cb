import type { GateItem } from '../model/decision.ts';
import type { GateItemId } from '../model/gate-item.ts';
import { describeGaps, hintOf, openGaps } from './gaps.ts';
import { GATE_ITEM_RECORDS, type Answer, type Circumstances, type GateItemRecord } from './items/index.ts';

/** What has to be answered when a policy does not say: the questions that a machine can answer. */
export const REQUIRED_BY_DEFAULT: readonly GateItemId[] = [
  'inventory-complete',
  'installed-tree-scanned',
  'credentials-scoped',
  'local-transports-checked',
  'critical-findings-handled',
];

/** An item is never better than what is known: with no server there is no question, and with a gap no answer but `fail`. */
function answer(item: GateItemRecord, circumstances: Circumstances): Answer {
  const { inventory, findings } = circumstances;
  const gaps = openGaps(circumstances, item.id);
  const isBlocked = findings.some(({ action, item: id }) => action === 'block' && id === item.id);
  if (inventory.servers.length === 0 && gaps.length === 0 && !isBlocked) {
    return { status: 'not-applicable', reason: 'No server was found.', next: '' };
  }
  const judged = item.judge(circumstances);
  if (gaps.length === 0 || judged.status === 'fail' || judged.status === 'unknown') return judged;
  return { status: 'unknown', reason: `It cannot be known: ${describeGaps(gaps)}.`, next: hintOf(gaps) };
}

/** Every gate item with its status, in the order they are shown. */
export function judgeItems(circumstances: Circumstances): GateItem[] {
  const required = circumstances.policy.gate.require ?? REQUIRED_BY_DEFAULT;
  return GATE_ITEM_RECORDS.map((item) => ({
    id: item.id,
    required: required.includes(item.id),
    ...answer(item, circumstances),
  }));
}
