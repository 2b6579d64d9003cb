import { makeFinding } from '../checks/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Policy } from '../model/policy.ts';
import { staleScan } from './policy-checks.ts';
import { CLOCK_SKEW, millisecondsOf, toMinute } from './times.ts';

/** A finding and a gap where the facts are older than the policy allows, or newer than `now`. */
export function findStaleScan(
  { createdAt }: Pick<Inventory, 'createdAt'>,
  policy: Policy,
  now: Date,
): { findings: Finding[]; gaps: Gap[] } {
  const oldest = policy.gate.max_scan_age;
  if (oldest === undefined) return { findings: [], gaps: [] };
  const age = now.getTime() - Date.parse(createdAt);
  const isNewer = age < -CLOCK_SKEW;
  if (!isNewer && age <= millisecondsOf(oldest)) return { findings: [], gaps: [] };
  const than = isNewer ? `newer than the time judged (${toMinute(now)})` : `older than ${oldest}`;
  const title = Number.isNaN(age) ? 'the scan is of an unknown time' : `the scan is of ${toMinute(createdAt)}, ${than}`;
  const fix = isNewer
    ? `Judge as of ${toMinute(createdAt)} or later: change or leave out --as-of.`
    : 'Scan again: mcp-audit scan';
  const finding = makeFinding(staleScan, null, {
    subject: 'scan',
    severity: 'medium',
    confidence: 'high',
    title,
    evidence: [],
    fix,
  });
  const gap: Gap = {
    kind: 'scan-stale',
    item: 'inventory-complete',
    message: title,
    hint: fix,
    server: null,
    location: null,
    components: [],
  };
  return { findings: [finding], gaps: [gap] };
}
