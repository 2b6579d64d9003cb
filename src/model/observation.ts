import { z } from 'zod';
import { severitySchema } from './severity.ts';

/** The questions that are put to a live transport. */
export const PROBE_IDS = [
  'bind',
  'host',
  'origin',
  'rebinding',
  'cors',
  'simple-request',
  'auth',
  'token',
  'protocol-version',
  'header-mismatch',
  'session',
  'legacy-sse',
] as const;
export type ProbeId = (typeof PROBE_IDS)[number];

/**
 * `inconclusive`: it was asked, and the answer does not tell. `not-reached`: it was not asked, or something else
 * answered first (authentication, a redirect). Neither is ever read as `pass`.
 */
export const probeVerdictSchema = z.enum(['pass', 'fail', 'inconclusive', 'not-reached', 'not-applicable']);
export type ProbeVerdict = z.infer<typeof probeVerdictSchema>;

/** Which revisions of the protocol a server speaks: `legacy` begins with `initialize`, `modern` (2026-07-28) has no handshake. */
export const protocolEraSchema = z.enum(['legacy', 'modern', 'dual', 'http+sse', 'unknown']);
export type ProtocolEra = z.infer<typeof protocolEraSchema>;

/** One request and its answer, bounded and made fit to be shown: of what is secret only the names are kept. */
export const shownExchangeSchema = z.strictObject({
  /** What it was for, in a few words. */
  purpose: z.string(),
  request: z.strictObject({ line: z.string(), headers: z.array(z.string()) }),
  /** Null when none came. */
  answer: z.strictObject({ status: z.int(), headers: z.array(z.string()), body: z.string() }).nullable(),
  /** Why there is no whole answer; null when there is. */
  problem: z.string().nullable(),
});
export type ShownExchange = z.infer<typeof shownExchangeSchema>;

/** The answer to one question. */
export const observationSchema = z.strictObject({
  check: z.enum(PROBE_IDS),
  verdict: probeVerdictSchema,
  /** Of a `fail`; `info` where nothing is wrong, `unknown` where that could not be told. */
  severity: severitySchema,
  evidence: z.strictObject({
    /** Why this verdict, in a sentence or two. */
    reason: z.string(),
    exchanges: z.array(shownExchangeSchema),
    /** What is asked for, in our words, and where it is written. */
    source: z.strictObject({ says: z.string(), section: z.string(), url: z.string() }),
  }),
});
export type Observation = z.infer<typeof observationSchema>;

/** What one server was asked and said. */
export const probeReportSchema = z.strictObject({
  /** Without what may be secret. */
  url: z.string(),
  era: protocolEraSchema,
  verdicts: z.array(observationSchema),
  /** How many HTTP requests were sent. */
  requests: z.int().min(0),
  /** What else was seen, in sentences. */
  notes: z.array(z.string()),
});
export type ProbeReport = z.infer<typeof probeReportSchema>;

/** What a scan keeps of the probing of one server. */
export const probedSchema = probeReportSchema.extend({
  /** Active: sessions were opened too. */
  mode: z.enum(['gentle', 'active']),
  /** Whether anything took a connection there. */
  isListening: z.boolean(),
  /** With the generic words for each question. */
  verdicts: z.array(observationSchema.extend({ title: z.string(), remediation: z.string() })),
});
export type Probed = z.infer<typeof probedSchema>;
