import type { ProbeId, ProbeVerdict } from '../model/observation.ts';
import type { Severity } from '../model/severity.ts';
import type { Judgement } from './_guard.ts';
import type { Inquiry } from './_inquiry.ts';
import { runProbes, type Probed, type ProbeIo, type ProbeOptions, type Target } from './_run.ts';
import { auth } from './auth.ts';
import { bind } from './bind.ts';
import { cors } from './cors.ts';
import { headerMismatch } from './header-mismatch.ts';
import { host } from './host.ts';
import { legacySse } from './legacy-sse.ts';
import { origin } from './origin.ts';
import { protocolVersion } from './protocol-version.ts';
import { rebinding } from './rebinding.ts';
import { session } from './session.ts';
import { simpleRequest } from './simple-request.ts';
import { token } from './token.ts';

/** What a severity depends on. */
export interface Stakes {
  verdictOf(id: ProbeId): ProbeVerdict;
  /** Every tool behind the transport is known to only read. */
  onlyReads: boolean;
  /** That, and it listens on loopback only: what gets in does less. */
  isTame: boolean;
  inquiry: Inquiry;
}

/**
 * One question put to a live transport. Adding one: its id in `model/observation.ts`, a file here, a line in `PROBES`, a
 * property of the lab and its rule in the lab's test.
 */
export interface Probe {
  /** Also the file's name. */
  id: ProbeId;
  /** What is well, in a few words. */
  title: string;
  /** Why it counts: a sentence or two. */
  why: string;
  remediation: string;
  /** What is asked for, in our words, and where it is written. */
  source: { says: string; section: string; url: string };
  /** Puts the question, or none where it may not or another's answers tell. */
  ask(inquiry: Inquiry): Promise<void>;
  /** Puts what only adds evidence, once every question was put. */
  more?(inquiry: Inquiry, judged: Judgement): Promise<void>;
  judge(inquiry: Inquiry): Judgement;
  /** Of a `fail`. */
  severity(stakes: Stakes): Severity;
}

/** In the order in which they are asked: what has killed servers comes last. */
export const PROBES: readonly Probe[] = [
  bind,
  host,
  origin,
  rebinding,
  cors,
  simpleRequest,
  auth,
  token,
  protocolVersion,
  headerMismatch,
  session,
  legacySse,
];

/** Puts every question to one server. Never rejects for what a server does. */
export const probe = (target: Target, io: ProbeIo, options: ProbeOptions = {}): Promise<Probed> =>
  runProbes(PROBES, target, io, options);

export { targetOf, type Probed, type ProbeIo, type ProbeOptions, type Target } from './_run.ts';
export { MAX_REQUESTS } from './_talk.ts';
