import type { Gap } from '../model/gap.ts';
import type { GateItemId } from '../model/gate-item.ts';
import { isActive } from '../model/server.ts';
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

/** `2 config-invalid, 1 not-installed`, in the order of the gaps. */
export function describeGaps(gaps: readonly Gap[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of gaps) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}

/** The first hint that the gaps give; `''` when none does. */
export function hintOf(gaps: readonly Gap[]): string {
  return gaps.find(({ hint }) => hint !== '')?.hint ?? '';
}
