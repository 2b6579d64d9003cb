import { z } from 'zod';
import { gateItemIdSchema } from './gate-item.ts';
import { locationSchema } from './location.ts';

export const GAP_KINDS = [
  'config-unreadable', // a config file exists and could not be read
  'config-invalid', // a config file was read and (in part) could not be parsed
  'entry-invalid', // one server entry is not of its client's shape
  'launch-unrecognised', // the launch line is none that this version can follow
  'not-installed', // the launcher would fetch the package at start: what would run is not on this machine
  'tree-unreadable', // an installed tree could not be read (in part)
  'tree-mismatch', // what a lockfile says is not what is on disk
  'tree-unsupported', // no reader for what would run (a binary, another ecosystem)
  'remote', // the server runs elsewhere: its tree cannot be seen from here
  'advisory-source-failed', // an advisory source did not answer
  'advisory-query-failed', // one package could not be asked about
  'advisory-record-missing', // an advisory's id is known, its record could not be had
  'advisory-unmatchable', // an advisory names the package in a way that cannot be compared
  'advisory-partial', // the source used knows only a part of the published advisories
  'scan-stale', // the facts are older than the policy allows, or newer than the time judged
  'advisory-stale', // the data used is older than the policy allows, or newer than the time judged
  'exploitation-unknown', // whether vulnerabilities are exploited is not known, and the policy would block those that are
  'upkeep-unknown', // whether packages are deprecated or yanked is not known, and the policy would block them
  'tools-unknown', // what a server offers was asked for and could not be had
  'tools-partial', // a list of tools was cut off, or holds entries that could not be read
  'transport-unknown', // what a server on this machine lets in could not be found out
  'credentials-unknown', // what a server is given could not be read in full
  'store-unreadable', // a store of credentials is there and could not be read
  'limit-reached', // a bound on size, depth, count or time stopped the reading
] as const;

/** A fact that should be known and is not. A gap makes its gate item `unknown`, never `pass`. */
export const gapSchema = z.strictObject({
  kind: z.enum(GAP_KINDS),
  /** The gate item that cannot be answered because of it. */
  item: gateItemIdSchema,
  /** What could not be known and why: one sentence, no secret values. */
  message: z.string(),
  /** The command or edit that would answer it; `''` when there is none. */
  hint: z.string(),
  /** The server's id, when it is about one server. */
  server: z.string().nullable(),
  location: locationSchema.nullable(),
  /** The packages left unchecked, as purls; empty when it is not about packages. */
  components: z.array(z.string()),
});
export type Gap = z.infer<typeof gapSchema>;
export type GapKind = Gap['kind'];
