import type { ProcessEntry, Processes, Scratch } from '../io/index.ts';
import type { Bounds } from './containment.ts';

const LOOK_MS = 200;
/** Looks between two looks at the disk, which cost more. */
const LOOKS_PER_DISK = 10;

/**
 * Looks at a server five times a second, and calls `exceeded` once, with what it used too much of. Returns what stops the watch.
 */
export function watch(
  members: () => ProcessEntry[],
  { processes, scratch, bounds }: { processes: Processes; scratch: Scratch; bounds: Bounds },
  exceeded: (what: string) => void,
): () => void {
  let looks = 0;
  const look = (): string | null => {
    const alive = members();
    if (alive.length > bounds.processes) return `more than ${bounds.processes} processes`;
    const memory = alive.reduce((sum, { pid }) => sum + processes.residentBytes(pid), 0);
    if (memory > bounds.memoryBytes) return `more than ${bounds.memoryBytes} bytes of memory`;
    looks += 1;
    if (looks % LOOKS_PER_DISK !== 0) return null;
    const { bytes, isWhole } = scratch.contents();
    return bytes > bounds.scratchBytes || !isWhole
      ? `more than ${bounds.scratchBytes} bytes of files, or too many`
      : null;
  };
  const timer = setInterval(() => {
    const what = look();
    if (what === null) return;
    clearInterval(timer);
    exceeded(what);
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
