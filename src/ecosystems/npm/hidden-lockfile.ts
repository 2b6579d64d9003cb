import { FileError, type Files } from '../../io/index.ts';
import type { Standing } from '../../model/withdrawal.ts';
import { MAX_LOCKFILE } from './limits.ts';
import { isFields } from './manifest.ts';
import { standingIn } from './noted.ts';

/** What npm noted of one package when it installed it. */
export interface Note {
  name: string | null;
  version: string | null;
  /** What the registry said of it then: of what is installed npm keeps it here alone. */
  withdrawn: Standing;
}

/** npm's record of what it installed (`node_modules/.package-lock.json`). */
export interface Notes {
  /** By location; links are left out. Empty where npm has kept none. */
  packages: Map<string, Note>;
  /** Why the record that is there could not be read, in words; or null. */
  problem: string | null;
}

function parse(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    return isFields(data) ? data['packages'] : null;
  } catch (error) {
    throw new FileError('failed', 'is not valid JSON', error);
  }
}

const stringOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export function readNotes(files: Files, root: string): Notes {
  const notes: Notes = { packages: new Map(), problem: null };
  const path = `${root}/node_modules/.package-lock.json`;
  try {
    if (files.kind(path) === null) return notes;
    // What a link would bring from elsewhere is shown to people: the messages.
    if (files.kind(path) !== 'file') throw new FileError('not-a-file', 'is not a regular file');
    const listed = parse(files.readText(path, MAX_LOCKFILE));
    if (!isFields(listed)) throw new FileError('failed', 'lists no packages');
    for (const [location, entry] of Object.entries(listed)) {
      if (!isFields(entry) || entry['link'] === true) continue;
      const withdrawn = standingIn(entry['deprecated']);
      notes.packages.set(location, { name: stringOf(entry['name']), version: stringOf(entry['version']), withdrawn });
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    notes.problem = error.message;
  }
  return notes;
}
