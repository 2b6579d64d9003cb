import type { ProcessEntry, Processes } from '../io/index.ts';

/** What tells the processes of one server from all others. */
export interface Marks {
  /** A folder of its own that its environment names. */
  folder: string;
  /** A limit of its own on resident memory; see `prlimitArguments`. */
  brand: number;
}

/**
 * Finds the processes of a server, also those that left its process group and session and whose parents are gone. Asked again and again,
 * it remembers: what once was one of its processes is one as long as it lives, whatever it makes of itself, and so are its children. `before` are the processes
 * that there were before it was started.
 */
export function trackMembers(
  processes: Processes,
  root: number,
  { folder, brand }: Marks,
  before: readonly ProcessEntry[],
): () => ProcessEntry[] {
  const members = new Map<number, string>();
  /** Processes that were looked at and are others', among them all that were there before. */
  const strangers = new Map(before.map(({ pid, started }) => [pid, started]));

  const isMarked = ({ pid, group, session }: ProcessEntry): boolean =>
    group === root ||
    session === root ||
    processes.residentLimit(pid) === brand ||
    processes.hasInEnvironment(pid, folder);

  return () => {
    const all = processes.list();
    const alive = new Map(all.map((entry) => [entry.pid, entry]));
    const isMember = ({ pid, started }: ProcessEntry): boolean => members.get(pid) === started;
    for (const entry of all) {
      if (isMember(entry) || strangers.get(entry.pid) === entry.started) continue;
      if (entry.pid === root || isMarked(entry)) members.set(entry.pid, entry.started);
    }
    // Children whose marks are gone: by their parents, in as many steps as there are generations.
    for (let isGrowing = true; isGrowing;) {
      isGrowing = false;
      for (const entry of all) {
        const parent = alive.get(entry.parent);
        if (parent === undefined || !isMember(parent) || isMember(entry)) continue;
        members.set(entry.pid, entry.started);
        isGrowing = true;
      }
    }
    for (const entry of all) if (!isMember(entry)) strangers.set(entry.pid, entry.started);
    for (const known of [members, strangers]) {
      for (const pid of known.keys()) if (!alive.has(pid)) known.delete(pid);
    }
    return all.filter(isMember);
  };
}
