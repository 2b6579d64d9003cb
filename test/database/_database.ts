import { onTestFinished } from 'vitest';
import { openEcosystem, type EcosystemDatabase } from '../../src/database/ecosystem-database.ts';
import { dumpServer } from '../../src/database/dump-server.ts';
import { runBuild } from '../../src/database/run-build.ts';
import { updateEcosystem, type Updated } from '../../src/database/update.ts';
import { realFiles, realStorage, tryLock } from '../../src/io/index.ts';
import { startDumps, type DumpStandIn, type Published } from '../stand-ins/dumps.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { onlineIo, type TestIo } from '../stand-ins/io.ts';
import type { ServedRecord } from '../stand-ins/osv.ts';

export const NOW = new Date('2026-11-23T09:00:00Z');

/** A record that affects every version of an npm package below 2.0.0. */
export const recordOf = (
  id: string,
  name: string,
  modified = '2026-10-01T00:00:00Z',
  rest: Partial<ServedRecord> = {},
): ServedRecord => ({
  id,
  modified,
  summary: `${name} is bad`,
  details: `All of what is to be said of ${name}.`,
  affected: [
    {
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ],
  ...rest,
});

export const disk = { files: realFiles, storage: realStorage };

/** What is kept, open until the test is over. */
export function open(root: string, ecosystem = 'npm'): EcosystemDatabase {
  const database = openEcosystem(root, ecosystem, disk);
  if (database === null) throw new Error(`nothing of ${ecosystem} is kept`);
  onTestFinished(() => database.close());
  return database;
}

/** Every id that is kept, sorted. */
export const idsIn = (root: string, ecosystem = 'npm'): string[] =>
  [...open(root, ecosystem).records(NOW)].map(({ id }) => id).sort();

export interface Bench {
  root: string;
  dumps: DumpStandIn;
  io: TestIo;
  /** Milliseconds go by. */
  wait(ms: number): Promise<void>;
  update(options?: { whole?: boolean }): Promise<Updated>;
}

/** An empty database beside a server of dumps; both are gone when the test is over. */
export async function benchWith(published: Record<string, Published>, root = folderWith({})): Promise<Bench> {
  const dumps = await startDumps(published);
  onTestFinished(() => dumps.close());
  const io = await onlineIo();
  return {
    root,
    dumps,
    io,
    wait: (ms) => io.sleep(ms),
    async update({ whole = false } = {}) {
      const lock = tryLock(`${root}/lock`);
      if (lock === null) throw new Error('another update is under way');
      try {
        const server = dumpServer(dumps.url, io);
        return await updateEcosystem('npm', { root, server, lock, whole, build: (job) => runBuild(job, io) });
      } finally {
        lock.release();
      }
    },
  };
}
