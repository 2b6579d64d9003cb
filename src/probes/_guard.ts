import type { ProbeVerdict } from '../model/observation.ts';
import type { Severity } from '../model/severity.ts';
import { responseOf } from './_said.ts';
import { speaksOfSession, type Ground, type Standing } from './_ground.ts';
import type { Inquiry } from './_inquiry.ts';
import type { Said } from './_talk.ts';

/** What a probe says; what it rests on is shown as evidence. */
export interface Judgement {
  verdict: ProbeVerdict;
  reason: string;
  shown: Said[];
  /** Of a `fail` that is of another weight than the probe's own. */
  severity?: Severity;
}

export const judgement = (
  verdict: ProbeVerdict,
  reason: string,
  ...shown: ReadonlyArray<Said | null | undefined>
): Judgement => ({ verdict, reason, shown: shown.filter((said): said is Said => said !== null && said !== undefined) });

/** `HTTP 200`, or why there was no answer. */
export const outcome = ({ answer, problem }: Said): string =>
  answer === null ? (problem ?? 'no answer') : `HTTP ${answer.status}`;

/** Whether a request got through to the protocol. */
export function isReached(said: Said, { form, baseline }: Pick<Ground, 'form' | 'baseline'>): boolean {
  if (form === 'http+sse') return said.kind === 'accepted' || said.kind === 'answered';
  if (said.kind !== 'answered' || said.answer === null) return false;
  const isError = responseOf(said.answer)?.error !== undefined;
  return !isError || (baseline.answer !== null && responseOf(baseline.answer)?.error !== undefined);
}

/** A 4xx for the request's own sake; one that misses a session may be because an earlier request cost it. */
export const isRefusal = (said: Said): boolean =>
  said.kind === 'auth' || said.kind === 'refused' || (said.kind === 'rejected' && !speaksOfSession(said));

/** Why a question was not put to a server that gives no ground to stand on; null where there is ground. */
export function withoutGround({ ground: { standing, baseline } }: Inquiry): Judgement | null {
  const words: Record<Standing, Judgement | null> = {
    answered: null,
    unproven: null,
    auth: null,
    refused: judgement(
      'not-reached',
      `Every request was refused (${outcome(baseline)}), by whatever name of this machine it was called.`,
      baseline,
    ),
    redirect: judgement(
      'not-reached',
      `It answers with a redirect (${outcome(baseline)}), which is not followed.`,
      baseline,
    ),
    limited: judgement('inconclusive', 'It wants to be asked later (HTTP 429).', baseline),
    unusable: judgement('inconclusive', `It gave no answer that an MCP server gives (${outcome(baseline)}).`, baseline),
  };
  return words[standing];
}

/** Why a question was not put: what had happened before, or what was asked instead. */
export const unasked = ({ talk }: Inquiry, otherwise: string): Judgement =>
  talk.stop === null
    ? judgement('not-reached', otherwise)
    : judgement('inconclusive', `It was not asked: ${talk.stopWords()}.`);

/** A question that only `--active` puts. */
export const onlyActive = (why: string): Judgement => judgement('not-reached', `${why} Only --active asks.`);

/**
 * What the answer to a forgery says, held against the same request without it. 403 and 421 refuse, and so does any 4xx where
 * the baseline is answered; the same answer proves something only when it is that of the protocol.
 */
export function judgeGuard(inquiry: Inquiry, said: Said | undefined, forgery: string): Judgement {
  const { ground } = inquiry;
  const { standing, baseline } = ground;
  if (said === undefined) return unasked(inquiry, `A request with ${forgery} was not sent.`);
  const got = outcome(said);
  const say = (verdict: ProbeVerdict, reason: string): Judgement => judgement(verdict, reason, baseline, said);
  if (said.kind === 'unsent')
    return judgement('inconclusive', `A request with ${forgery} was not sent: ${said.problem}.`);
  if (isReached(said, ground)) {
    return say('fail', `A request with ${forgery} was answered (${got}) like one with good headers.`);
  }
  if (said.kind === 'refused' && baseline.answer?.status !== said.answer?.status) {
    return say(
      'pass',
      `A request with ${forgery} was refused (${got}); with good headers it got ${outcome(baseline)}.`,
    );
  }
  if (standing === 'answered' && isRefusal(said)) {
    return say('pass', `A request with ${forgery} was refused (${got}), and answered with good headers.`);
  }
  if (standing === 'auth' && said.kind === 'auth') {
    return say('not-reached', `Credentials are asked for (${got}) before anything is said of ${forgery}.`);
  }
  if (standing === 'unproven' && said.kind === 'rejected') {
    return say(
      'inconclusive',
      `With ${forgery} it got ${got}, with good headers ${outcome(baseline)}: that may be a missing session, and proves nothing.`,
    );
  }
  return say('inconclusive', `A request with ${forgery} got no answer that can be told apart: ${got}.`);
}
