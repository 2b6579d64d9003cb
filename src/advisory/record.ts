import { z } from 'zod';

/** Ids are path segments of URLs and keys of caches: nothing but what the databases of the OSV schema use. */
export const advisoryIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/);

/** RFC 3339, as OSV writes times. */
export const modifiedSchema = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
  .refine((time) => !Number.isNaN(Date.parse(time)));

const EVENT_KINDS = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

/** One point on a range's timeline. */
export interface RangeEvent {
  kind: (typeof EVENT_KINDS)[number];
  version: string;
}

export interface Range {
  /** `SEMVER`, `ECOSYSTEM`, `GIT` or what a later schema adds. */
  type: string;
  events: RangeEvent[];
}

/** A CVSS vector and its kind, as the record states them. */
export interface SeverityClaim {
  type: string;
  score: string;
}

/** What a record says about one package. A record may have several for the same package. */
export interface AffectedEntry {
  ecosystem: string;
  name: string;
  versions: string[];
  ranges: Range[];
  severity: SeverityClaim[];
  /** RustSec's word for what is no vulnerability: `unmaintained`, `unsound`, `notice`. */
  informational: string | null;
  /** GitHub's remark on an open range; the schema says that it bounds nothing. */
  lastKnownAffected: string | null;
  /** False when a part of `versions` or `ranges` could not be read or was too much. */
  whole: boolean;
}

/** An advisory in the OSV schema, reduced to what is used, every part of it checked and bounded. */
export interface OsvRecord {
  id: string;
  modified: string | null;
  /** By the time it was read; a time that is none, or still to come, withdraws nothing. */
  withdrawn: boolean;
  aliases: string[];
  /** One line of at most 300 characters. Hostile text. */
  summary: string;
  /** The database's own word for the severity, or null. */
  label: string | null;
  severity: SeverityClaim[];
  affected: AffectedEntry[];
  /** False when a part of `affected` could not be read: what does not match may match all the same. */
  whole: boolean;
}

const MOST = { affected: 5_000, ranges: 5_000, events: 10_000, versions: 200_000, aliases: 1_000, severity: 20 };
const LONGEST_SUMMARY = 300;

const versionSchema = z.string().min(1).max(256);

const eventsSchema = z
  .object({
    introduced: versionSchema.nullish(),
    fixed: versionSchema.nullish(),
    last_affected: versionSchema.nullish(),
    limit: versionSchema.nullish(),
  })
  // The first version of the schema wrote a pair into one object.
  .transform((event) =>
    EVENT_KINDS.flatMap((kind): RangeEvent[] => {
      const version = event[kind];
      return version === undefined || version === null ? [] : [{ kind, version }];
    }),
  )
  .refine((events) => events.length > 0);

const rangeSchema = z
  .object({ type: z.string().max(50), events: z.array(eventsSchema).max(MOST.events) })
  .transform(({ type, events }): Range => ({ type, events: events.flat() }))
  .refine(({ events }) => events.some(({ kind }) => kind === 'introduced'));

const claimSchema = z.object({ type: z.string().max(50), score: z.string().max(500) });

const entrySchema = z.object({
  package: z.object({ ecosystem: z.string().min(1).max(200), name: z.string().min(1).max(500) }),
  versions: z.unknown().optional(),
  ranges: z.unknown().optional(),
  severity: z.unknown().optional(),
  database_specific: z
    .object({
      informational: z.string().max(50).nullable().catch(null),
      last_known_affected_version_range: z.string().max(100).nullable().catch(null),
    })
    .catch({ informational: null, last_known_affected_version_range: null }),
});

const recordSchema = z.object({
  id: advisoryIdSchema,
  modified: modifiedSchema.nullable().catch(null),
  withdrawn: modifiedSchema.nullable().catch(null),
  aliases: z.unknown().optional(),
  summary: z.string().catch(''),
  details: z.string().catch(''),
  severity: z.unknown().optional(),
  affected: z.unknown().optional(),
  database_specific: z.object({ severity: z.string().max(50).nullable().catch(null) }).catch({ severity: null }),
});

/** The items of a list that are of the wanted shape, and whether that was all of it. An absent list is empty. */
function readList<T>(list: unknown, most: number, schema: z.ZodType<T>): { items: T[]; whole: boolean } {
  if (list === undefined || list === null) return { items: [], whole: true };
  if (!Array.isArray(list)) return { items: [], whole: false };
  const items: T[] = [];
  for (const item of list.slice(0, most)) {
    const parsed = schema.safeParse(item);
    if (parsed.success) items.push(parsed.data);
  }
  return { items, whole: items.length === list.length };
}

function readEntry(value: unknown): AffectedEntry | null {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return null;
  const { package: named, database_specific: remarks } = parsed.data;
  const versions = readList(parsed.data.versions, MOST.versions, versionSchema);
  const ranges = readList(parsed.data.ranges, MOST.ranges, rangeSchema);
  return {
    ecosystem: named.ecosystem,
    name: named.name,
    versions: versions.items,
    ranges: ranges.items,
    severity: readList(parsed.data.severity, MOST.severity, claimSchema).items,
    informational: remarks.informational,
    lastKnownAffected: remarks.last_known_affected_version_range,
    whole: versions.whole && ranges.whole,
  };
}

function readAffected(list: unknown): { items: AffectedEntry[]; whole: boolean } {
  if (list === undefined || list === null) return { items: [], whole: true };
  if (!Array.isArray(list)) return { items: [], whole: false };
  const wanted = list.slice(0, MOST.affected).filter((entry) => !isRepositoryEntry(entry));
  const items = wanted.map(readEntry).filter((entry) => entry !== null);
  return { items, whole: items.length === wanted.length && list.length <= MOST.affected };
}

/** An entry about a repository alone names no package: nothing here could match it. */
function isRepositoryEntry(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && (!('package' in entry) || entry.package === null);
}

/** One line of bounded length, not cut inside a character. */
function toLine(text: string): string {
  const line = text.slice(0, 2_000).replace(/\s+/g, ' ').trim();
  return line.slice(0, LONGEST_SUMMARY).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * Reads a record in the OSV schema; null when it has no usable id. What is unknown is ignored, and one bad entry in
 * `affected` loses that entry alone: the record and the entry say that they are not whole. `now` settles whether it is
 * withdrawn.
 */
export function readRecord(value: unknown, now: Date): OsvRecord | null {
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return null;
  const { id, modified, withdrawn, summary, details, database_specific: remarks } = parsed.data;
  const affected = readAffected(parsed.data.affected);
  return {
    id,
    modified,
    withdrawn: withdrawn !== null && Date.parse(withdrawn) <= now.getTime(),
    aliases: readList(parsed.data.aliases, MOST.aliases, advisoryIdSchema).items,
    summary: toLine(summary) || toLine(details),
    label: remarks.severity,
    severity: readList(parsed.data.severity, MOST.severity, claimSchema).items,
    affected: affected.items,
    whole: affected.whole,
  };
}

/** Stands for an advisory that is known to match and whose record could not be had. */
export function recordWithoutDetails(id: string, modified: string | null): OsvRecord {
  return {
    id,
    modified,
    withdrawn: false,
    aliases: [],
    summary: 'The details of this advisory could not be fetched.',
    label: null,
    severity: [],
    affected: [],
    whole: false,
  };
}
