import type { PackageVersion } from '../advisory/affects.ts';
import type { OsvRecord } from '../advisory/record.ts';
import type { Io } from '../io/index.ts';
import type { Gap } from '../model/gap.ts';
import type { AdvisorySourceStatus } from '../model/inventory.ts';
import { local } from './local.ts';
import { osv } from './osv.ts';
import { shipped } from './shipped.ts';

export type { PackageVersion as Package } from '../advisory/affects.ts';

/** What a source says: the records that affect each package. A package in `unanswered` is not clean, it is not known. */
export interface Answer {
  status: AdvisorySourceStatus;
  /** Key: `purlOf(package)`. Only packages with at least one record. */
  records: Map<string, OsvRecord[]>;
  /** Purls that got no answer, or not all of it: a package may be here and have records. */
  unanswered: Set<string>;
  gaps: Gap[];
}

export interface AdvisoryOptions {
  /** Base URL of an OSV-compatible API. */
  osvUrl: string;
  /** Folder for records that never change (`id@modified`), or null to keep none. */
  cache: string | null;
  /** Folder of the database that `mcp-audit db` keeps, or null to use none. */
  database: string | null;
}

/** A place that knows advisories. Adding one: a file here and a line in `ADVISORY_SOURCES`. */
export interface AdvisorySource {
  id: string;
  /** Whether it knows every published advisory: only then is a package clean for which it finds nothing. */
  complete: boolean;
  /** Whether it can be used with these capabilities. */
  available(io: Io, options: AdvisoryOptions): boolean;
  /** Never rejects for what a source does; failures are `unanswered` and gaps. */
  ask(packages: readonly PackageVersion[], io: Io, options: AdvisoryOptions): Promise<Answer>;
}

/** In order of preference; what one leaves unanswered the next is asked. */
export const ADVISORY_SOURCES: readonly AdvisorySource[] = [osv, local, shipped];
