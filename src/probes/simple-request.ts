import {
  isRefusal,
  isReached,
  judgeGuard,
  judgement,
  outcome,
  unasked,
  withoutGround,
  type Judgement,
} from './_guard.ts';
import { forge, isAskable, type Inquiry } from './_inquiry.ts';
import type { Headers } from './_message.ts';
import { lowered } from './_severity.ts';
import type { Probe } from './index.ts';

/** The best Origin that a page of another site can have; null when the server refuses every one. */
function bestOrigin(inquiry: Inquiry): string | null {
  const { heard, ground, names } = inquiry;
  const { origin, 'null-origin': none } = heard;
  if (origin === undefined || isReached(origin, ground)) return names.origin;
  if (judgeGuard(inquiry, origin, '').verdict !== 'pass') return names.origin;
  return none !== undefined && judgeGuard(inquiry, none, '').verdict === 'pass' ? null : 'null';
}

/** What a page cannot set without asking leave. A session id stays: it is the type that is tried, not what a page knows. */
const pageHeaders = ({ ground }: Inquiry): Headers =>
  ground.form === 'modern' ? { 'mcp-protocol-version': null, 'mcp-method': null } : {};

const needsSession = ({ ground }: Inquiry): boolean => ground.session !== null || ground.form === 'http+sse';

function judgeTypes(inquiry: Inquiry): Judgement {
  const { heard, ground } = inquiry;
  const { smuggled, untyped, form } = heard;
  const reached = [smuggled, untyped].find((said) => said !== undefined && isReached(said, ground));
  if (reached !== undefined) {
    const type = reached === smuggled ? 'of type text/plain' : 'without a type';
    const byForm = form !== undefined && isReached(form, ground);
    const how = byForm ? ' A form that a page sends off gets in, too, which no current browser asks about.' : '';
    const only = needsSession(inquiry)
      ? ' As a page may send no session id unasked, it gets no further that way than opening a session blindly.'
      : '';
    return judgement(
      'fail',
      `A body ${type} was answered (${outcome(reached)}): a page may send that without asking leave.${how}${only}`,
      reached,
      form,
    );
  }
  const unproven = ground.standing === 'unproven';
  const asked = [smuggled, untyped].filter((said) => said !== undefined);
  if (
    asked.length === 2 &&
    asked.every((said) => (unproven ? said.answer?.status === 415 : isRefusal(said) && ground.standing === 'answered'))
  ) {
    return judgement(
      'pass',
      `Bodies of type text/plain and without a type were refused (${asked.map(outcome).join(', ')}).`,
      ...asked,
    );
  }
  return judgeGuard(inquiry, asked.find((said) => !isRefusal(said)) ?? asked[0], 'a body of type text/plain');
}

export const simpleRequest: Probe = {
  id: 'simple-request',
  title: 'Takes no request that browsers send unasked',
  why: 'Pages may send text/plain to any server without a preflight, and a form may even be sent off by a navigation, which browsers of today let through to loopback. A server that reads JSON out of it obeys any page.',
  remediation: 'Answer 415 to every Content-Type but application/json, and validate the Origin, `null` included.',
  source: {
    says: 'A request with a safelisted Content-Type is sent to another origin without a preflight.',
    section: 'Fetch, CORS-safelisted request-header',
    url: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
  },
  async ask(inquiry) {
    if (!isAskable(inquiry) || inquiry.ground.standing === 'auth') return;
    const origin = bestOrigin(inquiry);
    if (origin === null) return;
    const headers = { ...pageHeaders(inquiry), origin };
    const type = 'text/plain; a=application/json';
    const said = await forge(inquiry, 'smuggled', 'send text/plain as a foreign page', {
      ...headers,
      'content-type': type,
    });
    if (!isReached(said, inquiry.ground)) {
      await forge(inquiry, 'untyped', 'send a body without a type as a foreign page', {
        ...headers,
        'content-type': null,
      });
    } else if (!needsSession(inquiry)) {
      const form = {
        accept: 'text/html',
        'content-type': 'text/plain',
        'mcp-session-id': null,
        'mcp-protocol-version': null,
      };
      await forge(inquiry, 'form', 'send a form as a foreign page', { ...headers, ...form, origin: 'null' });
    }
  },
  judge(inquiry) {
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const { heard, ground } = inquiry;
    if (heard.smuggled !== undefined) return judgeTypes(inquiry);
    const { origin, 'null-origin': none } = heard;
    if (origin !== undefined && none !== undefined && bestOrigin(inquiry) === null) {
      return judgement('pass', 'Every Origin that a page of another site can have was refused.', origin, none);
    }
    if (ground.standing === 'auth') {
      return judgement('not-reached', 'Credentials are asked for first.', ground.baseline);
    }
    return unasked(inquiry, 'No such request was sent.');
  },
  severity({ isTame, inquiry }) {
    const { heard, ground } = inquiry;
    if (needsSession(inquiry)) return 'low';
    const byForm = heard.form !== undefined && isReached(heard.form, ground);
    return lowered(byForm ? 'high' : 'medium', isTame);
  },
};
