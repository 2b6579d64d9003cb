import { FileError, type Files, type Storage } from '../io/index.ts';
import type { OsvRecord } from '../advisory/record.ts';
import type { Compact } from './compact.ts';
import { folderOf, stateFileOf } from './places.ts';
import { Damaged, Segment } from './segment.ts';
import { ecosystemStateSchema, type EcosystemState } from './state.ts';

/** What reading and writing a database takes of the machine. */
export interface Disk {
  files: Files;
  storage: Storage;
}

const MOST_STATE = 1024 * 1024;
/** How often an update may come in between while the files of a database are opened. */
const TRIES = 10;

function readStateText(root: string, ecosystem: string, { files }: Disk): string | null {
  try {
    return files.readText(stateFileOf(root, ecosystem), MOST_STATE);
  } catch (error) {
    if (error instanceof FileError && error.problem === 'not-found') return null;
    throw error;
  }
}

function parseState(text: string, ecosystem: string): EcosystemState {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Damaged('state.json is not JSON', { cause: error });
  }
  const parsed = ecosystemStateSchema.safeParse(value);
  if (!parsed.success || parsed.data.ecosystem !== ecosystem) throw new Damaged('state.json is not of this version');
  return parsed.data;
}

/** What is kept of an ecosystem; null when nothing is. Throws `Damaged` and `FileError`. */
export function readState(root: string, ecosystem: string, disk: Disk): EcosystemState | null {
  const text = readStateText(root, ecosystem, disk);
  return text === null ? null : parseState(text, ecosystem);
}

/** The advisories of one ecosystem, open for look-ups. */
export class EcosystemDatabase {
  readonly state: EcosystemState;
  /** The newest first: what it has stands. */
  private readonly segments: readonly Segment[];

  constructor(state: EcosystemState, segments: readonly Segment[]) {
    this.state = state;
    this.segments = segments;
  }

  /** Whether a segment before this one, a newer one, has the id. */
  private isReplaced(id: string, segment: Segment): boolean {
    for (const newer of this.segments) {
      if (newer === segment) return false;
      if (newer.modified(id) !== null) return true;
    }
    return false;
  }

  private standing(find: (segment: Segment) => Iterable<Compact>): OsvRecord[] {
    return this.segments.flatMap((segment) =>
      [...find(segment)].filter(({ record }) => !this.isReplaced(record.id, segment)).map(({ record }) => record),
    );
  }

  /** Records with an entry for a package, by its normalised name. */
  recordsFor(name: string, now: Date): OsvRecord[] {
    return this.standing((segment) => segment.recordsFor(name, now));
  }

  /** Records that have this id or name it as an alias. */
  recordsNaming(id: string, now: Date): OsvRecord[] {
    const own = this.record(id, now);
    const others = this.standing((segment) => segment.recordsNaming(id, now));
    return own === null ? others : [own, ...others];
  }

  /** The record with this id and the segment that has it, or null. */
  private find(id: string, now: Date): { compact: Compact; segment: Segment } | null {
    for (const segment of this.segments) {
      const compact = segment.record(id, now);
      if (compact !== null) return compact.removed ? null : { compact, segment };
    }
    return null;
  }

  record(id: string, now: Date): OsvRecord | null {
    return this.find(id, now)?.compact.record ?? null;
  }

  /** The record as it was published (JSON); null when there is none or its text is not kept. */
  text(id: string, now: Date): string | null {
    const found = this.find(id, now);
    return found === null || found.compact.text === null ? null : found.segment.text(found.compact.text);
  }

  /** When a record was modified, in microseconds since 1970; null when there is none. */
  modified(id: string, now: Date): number | null {
    for (const [index, segment] of this.segments.entries()) {
      const modified = segment.modified(id);
      if (modified === null) continue;
      // A base says of nothing that it is gone.
      const isBase = index === this.segments.length - 1;
      return !isBase && segment.record(id, now)?.removed === true ? null : modified;
    }
    return null;
  }

  private *each(now: Date): Generator<{ compact: Compact; segment: Segment }> {
    for (const segment of this.segments) {
      for (const compact of segment.all(now)) {
        if (!compact.removed && !this.isReplaced(compact.record.id, segment)) yield { compact, segment };
      }
    }
  }

  *records(now: Date): Generator<OsvRecord> {
    for (const { compact } of this.each(now)) yield compact.record;
  }

  /** Every record, each with its text as raw deflate, or null where it is not kept. */
  *recordsAndTexts(now: Date): Generator<{ record: OsvRecord; text: Buffer | null }> {
    for (const { compact, segment } of this.each(now)) {
      yield { record: compact.record, text: compact.text === null ? null : segment.packedText(compact.text) };
    }
  }

  /** The newer segment alone: ids it has, and whether it says of them that they are gone. Empty when there is but a base. */
  *changes(now: Date): Generator<{ compact: Compact; text: Buffer | null }> {
    const [newer, base] = this.segments;
    if (newer === undefined || base === undefined) return;
    for (const compact of newer.all(now)) {
      yield { compact, text: compact.text === null ? null : newer.packedText(compact.text) };
    }
  }

  /** Reads every byte; throws `Damaged` when one is not what was written. */
  verify(now: Date): void {
    for (const segment of this.segments) segment.verify(now);
  }

  close(): void {
    for (const segment of this.segments) segment.close();
  }
}

function openSegments(root: string, state: EcosystemState, { storage }: Disk): Segment[] {
  const opened: Segment[] = [];
  try {
    for (const segment of state.segments)
      opened.unshift(new Segment(folderOf(root, state.ecosystem), segment, storage));
    return opened;
  } catch (error) {
    for (const segment of opened) segment.close();
    throw error;
  }
}

/** The database that a state stands for, also one that is not published. Throws `Damaged` and `FileError`. */
export function openState(root: string, state: EcosystemState, disk: Disk): EcosystemDatabase {
  return new EcosystemDatabase(state, openSegments(root, state, disk));
}

/**
 * Opens what is kept of an ecosystem; null when nothing is. An update that comes in between takes away files that were about to be
 * opened: then its own are. Throws `Damaged` and `FileError`.
 */
export function openEcosystem(root: string, ecosystem: string, disk: Disk): EcosystemDatabase | null {
  let text = readStateText(root, ecosystem, disk);
  for (let attempt = 1; ; attempt++) {
    if (text === null) return null;
    const state = parseState(text, ecosystem);
    try {
      return openState(root, state, disk);
    } catch (error) {
      const isMissing = error instanceof FileError && error.problem === 'not-found';
      const newer = readStateText(root, ecosystem, disk);
      if (newer !== text && attempt < TRIES) {
        text = newer;
        continue;
      }
      throw isMissing ? new Damaged('one of its files is missing', { cause: error }) : error;
    }
  }
}
