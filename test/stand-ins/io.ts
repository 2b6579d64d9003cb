import { onTestFinished } from 'vitest';
import { realFiles, realHttp, realStorage, type Io, type Storage } from '../../src/io/index.ts';

/** An `Io` with real files, a clock that only sleeping moves, and no waiting. */
export interface TestIo extends Io {
  storage: Storage;
  /** How long it was asked to sleep, in order. */
  slept: number[];
}

export const NOW = '2026-11-23T09:00:00.000Z';

/** Offline. Chance always says 0.5. */
export function offlineIo(): TestIo {
  let now = Date.parse(NOW);
  const slept: number[] = [];
  return {
    files: realFiles,
    storage: realStorage,
    http: null,
    now: () => new Date(now),
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    progress: () => {},
    slept,
  };
}

/** With the real network, which a test uses for services on loopback. */
export async function onlineIo(): Promise<TestIo> {
  const http = await realHttp('mcp-audit-test', {});
  onTestFinished(() => http.close());
  return { ...offlineIo(), http };
}
