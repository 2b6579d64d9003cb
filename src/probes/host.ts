import { judgeGuard, withoutGround } from './_guard.ts';
import { forge, isAskable } from './_inquiry.ts';
import type { Probe } from './index.ts';

export const host: Probe = {
  id: 'host',
  title: 'Refuses a foreign Host',
  why: 'After DNS rebinding the browser sends the attacker’s name as Host. A request for a page’s own origin may have no Origin at all, so that Host is all there is to see.',
  remediation:
    'Accept only the names that the server is called by, for example with the SDK’s `allowedHosts` or host header validation.',
  source: {
    says: 'Not asked for by the protocol; with the Origin it is what keeps DNS rebinding out, and the conformance suite takes either.',
    section: 'conformance suite, scenario dns-rebinding-protection',
    url: 'https://github.com/modelcontextprotocol/conformance',
  },
  async ask(inquiry) {
    if (isAskable(inquiry)) await forge(inquiry, 'host', 'send a foreign Host', { host: inquiry.names.host });
  },
  judge: (inquiry) =>
    withoutGround(inquiry) ?? judgeGuard(inquiry, inquiry.heard.host, `\`Host: ${inquiry.names.host}\``),
  severity: ({ verdictOf }) => (verdictOf('rebinding') === 'pass' ? 'info' : 'low'),
};
