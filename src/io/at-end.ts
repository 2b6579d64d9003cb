/** What is still to be ended: servers that were started, sessions that were opened. */
const pending = new Map<() => Promise<unknown>, () => void>();
let isEnding = false;

/**
 * Notes what has to be ended before this process may; the answer is what takes the note back. `end` never rejects; `endNow` is for a
 * process that waits for nothing any more.
 */
export function toEnd(end: () => Promise<unknown>, endNow: () => void = () => {}): () => void {
  pending.set(end, endNow);
  // What is begun after the word came is over at once.
  if (isEnding) void end();
  return () => void pending.delete(end);
}

/** Ends all of it, for a process that was told to end; after `ms` milliseconds nothing is waited for any more. */
export async function endAll(ms: number): Promise<void> {
  isEnding = true;
  const late = new Promise((resolve) => setTimeout(resolve, ms).unref());
  await Promise.race([Promise.allSettled([...pending.keys()].map((end) => end())), late]);
}

/** Ends what can be ended without waiting. */
export function endAllNow(): void {
  for (const endNow of pending.values()) endNow();
}
