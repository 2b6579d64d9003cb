import { makeFinding } from '../checks/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import type { AdvisorySourceStatus, Inventory } from '../model/inventory.ts';
import type { Policy } from '../model/policy.ts';
import { staleScan } from './policy-checks.ts';
import { millisecondsOf, toMinute } from './times.ts';

/** Clocks of two machines may differ by so much. */
const CLOCK_SKEW = 5 * 60_000;

/** Why a source's data may not be relied on at `now`, or null when it may. */
function objection({ dataTime }: AdvisorySourceStatus, oldest: string, now: Date): string | null {
  const time = dataTime === null ? Number.NaN : Date.parse(dataTime);
  if (Number.isNaN(time)) return 'is of an unknown time';
  const age = now.getTime() - time;
  if (age < -CLOCK_SKEW) return `is dated ${toMinute(new Date(time))}, which has not come yet`;
  return age > millisecondsOf(oldest) ? `is of ${toMinute(new Date(time))}, older than ${oldest}` : null;
}

/** A finding and a gap for every source whose answers rest on data that is older than the policy allows. */
export function findStaleAdvisories(
  inventory: Inventory,
  policy: Policy,
  now: Date,
): { findings: Finding[]; gaps: Gap[] } {
  const oldest = policy.gate.max_advisory_age;
  if (oldest === undefined) return { findings: [], gaps: [] };
  const stale = inventory.advisorySources.flatMap((source) => {
    const why = source.answered === 0 ? null : objection(source, oldest, now);
    return why === null ? [] : [{ id: source.id, message: `the advisory data of ${source.id} ${why}` }];
  });
  // Which source answered for which package is not kept: every one that was asked about rests on the old data.
  const asked = inventory.servers.flatMap(({ installation }) => installation?.components.map(({ purl }) => purl) ?? []);
  const components = [...new Set(asked)].sort();
  const hint = 'Scan again with access to the advisory source: mcp-audit scan';
  return {
    findings: stale.map(({ id, message }) =>
      makeFinding(staleScan, null, {
        subject: id,
        severity: 'medium',
        confidence: 'high',
        title: message,
        evidence: [],
        fix: hint,
      }),
    ),
    gaps: stale.map(({ message }) => ({
      kind: 'advisory-stale',
      item: 'installed-tree-scanned',
      message,
      hint,
      server: null,
      location: null,
      components,
    })),
  };
}
