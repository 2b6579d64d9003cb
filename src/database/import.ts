import { basename, dirname, join } from 'node:path';
import { AuditError } from '../errors.ts';
import { FileError, type Io, type Lock, type Storage } from '../io/index.ts';
import type { Built, BuildJob, BuiltSegment } from './build.ts';
import { EcosystemDatabase, openEcosystem } from './ecosystem-database.ts';
import { stateOf } from './export-file.ts';
import { parseModifiedList } from './modified-list.ts';
import { folderOf, KNOWN_ECOSYSTEMS } from './places.ts';
import { merge, publish, segmentName, sweepLeft, unusable } from './publish.ts';
import { Damaged, Segment } from './segment.ts';
import type { EcosystemState, SegmentState } from './state.ts';

export interface ImportOptions {
  /** The ecosystems that are wanted; null takes each record for every known one that it names. */
  ecosystems: readonly string[] | null;
  /** The user's word that it is all that is published; it does not hold where a record was rejected. */
  complete: boolean;
  /** When it was published, by the user's word. */
  asOf: Date | null;
  /** What was kept before goes. */
  replace: boolean;
}

export interface ImportContext {
  root: string;
  io: Io & { storage: Storage };
  lock: Lock;
  build(job: BuildJob): Promise<Built>;
}

/** What an import of one ecosystem came to. */
export interface Imported {
  ecosystem: string;
  /** Records that are kept now. */
  records: number;
  /** Records that were read. */
  read: number;
  dataTime: string | null;
  complete: boolean;
  /** Ids of the list beside the dump that are not in it, at most 1,000. */
  missing: string[];
  /** Why it was left as it was, or null. */
  kept: string | null;
}

export interface ImportReport {
  ecosystems: Imported[];
  read: number;
  elsewhere: number;
  rejected: Built['rejected'];
  rejections: number;
}

/** One input and what is known of it beforehand. */
interface Source {
  path: string;
  ecosystem: string | null;
  /** `modified_id.csv` of the same dump, or null. */
  list: string | null;
}

const MOST_LIST = 512 * 1024 * 1024;
const MOST_NAMED = 1000;
const DUMP = 'all.zip';

/** A mirror has a folder with a dump for each ecosystem; a folder of one ecosystem has a dump; anything else is records. */
function sourcesAt(path: string, wanted: readonly string[], { files }: Io): Source[] {
  const isFile = (file: string): boolean => {
    try {
      return files.kind(files.realPath(file)) === 'file';
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  };
  const listBeside = (file: string): string | null => {
    const list = join(dirname(file), 'modified_id.csv');
    return isFile(list) ? list : null;
  };
  const mirrored = wanted.filter((name) => isFile(join(path, name, DUMP)));
  if (mirrored.length > 0) {
    return mirrored.map((name) => ({
      path: join(path, name, DUMP),
      ecosystem: name,
      list: listBeside(join(path, name, DUMP)),
    }));
  }
  const file = isFile(join(path, DUMP)) ? join(path, DUMP) : path;
  const own = wanted.find((name) => name === basename(dirname(file)));
  const isDump = basename(file) === DUMP;
  return [{ path: file, ecosystem: isDump ? (own ?? null) : null, list: isDump ? listBeside(file) : null }];
}

function openSegment(ecosystem: string, segment: SegmentState, { root, io }: ImportContext): EcosystemDatabase {
  const state = { ...EMPTY, ecosystem, segments: [segment], updatedAt: io.now().toISOString() };
  return new EcosystemDatabase(state, [new Segment(folderOf(root, ecosystem), segment, io.storage)]);
}

const EMPTY: Omit<EcosystemState, 'ecosystem' | 'segments' | 'updatedAt'> = {
  format: 1,
  records: 0,
  source: 'import',
  dataTime: null,
  newest: null,
  checkedAt: null,
  complete: false,
  missing: [],
  tag: null,
};

function readList(path: string, { files }: Io): string {
  try {
    return files.readText(path, MOST_LIST);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new AuditError('file-unreadable', `${path} ${error.message}`, {
      hint: 'It is to list what is in the dump beside it. Copy it again, or take it away.',
      cause: error,
    });
  }
}

/** Lines of the list beside a dump that it does not have, or has older. */
function missingOf(
  list: string,
  database: EcosystemDatabase,
  { io }: ImportContext,
): { missing: string[]; isWhole: boolean } {
  const now = io.now();
  const { listed, isWhole, unreadable } = parseModifiedList(readList(list, io), now);
  const missing = [...listed.values()].filter(({ id, at }) => (database.modified(id, now) ?? -1) < at);
  return { missing: missing.map(({ id }) => id), isWhole: isWhole && unreadable === 0 && listed.size > 0 };
}

/** The older of two times; what one of them does not know, nobody does. */
const older = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : a < b ? a : b);

const toTime = (modified: string | null): string | null =>
  modified === null ? null : new Date(modified).toISOString();

/** Joins what was read with what was kept, and makes it count. Throws `Damaged` and `FileError`. */
function take(
  built: BuiltSegment,
  source: Source,
  isAll: boolean,
  options: ImportOptions,
  context: ImportContext,
): Imported {
  const { ecosystem, segment } = built;
  const { root, io, lock } = context;
  const now = io.now();
  const before = options.replace ? null : openEcosystem(root, ecosystem, io);
  const database = openSegment(ecosystem, segment, context);
  try {
    const checked = source.list === null ? null : missingOf(source.list, database, context);
    const isComplete = isAll || (checked !== null && checked.isWhole && checked.missing.length === 0);
    const read = {
      dataTime: options.asOf?.toISOString() ?? toTime(built.newest),
      complete: isComplete,
      missing: checked?.missing.slice(0, MOST_NAMED) ?? [],
      checkedAt: checked?.isWhole === true ? now.toISOString() : null,
    };
    // Of two records as new as each other the one that is taken in stands: sources often have no times.
    const joined = before === null ? segment : merge(root, ecosystem, [database, before], io, now);
    // What is complete stays as new as it was, whatever is added to it; two parts are as new as the older.
    const facts =
      before === null || read.complete
        ? read
        : before.state.complete
          ? { dataTime: before.state.dataTime, complete: true, missing: [], checkedAt: before.state.checkedAt }
          : { ...read, dataTime: older(before.state.dataTime, read.dataTime) };
    const state: EcosystemState = {
      ...EMPTY,
      ...facts,
      ecosystem,
      segments: [joined],
      records: joined.records,
      newest: built.newest,
      updatedAt: now.toISOString(),
    };
    publish(root, state, io, lock);
    const { dataTime, complete, missing } = facts;
    return { ecosystem, records: joined.records, read: segment.records, dataTime, complete, missing, kept: null };
  } finally {
    database.close();
    before?.close();
  }
}

/** What an export would take the place of: nothing, where it is damaged. */
function openBefore(ecosystem: string, { root, io }: Pick<ImportContext, 'root' | 'io'>): EcosystemDatabase | null {
  try {
    return openEcosystem(root, ecosystem, io);
  } catch (error) {
    if (error instanceof Damaged || error instanceof FileError) return null;
    throw error;
  }
}

/** An export takes the place of what was kept, unless that is newer. */
function takeExport(built: Built, options: ImportOptions, { root, io, lock }: ImportContext): Imported[] {
  return built.segments.map(({ ecosystem, segment }) => {
    const part = built.parts.find((one) => one.ecosystem === ecosystem);
    const before = options.replace ? null : openBefore(ecosystem, { root, io });
    before?.close();
    if (part === undefined) throw new AuditError('internal', `an export of ${ecosystem} without its beginning`);
    const { dataTime, missing } = part;
    const isNewer = before?.state.complete === true && (before.state.dataTime ?? '') > (dataTime ?? '');
    const { state: kept } = before ?? { state: null };
    if (kept !== null && isNewer) {
      const why = `what is kept is of ${kept.dataTime ?? 'an unknown time'}, newer than the export`;
      return {
        ecosystem,
        records: kept.records,
        read: segment.records,
        dataTime: kept.dataTime,
        complete: kept.complete,
        missing: kept.missing,
        kept: why,
      };
    }
    const complete = part.complete && segment.records === part.records;
    const state = { ...stateOf(part, io.now()), segments: [segment], records: segment.records, complete };
    publish(root, state, io, lock);
    return { ecosystem, records: segment.records, read: segment.records, dataTime, complete, missing, kept: null };
  });
}

/** What was read, joined with what was kept. Throws `AuditError`. */
function takeAll(built: Built, source: Source, options: ImportOptions, context: ImportContext): Imported[] {
  try {
    if (built.parts.length > 0) return takeExport(built, options, context);
    const isAll = options.complete && built.rejections === 0;
    return built.segments.map((segment) => take(segment, source, isAll, options, context));
  } catch (error) {
    if (error instanceof FileError) throw unusable(context.root, error);
    if (!(error instanceof Damaged)) throw error;
    throw new AuditError('input-invalid', `what is kept in ${context.root} is damaged: ${error.message}`, {
      hint: 'Make it anew with `mcp-audit db update`, or let go of it with --replace.',
      cause: error,
    });
  }
}

/** That the user says it is all can be meant of one ecosystem, or of those that were named: records are often about several. */
function refuseVague({ segments, parts }: Built, source: Source, { complete, ecosystems }: ImportOptions): void {
  if (!complete || ecosystems !== null || source.ecosystem !== null || parts.length > 0 || segments.length < 2) return;
  const names = segments.map(({ ecosystem }) => ecosystem);
  throw new AuditError('usage', `--complete: there are records about ${names.join(', ')}; of which are they all?`, {
    hint: `Name it, such as: --ecosystem ${names[0]}`,
  });
}

/**
 * Takes in records from a folder or file: a zip or folder of OSV records, a mirror of OSV's dumps, or an export. Throws `AuditError`
 * when it cannot be used; what was kept then stays as it was.
 */
export async function importFrom(path: string, options: ImportOptions, context: ImportContext): Promise<ImportReport> {
  const { root, io, lock } = context;
  const report: ImportReport = { ecosystems: [], read: 0, elsewhere: 0, rejected: [], rejections: 0 };
  const wanted = options.ecosystems ?? KNOWN_ECOSYSTEMS;
  try {
    for (const source of sourcesAt(path, wanted, io)) {
      const name = segmentName('base', io.now());
      const built = await context.build({ root, paths: [source.path], ecosystem: source.ecosystem, wanted, name });
      refuseVague(built, source, options);
      report.ecosystems.push(...takeAll(built, source, options, context));
      report.read += built.read;
      report.elsewhere += built.elsewhere;
      report.rejections += built.rejections;
      report.rejected.push(...built.rejected);
    }
  } finally {
    for (const ecosystem of wanted) sweepLeft(root, ecosystem, io, lock);
  }
  return report;
}
