import { withoutRelease } from '../advisory/ecosystem.ts';
import { readRecord } from '../advisory/read-record.ts';
import type { OsvRecord } from '../advisory/record.ts';
import type { Disk } from './ecosystem-database.ts';
import type { ExportedPart } from './export-file.ts';
import { publishedAt } from './inputs.ts';
import { folderOf } from './places.ts';
import { withScoresOf } from './scored.ts';
import { microseconds } from './segment-layout.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { SegmentState } from './state.ts';

/** What to make segments of. Plain data: it goes to a worker. */
export interface BuildJob {
  root: string;
  /** Zips, folders and single records. */
  paths: readonly string[];
  /** The ecosystem that all of it is about; null takes each record for every wanted ecosystem that it names. */
  ecosystem: string | null;
  wanted: readonly string[];
  /** Name of the segments. */
  name: string;
}

export interface BuiltSegment {
  ecosystem: string;
  segment: SegmentState;
  /** The newest time at which one of its records was modified, of those that are not still to come; or null. */
  newest: string | null;
}

export interface Built {
  segments: BuiltSegment[];
  /** What an export says of itself. */
  parts: ExportedPart[];
  /** Files that were looked at. */
  read: number;
  /** Records that name no package of an ecosystem that is kept. */
  elsewhere: number;
  /** Files that are no record, and why; at most 1,000. */
  rejected: Array<{ name: string; why: string }>;
  rejections: number;
}

const MOST_REJECTED = 1000;
const PROGRESS_EVERY = 2000;

/** The part of a record that is about an ecosystem. */
export function within(record: OsvRecord, ecosystem: string): OsvRecord {
  return { ...record, affected: record.affected.filter((entry) => withoutRelease(entry.ecosystem) === ecosystem) };
}

/**
 * Reads records and writes a segment for each ecosystem. Throws `FileError`, or `ArchiveError` for a broken zip; then nothing of it
 * is used. `progress`: files read so far.
 */
export async function build(job: BuildJob, disk: Disk, now: Date, progress: (read: number) => void): Promise<Built> {
  const writers = new Map<string, { writer: SegmentWriter; newest: string | null }>();
  const built: Built = { segments: [], parts: [], read: 0, elsewhere: 0, rejected: [], rejections: 0 };
  const reject = (name: string, why: string): void => {
    built.rejections += 1;
    if (built.rejected.length < MOST_REJECTED) built.rejected.push({ name: name.slice(0, 300), why });
  };
  const writerFor = (ecosystem: string): { writer: SegmentWriter; newest: string | null } => {
    const known = writers.get(ecosystem);
    if (known !== undefined) return known;
    const made = { writer: new SegmentWriter(folderOf(job.root, ecosystem), job.name, disk.storage), newest: null };
    writers.set(ecosystem, made);
    return made;
  };
  try {
    for (const path of job.paths) {
      const published = publishedAt(path, disk, (part) => void built.parts.push(part));
      for await (const { name, value, packed, ecosystem, problem } of published) {
        built.read += 1;
        if (built.read % PROGRESS_EVERY === 0) progress(built.read);
        const record = value === undefined ? null : readRecord(value, now);
        if (record === null) {
          reject(name, problem ?? 'is no record of the OSV schema');
          continue;
        }
        const named = new Set(record.affected.map((entry) => withoutRelease(entry.ecosystem)));
        const only = ecosystem ?? job.ecosystem;
        const ecosystems =
          only === null ? job.wanted.filter((one) => named.has(one)) : job.wanted.filter((one) => one === only);
        if (ecosystems.length === 0 && !record.whole) reject(name, 'names no package that can be read');
        else if (ecosystems.length === 0) built.elsewhere += 1;
        const whole = await withScoresOf(record);
        for (const one of ecosystems) {
          const target = writerFor(one);
          target.writer.add(within(whole, one), packed);
          // Databases in their sources write the year 1 where the time is filled in later, and some a time still to come.
          const modified = microseconds(record.modified);
          if (modified > microseconds(target.newest) && modified <= now.getTime() * 1000) {
            target.newest = record.modified;
          }
        }
      }
    }
    for (const [ecosystem, { writer, newest }] of writers) {
      built.segments.push({ ecosystem, segment: writer.finish(), newest });
    }
  } catch (error) {
    for (const { writer } of writers.values()) writer.abandon();
    throw error;
  }
  return built;
}
