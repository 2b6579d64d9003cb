import { z } from 'zod';
import { EVENT_KINDS, type AffectedEntry, type OsvRecord, type Range, type RangeEvent } from './record.ts';

/** Ids are path segments of URLs and keys of caches: nothing but what the databases of the OSV schema use. */
export const advisoryIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/);

/** RFC 3339, as OSV writes times. */
export const modifiedSchema = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
  .refine((time) => !Number.isNaN(Date.parse(time)));

/** "Embedded Malicious Code". Source: CWE. */
const MALICIOUS_CODE = 'CWE-506';

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

/** What is absent is no mistake: to find and catch one costs more than all the rest. */
const textOrNone = (most: number) => z.string().max(most).nullish().catch(null);

const entrySchema = z.object({
  package: z.object({ ecosystem: z.string().min(1).max(200), name: z.string().min(1).max(500) }),
  versions: z.unknown().optional(),
  ranges: z.unknown().optional(),
  severity: z.unknown().optional(),
  database_specific: z
    .object({
      informational: textOrNone(50),
      last_known_affected_version_range: textOrNone(100),
    })
    .optional()
    .catch(undefined),
});

const timeOrNone = modifiedSchema.nullish().catch(null);

const recordSchema = z.object({
  id: advisoryIdSchema,
  modified: timeOrNone,
  withdrawn: timeOrNone,
  aliases: z.unknown().optional(),
  summary: z.string().optional().catch(undefined),
  details: z.string().optional().catch(undefined),
  severity: z.unknown().optional(),
  affected: z.unknown().optional(),
  database_specific: z
    .object({ severity: textOrNone(50), cwe_ids: z.unknown().optional() })
    .optional()
    .catch(undefined),
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
    informational: remarks?.informational ?? null,
    lastKnownAffected: remarks?.last_known_affected_version_range ?? null,
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
  const { id, summary = '', details = '', database_specific: remarks } = parsed.data;
  const { modified = null, withdrawn = null } = parsed.data;
  const affected = readAffected(parsed.data.affected);
  return {
    id,
    modified,
    withdrawn: withdrawn !== null && Date.parse(withdrawn) <= now.getTime(),
    withdrawnAt: withdrawn,
    malicious: id.startsWith('MAL-') || (Array.isArray(remarks?.cwe_ids) && remarks.cwe_ids.includes(MALICIOUS_CODE)),
    aliases: readList(parsed.data.aliases, MOST.aliases, advisoryIdSchema).items,
    summary: toLine(summary) || toLine(details),
    label: remarks?.severity ?? null,
    severity: readList(parsed.data.severity, MOST.severity, claimSchema).items,
    affected: affected.items,
    whole: affected.whole,
  };
}
