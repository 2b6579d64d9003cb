import { expect, it } from 'vitest';
import { microseconds } from '../../src/database/segment-layout.ts';
import { AuditError } from '../../src/errors.ts';
import type { DumpReply } from '../stand-ins/dumps.ts';
import type { ServedRecord } from '../stand-ins/osv.ts';
import { zipOf } from '../stand-ins/zip.ts';
import { benchWith, idsIn, NOW, open, recordOf } from './_database.ts';

/** More on demand. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 15);
const UPDATES = 8;
const PACKAGES = 5;
const HOUR = 3_600_000;

const at = ({ modified = null }: { modified?: string | null }): number => microseconds(modified);
const reply = (status: number, body: string | Buffer): DumpReply => ({ status, body: Buffer.from(body), headers: {} });

/** Whole numbers below a bound that look like chance and are the same each time (Park and Miller). */
function chance(seed: number): (bound: number) => number {
  let value = seed;
  return (bound) => {
    value = (value * 48_271) % 2_147_483_647;
    return value % bound;
  };
}

/** What a source publishes, as it changes: records come, change, go, and come again. */
function* history(below: (bound: number) => number): Generator<ServedRecord[]> {
  let clock = Date.parse('2026-10-01T00:00:00Z');
  let next = 0;
  const make = (id: string): ServedRecord => {
    clock += below(3) === 0 ? below(900) : below(4 * HOUR);
    return recordOf(id, `package-${below(PACKAGES)}`, new Date(clock).toISOString());
  };
  const records = new Map<string, ServedRecord>();
  for (let count = 5 + below(20); ; count = below(5)) {
    for (let change = 0; change < count; change++) {
      const id = `GHSA-${below(4) === 0 ? below(next + 1) : next++}`;
      if (records.size > 3 && records.has(id) && below(3) === 0) records.delete(id);
      else records.set(id, make(id));
    }
    yield [...records.values()];
  }
}

it(
  'a copy whose parts are of different times loses nothing, and is complete only where it is',
  { timeout: 120_000 },
  async () => {
    const below = chance(20_261_123);
    for (let round = 0; round < ROUNDS; round++) {
      const bench = await benchWith({});
      const versions: ServedRecord[][] = [];
      const world = history(below);
      let [list, dump, single]: [ServedRecord[], ServedRecord[], ServedRecord[]] = [[], [], []];
      bench.dumps.fault('npm/modified_id.csv', () => {
        const lines = list.map(({ id, modified }) => `${modified},${id}\n`).sort();
        return reply(200, lines.toReversed().join(''));
      });
      bench.dumps.fault('npm/all.zip', () =>
        reply(200, zipOf(Object.fromEntries(dump.map((record) => [`${record.id}.json`, JSON.stringify(record)])))),
      );
      for (let number = 0; number < 300; number++) {
        bench.dumps.fault(`npm/GHSA-${number}.json`, () => {
          const record = single.find(({ id }) => id === `GHSA-${number}`);
          return record === undefined ? reply(404, '') : reply(200, JSON.stringify(record));
        });
      }
      let before: string[] = [];
      for (let update = 0; update < UPDATES; update++) {
        versions.unshift(world.next().value as ServedRecord[]);
        const isHonest = below(2) === 0;
        const copy = (): ServedRecord[] => versions[isHonest ? 0 : Math.min(below(3), versions.length - 1)] ?? [];
        [list, dump, single] = [copy(), copy(), !isHonest && below(4) === 0 ? [] : copy()];
        if (below(3) === 0) await bench.wait(8 * 24 * HOUR);
        const whole = below(3) === 0;
        const updated = await bench.update({ whole }).catch((error: unknown) => {
          if (!(error instanceof AuditError)) throw error;
          return null;
        });
        if (updated === null) {
          if (before.length > 0) expect(idsIn(bench.root)).toEqual(before);
          continue;
        }
        const database = open(bench.root);
        const kept = new Map([...database.records(NOW)].map((record) => [record.id, record]));
        expect(kept.size).toBe(updated.records);
        for (let number = 0; number < PACKAGES; number++) {
          const name = `package-${number}`;
          const about = [...kept.values()].filter(({ affected }) => affected.some((entry) => entry.name === name));
          expect(new Set(database.recordsFor(name, NOW).map(({ id }) => id))).toEqual(
            new Set(about.map(({ id }) => id)),
          );
        }
        const dumped = Math.max(...dump.map(at));
        for (const listed of list) {
          // What a newer dump and the server of single advisories lack was taken back.
          const isNowhere = ![...dump, ...single].some(({ id }) => id === listed.id) && dumped >= at(listed);
          const record = kept.get(listed.id);
          if (before.includes(listed.id) && !isNowhere) expect(record, `${listed.id} is lost`).toBeDefined();
          if (!updated.complete || (!whole && updated.outcome !== 'rebuilt' && !isHonest)) continue;
          if (record === undefined) expect(isNowhere, `${listed.id} is lacking`).toBe(true);
          else expect(at(record)).toBeGreaterThanOrEqual(at(listed));
        }
        before = [...kept.keys()].sort();
      }
    }
  },
);
