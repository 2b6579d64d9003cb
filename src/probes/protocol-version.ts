import { isRefusal, isReached, judgement, onlyActive, outcome, unasked, withoutGround } from './_guard.ts';
import { forge, isAskable } from './_inquiry.ts';
import { changed, modernListToolsAs } from './_message.ts';
import type { Probe } from './index.ts';

const NEVER = '1900-01-01';

export const protocolVersion: Probe = {
  id: 'protocol-version',
  title: 'Refuses an unknown protocol version',
  why: 'A server that goes on with a version it does not know may read a message otherwise than it was meant.',
  remediation: 'Answer 400 to an MCP-Protocol-Version that is not supported; every current SDK does.',
  source: {
    says: 'A request with an MCP-Protocol-Version that is invalid or unsupported must get 400.',
    section: 'Transports, Streamable HTTP, Protocol Version Header',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#protocol-version-header',
  },
  async ask(inquiry) {
    const { ground, talk, heard, isActive } = inquiry;
    if (!isActive || !isAskable(inquiry) || ground.standing !== 'answered' || ground.form === 'http+sse') return;
    const purpose = 'speak a version that never was';
    if (ground.form === 'legacy')
      return void (await forge(inquiry, 'old-version', purpose, { 'mcp-protocol-version': NEVER }));
    const message = changed(modernListToolsAs(NEVER), { host: ground.host });
    heard['old-version'] = await talk.ask(purpose, { path: ground.path, message });
  },
  judge(inquiry) {
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const { ground, heard, isActive } = inquiry;
    if (ground.form === 'http+sse') return judgement('not-applicable', 'HTTP+SSE has no such header.');
    const said = heard['old-version'];
    if (said === undefined) {
      if (!isActive) return onlyActive('It may open a session.');
      return ground.standing === 'auth'
        ? judgement('not-reached', 'Credentials are asked for first.', ground.baseline)
        : unasked(inquiry, 'No request of this server is answered that could be sent with another version.');
    }
    const got = `\`MCP-Protocol-Version: ${NEVER}\` got ${outcome(said)}`;
    if (isReached(said, ground)) return judgement('fail', `${got}, as the right one does.`, ground.baseline, said);
    return judgement(isRefusal(said) ? 'pass' : 'inconclusive', `${got}.`, said);
  },
  severity: () => 'low',
};
