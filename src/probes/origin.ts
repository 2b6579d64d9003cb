import { judgeGuard, judgement, withoutGround } from './_guard.ts';
import { forge, isAskable } from './_inquiry.ts';
import { lowered } from './_severity.ts';
import type { Probe } from './index.ts';

export const origin: Probe = {
  id: 'origin',
  title: 'Refuses a foreign Origin',
  why: 'Browsers say from which site a request comes. A server that does not look lets any page speak to it as far as the browser goes along.',
  remediation: 'Answer 403 to every Origin that is not on a list of exact origins; `null` is none of them.',
  source: {
    says: 'Servers must validate the Origin of every connection; since 2025-11-25 an invalid one must get 403.',
    section: 'Transports, Streamable HTTP, Security Warning',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning',
  },
  async ask(inquiry) {
    if (!isAskable(inquiry)) return;
    const { names } = inquiry;
    const said = await forge(inquiry, 'origin', 'send a foreign Origin', { origin: names.origin });
    // What takes any origin takes this one too.
    const { verdict } = judgeGuard(inquiry, said, names.origin);
    if (verdict === 'pass' && inquiry.talk.stop === null) {
      await forge(inquiry, 'null-origin', 'send the Origin null', { origin: 'null' });
    }
  },
  judge(inquiry) {
    const { heard, names } = inquiry;
    const foreign = withoutGround(inquiry) ?? judgeGuard(inquiry, heard.origin, `\`Origin: ${names.origin}\``);
    if (foreign.verdict !== 'pass') return foreign;
    const none = judgeGuard(
      inquiry,
      heard['null-origin'],
      '`Origin: null`, which sandboxed frames and pages of https sites send,',
    );
    if (none.verdict !== 'pass') return none;
    const statuses = [heard.origin, heard['null-origin']].map((said) => said?.answer?.status);
    const hint = statuses.every((status) => status === 403) ? '' : ' Since 2025-11-25 the answer has to be 403.';
    return judgement(
      'pass',
      `${foreign.reason} So was \`Origin: null\`.${hint}`,
      ...foreign.shown,
      heard['null-origin'],
    );
  },
  severity({ verdictOf, isTame }) {
    const isReachable = verdictOf('simple-request') === 'fail' || verdictOf('cors') === 'fail';
    return lowered(isReachable ? 'high' : 'medium', isTame);
  },
};
