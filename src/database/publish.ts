import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AuditError } from '../errors.ts';
import { FileError, type Lock } from '../io/index.ts';
import { readState, type Disk, type EcosystemDatabase } from './ecosystem-database.ts';
import { folderOf, stateFileOf } from './places.ts';
import { Damaged } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { EcosystemState, SegmentState } from './state.ts';

/** A name that no segment has had before. */
export function segmentName(kind: 'base' | 'delta', now: Date): string {
  return `${kind}-${now.getTime().toString(36)}-${randomBytes(4).toString('hex')}`;
}

/** That a file of the database cannot be read or written, and what to do. */
export function unusable(root: string, error: FileError): AuditError {
  const words = error.problem === 'denied' ? 'may not be read or written by this user' : error.message;
  return new AuditError('file-unreadable', `a file in ${root} ${words}`, {
    hint: 'Make room on the disk, let this user write to the folder, or name another with --cache-dir.',
    cause: error,
  });
}

/** Removes the files of segments that the state does not name: those it replaces, and what a killed process left. */
export function sweep(
  root: string,
  { ecosystem, segments }: Pick<EcosystemState, 'ecosystem' | 'segments'>,
  { files }: Disk,
): void {
  const folder = folderOf(root, ecosystem);
  const named = new Set(segments.map(({ name }) => name));
  for (const { name } of files.list(folder)) {
    const [own, segment] = /^((?:base|delta)-[a-z0-9-]+)\.(?:idx|dat|txt)$|^\.state\.json\.[0-9a-f]+$/.exec(name) ?? [];
    if (own === undefined || (segment !== undefined && named.has(segment))) continue;
    try {
      files.remove(join(folder, name));
    } catch (error) {
      // Windows keeps what a scan has open; the next update takes it away.
      if (!(error instanceof FileError)) throw error;
    }
  }
}

/** Removes what killed and failed processes left beside a database; nothing once another process has the lock, whose files these may be. */
export function sweepLeft(root: string, ecosystem: string, disk: Disk, lock: Lock): void {
  if (!lock.isHeld()) return;
  try {
    sweep(root, readState(root, ecosystem, disk) ?? { ecosystem, segments: [] }, disk);
  } catch (error) {
    // Where nothing is kept there is no folder; and a state that cannot be read does not tell which files are in use.
    if (!(error instanceof Damaged) && !(error instanceof FileError)) throw error;
  }
}

/** That another process has the lock now. */
export function takenOver(cause?: unknown): AuditError {
  return new AuditError('file-unreadable', 'another update took over while this one stood still', {
    hint: 'Look at `mcp-audit db status`, and run the update again if it is wanted.',
    cause,
  });
}

/** Makes a state the one that counts: whoever opens the database sees the old one or this one. */
export function publish(root: string, state: EcosystemState, disk: Disk, lock: Lock): void {
  if (!lock.isHeld()) throw takenOver();
  disk.files.writeAtomic(stateFileOf(root, state.ecosystem), `${JSON.stringify(state, null, 2)}\n`);
  sweep(root, state, disk);
}

/** Writes everything that several databases have into one base; of one id the newest stands. */
export function merge(
  root: string,
  ecosystem: string,
  parts: readonly EcosystemDatabase[],
  disk: Disk,
  now: Date,
): SegmentState {
  const writer = new SegmentWriter(folderOf(root, ecosystem), segmentName('base', now), disk.storage);
  try {
    for (const part of parts) for (const { record, text } of part.recordsAndTexts(now)) writer.add(record, text);
    return writer.finish();
  } catch (error) {
    writer.abandon();
    throw error;
  }
}
