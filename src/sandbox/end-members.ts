import type { ProcessEntry, Processes } from '../io/index.ts';

const ROUNDS = 40;
const STOPS = 8;
const PAUSE_MS = 25;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/**
 * Ends every process of a server by SIGKILL. All are stopped first, until no new one turns up, so that none can start another while
 * it is being ended. Resolves with those that are left after a second, which only the system can hold (waiting for a disk).
 */
export async function endMembers(members: () => ProcessEntry[], processes: Processes): Promise<ProcessEntry[]> {
  for (let round = 0; round < ROUNDS; round++) {
    const stopped = new Set<number>();
    for (let stop = 0; stop < STOPS; stop++) {
      const running = members().filter(({ pid }) => !stopped.has(pid));
      if (running.length === 0) break;
      for (const { pid } of running) {
        processes.signal(pid, 'SIGSTOP');
        stopped.add(pid);
      }
    }
    const alive = members();
    if (alive.length === 0) return [];
    for (const { pid } of alive) processes.signal(pid, 'SIGKILL');
    await pause();
  }
  return members();
}
