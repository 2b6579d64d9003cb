import type { ProcessEntry, Processes } from '../io/index.ts';

const ROUNDS = 40;
const STOPS = 8;
const PAUSE_MS = 25;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/** Stops all that there are until no new one turns up, so that none can start another while it is being ended. */
function stopMembers(members: () => ProcessEntry[], processes: Processes): void {
  const stopped = new Set<number>();
  for (let stop = 0; stop < STOPS; stop++) {
    const running = members().filter(({ pid }) => !stopped.has(pid));
    if (running.length === 0) return;
    for (const { pid } of running) {
      processes.signal(pid, 'SIGSTOP');
      stopped.add(pid);
    }
  }
}

/** Ends every process of a server by SIGKILL, for a process that waits for nothing any more. */
export function endMembersNow(members: () => ProcessEntry[], processes: Processes): void {
  stopMembers(members, processes);
  for (const { pid } of members()) processes.signal(pid, 'SIGKILL');
}

/**
 * Ends every process of a server by SIGKILL. Resolves with those that are left after a second, which only the system can hold (waiting
 * for a disk).
 */
export async function endMembers(members: () => ProcessEntry[], processes: Processes): Promise<ProcessEntry[]> {
  for (let round = 0; round < ROUNDS; round++) {
    stopMembers(members, processes);
    const alive = members();
    if (alive.length === 0) return [];
    for (const { pid } of alive) processes.signal(pid, 'SIGKILL');
    await pause();
  }
  return members();
}
