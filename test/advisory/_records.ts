import { readRecord } from '../../src/advisory/read-record.ts';
import type { OsvRecord } from '../../src/advisory/record.ts';

export const NOW = new Date('2026-11-23T09:00:00Z');

export type EventJson = Record<string, string>;

export const semverRange = (...events: EventJson[]) => ({ type: 'SEMVER', events });

/** An entry of `affected[]` for an npm package. */
export const entry = (name: string, rest: object = {}) => ({ package: { ecosystem: 'npm', name }, ...rest });

/** A record as received. */
export const recordJson = (id: string, rest: object = {}) => ({ id, modified: '2026-01-02T03:04:05Z', ...rest });

/** A record as read. */
export function recordOf(id: string, rest: object = {}): OsvRecord {
  const record = readRecord(recordJson(id, rest), NOW);
  if (record === null) throw new Error(`${id} is no record`);
  return record;
}

/** A record about `pack` with these ranges. */
export const withRanges = (...ranges: object[]): OsvRecord =>
  recordOf('GHSA-0001', { affected: [entry('pack', { ranges })] });

export const at = (version: string, name = 'pack') => ({ ecosystem: 'npm', name, version });
