import type { ProcessEntry, ProcReader } from '../../io/index.ts';
import type { Isolation } from '../../model/isolation.ts';
import type { Surroundings } from '../surroundings.ts';
import { observeProcess } from './running.ts';

const MOST = 200;

/** A process and all that it has started, level by level; at most 200. */
export function treeOf(processes: readonly ProcessEntry[], root: number): number[] {
  const children = new Map<number, number[]>();
  for (const { pid, parent } of processes) {
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [pid]);
    else known.push(pid);
  }
  const found = [root];
  for (const pid of found) {
    if (found.length >= MOST) break;
    found.push(...(children.get(pid) ?? []).filter((child) => !found.includes(child)));
  }
  return found.slice(0, MOST);
}

/**
 * Each process of a server's tree. What stands before a server (`sudo`, `bwrap`) is kept apart in another way than the server: that is one that has
 * started nothing itself.
 */
export function observeTree(
  reader: ProcReader,
  processes: readonly ProcessEntry[],
  root: number,
  around: Surroundings = {},
): { pid: number; hasChildren: boolean; isolation: Isolation }[] {
  const parents = new Set(processes.map(({ parent }) => parent));
  return treeOf(processes, root).flatMap((pid) => {
    const isolation = observeProcess(reader, pid, around);
    return isolation === null ? [] : [{ pid, hasChildren: parents.has(pid), isolation }];
  });
}
