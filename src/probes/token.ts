import { goodbye, sessionOf } from './_ground.ts';
import { isReached, judgement, onlyActive, outcome, unasked, withoutGround } from './_guard.ts';
import { isAskable } from './_inquiry.ts';
import { changed, initialize } from './_message.ts';
import { endpointOf, responseOf } from './_said.ts';
import type { Probe } from './index.ts';
import type { Said } from './_talk.ts';

/** Errors of the protocol, which only what got past the credentials can be told: unknown method, other revision, other headers. */
const PROTOCOL_ERRORS = new Set([-32601, -32020, -32021, -32022]);

function gotPast(said: Said): boolean {
  if (said.answer === null) return false;
  if (said.kind === 'answered' || endpointOf(said.answer) !== null) return true;
  const code = said.kind === 'rejected' ? responseOf(said.answer)?.error?.code : undefined;
  return code !== undefined && PROTOCOL_ERRORS.has(code);
}

export const token: Probe = {
  id: 'token',
  title: 'Refuses a token that is none',
  why: 'A server that asks for a token and takes any is open to everybody who knows to send one.',
  remediation: 'Verify the token’s signature or look it up, and its audience, before the request is read.',
  source: {
    says: 'Servers must validate access tokens; one that is invalid or expired must get 401.',
    section: 'Authorization, Access Token Usage, Token Handling',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#token-handling',
  },
  async ask(inquiry) {
    const { ground, talk, names, heard, isActive } = inquiry;
    if (!isActive || !isAskable(inquiry) || ground.standing !== 'auth') return;
    const bearer = { host: ground.host, authorization: `Bearer ${names.word}` };
    const message = changed(ground.form === 'modern' ? ground.message : initialize, bearer);
    const said = await talk.ask('send a token that is none', { path: ground.path, message }, true);
    heard.token = said;
    const session = sessionOf(said);
    if (session !== null) {
      talk.owe(goodbye(ground.host, session, bearer));
      await talk.bidFarewell();
    }
    // Where messages go elsewhere, as with HTTP+SSE, the stream asks for the token.
    if (said.kind !== 'rejected' || gotPast(said)) return;
    heard.token = await talk.ask('open the event stream with a token that is none', {
      method: 'GET',
      path: ground.path,
      message: { headers: { ...bearer, accept: 'text/event-stream', 'accept-encoding': 'identity' } },
      isEnough: (headers, text) => endpointOf({ status: 200, headers, text, problem: null }) !== null,
    });
  },
  judge(inquiry) {
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const { ground, heard, isActive } = inquiry;
    if (ground.standing === 'answered' && isReached(ground.baseline, ground)) {
      return judgement('not-applicable', 'It asks for no token.', ground.baseline);
    }
    if (ground.standing === 'unproven')
      return judgement('not-reached', 'Whether it asks for a token is not known.', ground.baseline);
    const said = heard.token;
    if (said === undefined)
      return isActive ? unasked(inquiry, 'No token was sent.') : onlyActive('It asks for a token.');
    if (gotPast(said)) return judgement('fail', `A made-up token was taken (${outcome(said)}).`, ground.baseline, said);
    if (said.kind === 'auth') return judgement('pass', `A made-up token was refused (${outcome(said)}).`, said);
    if (said.answer?.status === 403) {
      return {
        ...judgement(
          'fail',
          'A made-up token got HTTP 403; it has to be 401, which tells a client to get another.',
          said,
        ),
        severity: 'low',
      };
    }
    return judgement('inconclusive', `A made-up token got ${outcome(said)}, which may be for another reason.`, said);
  },
  severity: () => 'critical',
};
