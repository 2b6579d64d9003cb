import { z } from 'zod';
import { gateItemIdSchema } from './gate-item.ts';
import { locationSchema } from './location.ts';
import { severitySchema } from './severity.ts';

export const FINDING_KINDS = [
  'vulnerability',
  'malware',
  'deprecated',
  'yanked',
  'unmaintained',
  'unpinned',
  'ambiguous-config',
  'deceptive-name',
  'plaintext-transport',
  'unsafe-transport',
  'tool-poisoning',
  'tool-shadowing',
  'tool-shift',
  'tool-hint',
  'tool-approval',
  'tool-unreviewed',
  'tool-changed',
  'literal-secret',
  'exposed-secret',
  'readable-secret',
  'admin-credential',
  'unscoped-credential',
  'unneeded-credential',
  'unexpanded-reference',
  'forbidden-variable',
  'hidden-command',
  'open-sandbox',
  'isolation-mismatch',
  'no-isolation',
  'policy-credential', // what the policy asks of a server, and is not so or not known: one kind for each subject
  'policy-isolation',
  'policy-transport',
  'policy-identity',
  'policy-tool',
  'policy-receipts',
  'policy-entry', // an entry of the policy that is wider than it looks, or by one person
  'private', // known to the policy's authors and not public
  'stale-scan',
  'expired-exception',
  'unused-exception',
] as const;
export const findingKindSchema = z.enum(FINDING_KINDS);
export type FindingKind = z.infer<typeof findingKindSchema>;

export const reachabilitySchema = z.enum(['dependency-only', 'reachable', 'confirmed', 'unknown']);
export type Reachability = z.infer<typeof reachabilitySchema>;

export const confidenceSchema = z.enum(['high', 'medium', 'low']);

/** What a check found: the instance's evidence. Generic text (why, references) is the check's. */
export const findingSchema = z.strictObject({
  /** Stable between scans: a hash of check, server, subject and vulnerability. */
  id: z.string(),
  /** Id of the check that found it. */
  check: z.string(),
  kind: findingKindSchema,
  item: gateItemIdSchema,
  severity: severitySchema,
  /** How sure: high = read from disk or a record; medium = inferred; low = a hint. */
  confidence: confidenceSchema,
  reachability: reachabilitySchema,
  /** Server id, or null when it is about a file or the policy. */
  server: z.string().nullable(),
  /** False when every declaration of the server is disabled. */
  active: z.boolean(),
  /** Package URL with version, or null. */
  purl: z.string().nullable(),
  /** Name of the tool that it is about, as the server writes it, or null. */
  tool: z.string().nullable(),
  /** Primary vulnerability id and all its ids; null and empty when it is not about one. */
  vulnerability: z.string().nullable(),
  ids: z.array(z.string()),
  /** Whether attackers are known to use it, and how likely they are to (EPSS, 0 to 1); false and null where no file said. */
  exploited: z.boolean(),
  epss: z.number().nullable(),
  /** One line: what is wrong, with names and versions. */
  title: z.string(),
  /** Further evidence, one sentence each. */
  evidence: z.array(z.string()),
  /** Dependency chain `name@version` from the server's own package to the subject; empty when it has none. */
  chain: z.array(z.string()),
  /** The one command or edit that mends it. */
  fix: z.string(),
  /** Fixed version, when one is known. */
  fixed: z.string().nullable(),
  /** Where it is declared, the best place first. */
  locations: z.array(locationSchema),
});
export type Finding = z.infer<typeof findingSchema>;
