import { createHash } from 'node:crypto';

/**
 * A segment is two or three files of one name: `.dat` has the records one after the other (`compact.ts`), `.idx` says where each
 * is, `.txt` has the full texts. The index, little-endian:
 *
 *   magic (8) · names (u32) · records (u32)
 *   names    by hash:  hash of a normalised package name, of an alias or of `UNREADABLE_KEY` (u48) · number of a record (u32)
 *   records  by hash:  hash of its id (u48) · offset (u32) · length (u32) · CRC-32 (u32) · modified (f64, microseconds since 1970)
 *
 * The records are numbered by their place in the second table. A hash only says where to look: the record itself has the name.
 */
export const MAGIC = Buffer.from('MCPAOSV1', 'latin1');
export const HEADER_BYTES = 16;
export const NAME_BYTES = 10;
export const RECORD_BYTES = 26;

/** What an alias is hashed as: no package has such a name. */
export const aliasKey = (id: string): string => `\n${id}`;

/** What records are hashed as whose list of packages could not be read whole: they may be about any package. */
export const UNREADABLE_KEY = '\n';

/** Offsets are numbers of 32 bits. */
export const MOST_DATA = 0xff_ff_ff_ff;

/** The first 48 bits of a SHA-1, which a number holds exactly. */
export function hashOf(text: string): number {
  return createHash('sha1').update(text).digest().readUIntBE(0, 6);
}

/** Microseconds since 1970 of an RFC 3339 time in UTC, whatever the number of its digits; 0 for none and for any before. */
export function microseconds(time: string | null): number {
  if (time === null) return 0;
  const [, seconds = '', fraction = '', zone = ''] = /^(.{19})(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(time) ?? [];
  const base = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(base) || base < 0 ? 0 : base * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
