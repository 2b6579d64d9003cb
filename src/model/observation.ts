import type { Severity } from './severity.ts';

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
export type ProbeVerdict = 'pass' | 'fail' | 'inconclusive' | 'not-reached' | 'not-applicable';

/** Which revisions of the protocol a server speaks: `legacy` begins with `initialize`, `modern` (2026-07-28) has no handshake. */
export type ProtocolEra = 'legacy' | 'modern' | 'dual' | 'http+sse' | 'unknown';

/** One request and its answer, bounded and made fit to be shown: of what is secret only the names are kept. */
export interface ShownExchange {
  /** What it was for, in a few words. */
  purpose: string;
  request: { line: string; headers: string[] };
  /** Null when none came. */
  answer: { status: number; headers: string[]; body: string } | null;
  /** Why there is no whole answer; null when there is. */
  problem: string | null;
}

/** The answer to one question. */
export interface Observation {
  check: ProbeId;
  verdict: ProbeVerdict;
  /** Of a `fail`; `info` where nothing is wrong, `unknown` where that could not be told. */
  severity: Severity;
  evidence: {
    /** Why this verdict, in a sentence or two. */
    reason: string;
    exchanges: ShownExchange[];
    /** What is asked for, in our words, and where it is written. */
    source: { says: string; section: string; url: string };
  };
}

/** What one server was asked and said. */
export interface ProbeReport {
  /** Without what may be secret. */
  url: string;
  era: ProtocolEra;
  verdicts: Observation[];
  /** How many HTTP requests were sent. */
  requests: number;
  /** What else was seen, in sentences. */
  notes: string[];
}
