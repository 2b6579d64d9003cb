import { onTestFinished } from 'vitest';
import type { Answer, Package } from '../../src/advisories/index.ts';
import { osv } from '../../src/advisories/osv.ts';
import { onlineIo, type TestIo } from '../stand-ins/io.ts';
import { startOsv, type OsvOptions, type OsvStandIn, type ServedRecord } from '../stand-ins/osv.ts';

export const at = (name: string, version = '1.0.0'): Package => ({ ecosystem: 'npm', name, version });
export const purl = (name: string, version = '1.0.0'): string => `pkg:npm/${name}@${version}`;

/** A record that affects every version of a package below 2.0.0. */
export const recordFor = (id: string, name: string, rest: Partial<ServedRecord> = {}): ServedRecord => ({
  id,
  modified: '2026-10-01T00:00:00Z',
  summary: `${name} is bad`,
  affected: [
    {
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ],
  ...rest,
});

export interface Bench {
  service: OsvStandIn;
  io: TestIo;
  ask(packages: readonly Package[], options?: { cache?: string; osvUrl?: string }): Promise<Answer>;
}

/** The source under test before a service that knows these records; both are gone when the test is over. */
export async function benchWith(records: readonly ServedRecord[], options: OsvOptions = {}): Promise<Bench> {
  const service = await startOsv(records, options);
  onTestFinished(() => service.close());
  const io = await onlineIo();
  return {
    service,
    io,
    ask: (packages, { cache, osvUrl } = {}) =>
      osv.ask(packages, io, { osvUrl: osvUrl ?? service.url, cache: cache ?? null, database: null }),
  };
}

/** Ids found, by purl. */
export function idsOf({ records }: Answer): Record<string, string[]> {
  return Object.fromEntries([...records].map(([key, found]) => [key, found.map(({ id }) => id).sort()]));
}

/** A batch of clean packages. */
export const fillers = (count: number): Package[] =>
  Array.from({ length: count }, (_, number) => at(`filler-${number}`));
