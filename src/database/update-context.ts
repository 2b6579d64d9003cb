import type { Lock } from '../io/index.ts';
import type { Built, BuildJob } from './build.ts';
import type { DumpServer } from './dump-server.ts';
import type { ServedList } from './modified-list.ts';
import { DUMPS } from './places.ts';
import { microseconds } from './segment-layout.ts';

/** What an update of one ecosystem came to. */
export interface Updated {
  ecosystem: string;
  outcome: 'unchanged' | 'changed' | 'rebuilt';
  /** Published records that are kept now. */
  records: number;
  /** Records that are new or newer. */
  changed: number;
  /** Records that are no longer published. */
  removed: number;
  /** Bytes of the dump that was downloaded. */
  downloaded: number;
  /** Ids that the dump lacked and the list has, fetched one by one. */
  repaired: string[];
  /** Ids of the list that could not be had. */
  missing: string[];
  dataTime: string | null;
  complete: boolean;
  /** What else went on: one sentence each. */
  notes: string[];
}

export interface UpdateContext {
  root: string;
  server: DumpServer;
  lock: Lock;
  build(job: BuildJob): Promise<Built>;
  /** Hold every id against the list, also when that was done in the last week. */
  whole: boolean;
}

export const MOST_NAMED = 1000;

/**
 * How new the data is. OSV's own server is asked about now; a copy is as old as its newest line. That it was copied today cannot be told
 * from it, and the date of its file is that of the last copying.
 */
export function dataTimeOf(list: ServedList, { server }: UpdateContext, newest: string | null): string | null {
  const asked = Math.min(list.answeredAt, server.io.now().getTime());
  if (server.address('') === `${DUMPS}/`) return new Date(asked).toISOString();
  const stated = newest === null ? 0 : microseconds(newest) / 1000;
  return stated === 0 ? null : new Date(Math.floor(Math.min(asked, stated))).toISOString();
}
