import { z } from 'zod';

const countSchema = z.int().min(0);

const partSchema = z.strictObject({ bytes: countSchema, crc: countSchema });

/** The files of one segment. */
export const segmentStateSchema = z.strictObject({
  /** Their name without its ending. Made here, and never a way out of the folder. */
  name: z.string().regex(/^[a-z0-9-]{1,80}$/),
  records: countSchema,
  index: partSchema,
  data: partSchema,
  texts: partSchema,
});
export type SegmentState = z.infer<typeof segmentStateSchema>;

const timeSchema = z.iso.datetime();

/** What is kept of one ecosystem. Written at once and last, so that it names files that are whole. */
export const ecosystemStateSchema = z.strictObject({
  format: z.literal(1),
  /** OSV's name without a release: `npm`, `Debian`. */
  ecosystem: z.string().min(1).max(100),
  /** The first is the base; the second, if any, replaces what both have. */
  segments: z.array(segmentStateSchema).min(1).max(2),
  /** Published records, withdrawn ones too. */
  records: countSchema,
  /** Base address of the dumps, credentials removed; or what was imported, in words. */
  source: z.string().max(2000),
  /** The data is at least as new as this (ISO 8601, UTC). */
  dataTime: timeSchema.nullable(),
  /** Newest line of the list of ids that was worked through, as written there. */
  newest: z.string().max(40).nullable(),
  /** When every id was last held against the list of the source; null when that was never done. */
  checkedAt: timeSchema.nullable(),
  /** Whether it has every record that the source lists: only then is what is not found not there. */
  complete: z.boolean(),
  /** Ids that the source lists and that could not be had, at most 1,000. */
  missing: z.array(z.string().max(100)).max(1000),
  updatedAt: timeSchema,
  /** What the source calls this state of its list of ids (`ETag`), or null. */
  tag: z.string().max(200).nullable(),
});
export type EcosystemState = z.infer<typeof ecosystemStateSchema>;
