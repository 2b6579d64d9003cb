import { NO_SETTINGS } from '../model/server.ts';
import type { Position } from '../syntax/index.ts';
import type { Entry } from './index.ts';

/** Where an entry stands in its file. */
export interface EntryPlace {
  at: Position;
  pointer: string;
}

/** An entry of a format that is not that of most clients: one that is on, with what is said of it. */
export function newEntry(name: string, place: EntryPlace, parts: Partial<Entry>): Entry {
  return {
    name,
    ...place,
    enabled: true,
    transport: 'unknown',
    command: null,
    args: [],
    cwd: null,
    url: null,
    env: [],
    headers: [],
    settings: NO_SETTINGS,
    project: null,
    ...parts,
  };
}
