import type { Gap, GapKind } from '../model/gap.ts';
import type { GateItemId } from '../model/gate-item.ts';
import { isActive } from '../model/server.ts';
import { count } from './items/_count.ts';
import type { Circumstances } from './items/index.ts';

/** Whether a gap is about a server that no client would start. It is told, and leaves no question open. */
function isAtRest(gap: Gap, { inventory }: Circumstances): boolean {
  const server = inventory.servers.find(({ id }) => id === gap.server);
  return server !== undefined && !isActive(server);
}

/**
 * The gaps that keep an item from being answered. What is missing about a disabled server counts only for the
 * inventory, which lists it all the same.
 */
export function openGaps(circumstances: Circumstances, item: GateItemId): Gap[] {
  return circumstances.gaps.filter(
    (gap) => gap.item === item && (item === 'inventory-complete' || !isAtRest(gap, circumstances)),
  );
}

/** The gaps of an item that only disabled servers have. */
export function restingGaps(circumstances: Circumstances, item: GateItemId): Gap[] {
  const open = new Set(openGaps(circumstances, item));
  return circumstances.gaps.filter((gap) => gap.item === item && !open.has(gap));
}

/** So many gaps of a kind in a few words; without a number where one gap is about many things. */
const WORDS: Record<GapKind, (number: number) => string> = {
  'config-unreadable': (number) => `${count(number, 'config file')} not read`,
  'config-invalid': (number) => count(number, 'fault in a config file', 'faults in config files'),
  'entry-invalid': (number) => `${count(number, 'entry', 'entries')} not understood`,
  'launch-unrecognised': (number) => `${count(number, 'launch line')} not followed`,
  'not-installed': (number) => `${number} not on this machine`,
  'tree-unreadable': (number) => count(number, 'unread part of a tree', 'unread parts of trees'),
  'tree-mismatch': (number) => `${count(number, 'difference')} between lockfile and disk`,
  'tree-unsupported': (number) => `${count(number, 'program')} not read yet`,
  remote: (number) => `${count(number, 'server')} started by something else`,
  'advisory-source-failed': () => 'advisories not had',
  'advisory-query-failed': () => 'packages not looked up',
  'advisory-record-missing': () => 'details of advisories missing',
  'advisory-unmatchable': () => 'advisories that cannot be compared',
  'advisory-partial': () => 'advisories known in part',
  'scan-stale': () => 'facts too old',
  'advisory-stale': () => 'advisories too old',
  'exploitation-unknown': () => 'vulnerabilities that may be exploited',
  'upkeep-unknown': () => 'packages that may be deprecated or yanked',
  'tools-unknown': (number) => `${count(number, 'list')} of tools not had`,
  'tools-partial': (number) => `${count(number, 'list')} of tools known in part`,
  'transport-unknown': (number) => `${count(number, 'transport')} not answered for`,
  'credentials-unknown': (number) => `${count(number, 'file')} of variables not read`,
  'store-unreadable': (number) => `${count(number, 'store')} of credentials not read`,
  'limit-reached': (number) => `${count(number, 'limit')} reached`,
};

/** `2 launch lines not followed, advisories known in part`, in the order of the gaps. */
export function describeGaps(gaps: readonly Gap[]): string {
  const counts = new Map<GapKind, number>();
  for (const { kind } of gaps) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, number]) => WORDS[kind](number)).join(', ');
}

/** The first hint that the gaps give, behind the server or the place it is about; `''` when none does. */
export function hintOf(gaps: readonly Gap[]): string {
  const gap = gaps.find(({ hint }) => hint !== '');
  if (gap === undefined) return '';
  const place = gap.location === null ? null : `${gap.location.file}:${gap.location.line}`;
  const subject = gap.server ?? place;
  return subject === null ? gap.hint : `${subject}: ${gap.hint}`;
}
