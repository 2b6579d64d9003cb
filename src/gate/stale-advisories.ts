import { makeFinding } from '../checks/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import type { AdvisorySourceStatus, Inventory } from '../model/inventory.ts';
import { nameOfSource } from '../model/source-name.ts';
import type { Policy } from '../model/policy.ts';
import { installationsOf } from '../model/server.ts';
import { staleScan } from './policy-checks.ts';
import { CLOCK_SKEW, millisecondsOf, toMinute } from './times.ts';

/** Why data may not be relied on, and what to do. */
interface Objection {
  why: string;
  hint: string;
}

const ONLINE = 'Scan again with access to the advisory source: mcp-audit scan';

/** How to come by newer data, for each source that may be old. */
const RENEWALS: Readonly<Record<string, string>> = {
  local: 'Bring the local database up to date, then scan again: mcp-audit db update (or db import)',
  shipped: `${ONLINE}; or keep all advisories here: mcp-audit db update`,
};

const renewalOf = (source: string): string =>
  (Object.hasOwn(RENEWALS, source) ? RENEWALS[source] : undefined) ?? ONLINE;

/** Why a source's data may not be relied on at `now`, or null when it may. */
function objection({ id, dataTime }: AdvisorySourceStatus, oldest: string, now: Date): Objection | null {
  const time = dataTime === null ? Number.NaN : Date.parse(dataTime);
  if (Number.isNaN(time)) return { why: 'is of an unknown time', hint: renewalOf(id) };
  const age = now.getTime() - time;
  const dated = toMinute(new Date(time));
  if (age < -CLOCK_SKEW) {
    return {
      why: `is of ${dated}, newer than the time judged (${toMinute(now)})`,
      hint: `Judge as of ${dated} or later: change or leave out --as-of, or set the clock of this machine.`,
    };
  }
  return age > millisecondsOf(oldest) ? { why: `is of ${dated}, older than ${oldest}`, hint: renewalOf(id) } : null;
}

/** A finding and a gap for every source whose answers rest on data that is older than the policy allows, or newer than `now`. */
export function findStaleAdvisories(
  inventory: Inventory,
  policy: Policy,
  now: Date,
): { findings: Finding[]; gaps: Gap[] } {
  const oldest = policy.gate.max_advisory_age;
  if (oldest === undefined) return { findings: [], gaps: [] };
  const stale = inventory.advisorySources.flatMap((source) => {
    const found = source.answered === 0 ? null : objection(source, oldest, now);
    if (found === null) return [];
    return [
      {
        id: source.id,
        message: `the advisory data of ${nameOfSource(source.id).phrase} ${found.why}`,
        hint: found.hint,
      },
    ];
  });
  // Which source answered for which package is not kept: every one that was asked about rests on the old data.
  const asked = inventory.servers
    .flatMap(installationsOf)
    .flatMap(({ components }) => components.map(({ purl }) => purl));
  const components = [...new Set(asked)].sort();
  return {
    findings: stale.map(({ id, message, hint }) =>
      makeFinding(staleScan, null, {
        subject: id,
        severity: 'medium',
        confidence: 'high',
        title: message,
        evidence: [],
        fix: hint,
      }),
    ),
    gaps: stale.map(({ message, hint }) => ({
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
