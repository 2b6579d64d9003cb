import { isRefusal, judgement, onlyActive, outcome, unasked, withoutGround } from './_guard.ts';
import { isDual } from './_era.ts';
import { isAskable } from './_inquiry.ts';
import { changed, discover, modernListTools } from './_message.ts';
import { responseOf } from './_said.ts';
import type { Probe } from './index.ts';

export const headerMismatch: Probe = {
  id: 'header-mismatch',
  title: 'Refuses headers that differ from the body',
  why: 'Gateways let requests through by Mcp-Method and Mcp-Name. A server that goes by the body alone does what its gateway refused.',
  remediation: 'Compare Mcp-Method and Mcp-Name with the body and answer 400 with -32020 where they differ.',
  source: {
    says: 'Servers that read the body must refuse a request whose headers differ from it, with 400 and -32020.',
    section: '2026-07-28, Transports, Streamable HTTP, Server Validation',
    url: 'https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#server-validation',
  },
  async ask(inquiry) {
    const { ground, talk, heard, isActive } = inquiry;
    if (!isActive || !isAskable(inquiry) || ground.standing !== 'answered' || ground.form === 'http+sse') return;
    const { path, host, form } = ground;
    // One question for both: whether it speaks 2026-07-28 at all, and whether it minds.
    const label = form === 'modern' ? 'mismatch' : 'discover';
    const message = changed(form === 'modern' ? modernListTools : discover, { host, 'mcp-method': 'prompts/list' });
    const said = await talk.ask('say another method in the header than in the body', { path, message });
    heard[label] = said;
    if (isDual(inquiry)) heard.mismatch = said;
  },
  judge(inquiry) {
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const { ground, heard, isActive } = inquiry;
    if (ground.form === 'http+sse') return judgement('not-applicable', 'HTTP+SSE has no such header.');
    const { discover: asked, mismatch: said } = heard;
    if (said === undefined) {
      if (!isActive) return onlyActive('Revisions before 2026-07-28 have no such header.');
      if (ground.standing === 'auth')
        return judgement('not-reached', 'Credentials are asked for first.', ground.baseline);
      if (asked !== undefined && ['answered', 'auth', 'refused', 'rejected'].includes(asked.kind)) {
        return judgement(
          'not-applicable',
          'It does not speak 2026-07-28, the first revision with such headers.',
          asked,
        );
      }
      if (asked !== undefined)
        return judgement('inconclusive', `Whether it speaks 2026-07-28 does not show: ${outcome(asked)}.`, asked);
      return unasked(inquiry, 'No request of this server is answered.');
    }
    if (said.kind === 'answered' && said.answer !== null && responseOf(said.answer)?.error === undefined) {
      return judgement(
        'fail',
        `\`Mcp-Method: prompts/list\` with another method in the body was answered (${outcome(said)}).`,
        said,
      );
    }
    const verdict = isRefusal(said) ? 'pass' : 'inconclusive';
    return judgement(
      verdict,
      `\`Mcp-Method: prompts/list\` with another method in the body got ${outcome(said)}.`,
      said,
    );
  },
  severity: () => 'medium',
};
