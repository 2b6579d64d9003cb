export const EVENT_KINDS = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

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
  /** Base score of the vector, null when it is no valid one; absent as long as nobody has calculated it. */
  base?: number | null;
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
  /** When it was or is to be withdrawn (RFC 3339), or null. */
  withdrawnAt: string | null;
  /** Whether it is about code that was published to do harm: a `MAL-` record, or one of CWE-506. */
  malicious: boolean;
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

/** Stands for an advisory that is known to match and whose record could not be had. */
export function recordWithoutDetails(id: string, modified: string | null): OsvRecord {
  return {
    id,
    modified,
    withdrawn: false,
    withdrawnAt: null,
    malicious: id.startsWith('MAL-'),
    aliases: [],
    summary: 'The details of this advisory could not be fetched.',
    label: null,
    severity: [],
    affected: [],
    whole: false,
  };
}
