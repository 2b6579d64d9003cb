import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AuditError } from '../errors.ts';
import { FileError, type Lock } from '../io/index.ts';
import type { Disk, EcosystemDatabase } from './ecosystem-database.ts';
import { folderOf, stateFileOf } from './places.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { EcosystemState, SegmentState } from './state.ts';

/** A name that no segment has had before. */
export function segmentName(kind: 'base' | 'delta', now: Date): string {
  return `${kind}-${now.getTime().toString(36)}-${randomBytes(4).toString('hex')}`;
}

/** Removes the files of segments that the state does not name: those it replaces, and what a killed process left. */
export function sweep(root: string, { ecosystem, segments }: EcosystemState, { files }: Disk): void {
  const folder = folderOf(root, ecosystem);
  const named = new Set(segments.map(({ name }) => name));
  for (const { name } of files.list(folder)) {
    const [, segment] = /^((?:base|delta)-[a-z0-9-]+)\.(?:idx|dat|txt)$/.exec(name) ?? [];
    if (segment === undefined || named.has(segment)) continue;
    try {
      files.remove(join(folder, name));
    } catch (error) {
      // Windows keeps what a scan has open; the next update takes it away.
      if (!(error instanceof FileError)) throw error;
    }
  }
}

/** Makes a state the one that counts: whoever opens the database sees the old one or this one. */
export function publish(root: string, state: EcosystemState, disk: Disk, lock: Lock): void {
  if (!lock.isHeld()) {
    throw new AuditError('file-unreadable', 'another update took over while this one stood still', {
      hint: 'Look at `mcp-audit db status`, and run the update again if it is wanted.',
    });
  }
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
