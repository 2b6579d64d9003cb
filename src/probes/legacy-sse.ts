import { isReached, judgement, onlyActive, outcome, unasked, withoutGround } from './_guard.ts';
import { isAskable, type Inquiry } from './_inquiry.ts';
import { changed, listTools } from './_message.ts';
import { endpointOf, isEventStream } from './_said.ts';
import { lowered } from './_severity.ts';
import type { Probe } from './index.ts';

/** Where servers that still speak HTTP+SSE have it: beside the endpoint that was named. */
function ssePath({ place }: Inquiry): string {
  const [path = ''] = place.path.split('?');
  return `${path.replace(/\/[^/]*\/?$/, '')}/sse`;
}

export const legacySse: Probe = {
  id: 'legacy-sse',
  title: 'No longer serves HTTP+SSE',
  why: 'The transport of 2024 is a second way in, often without the checks that were added to the new one.',
  remediation: 'Take the `/sse` and `/messages` routes away, or put them behind the same checks.',
  source: {
    says: 'HTTP+SSE was replaced by Streamable HTTP in 2025-03-26 and is deprecated.',
    section: '2025-03-26, Transports, Backwards Compatibility',
    url: 'https://modelcontextprotocol.io/specification/2025-03-26/basic/transports#backwards-compatibility',
  },
  async ask(inquiry) {
    const { ground, talk, heard, names, isActive } = inquiry;
    if (!isActive || !isAskable(inquiry) || ground.form === 'http+sse') return;
    const path = ssePath(inquiry);
    const headers = { host: ground.host, accept: 'text/event-stream', 'accept-encoding': 'identity' };
    const said = await talk.ask('open the event stream of HTTP+SSE', {
      method: 'GET',
      path,
      message: { headers },
      isEnough: (all, text) => endpointOf({ status: 200, headers: all, text, problem: null }) !== null,
      holds: true,
    });
    heard.stream = said;
    const endpoint = said.answer === null ? null : endpointOf(said.answer);
    const base = `http://${ground.host}${path}`;
    if (endpoint === null || !URL.canParse(endpoint, base) || !talk.hasRoom()) return;
    const { pathname, search } = new URL(endpoint, base);
    const message = changed(listTools, { host: names.host, origin: names.origin, 'mcp-session-id': null });
    heard['stream-rebinding'] = await talk.ask('post to it as a rebound page', {
      path: `${pathname}${search}`,
      message,
    });
  },
  judge(inquiry) {
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const { ground, heard, isActive } = inquiry;
    if (ground.form === 'http+sse') return judgement('fail', 'This is HTTP+SSE.', ground.opened);
    const { stream, 'stream-rebinding': rebound } = heard;
    if (stream === undefined)
      return isActive ? unasked(inquiry, 'It was not asked.') : onlyActive('Servers have died of it.');
    if (stream.answer !== null && endpointOf(stream.answer) !== null) {
      const isOpen = rebound !== undefined && isReached(rebound, { ...ground, form: 'http+sse' });
      const also = isOpen ? ' A rebound page may post to it, too.' : '';
      return judgement('fail', `GET ${stream.sent.path} opens a stream of HTTP+SSE.${also}`, stream, rebound);
    }
    if (stream.kind === 'auth') return judgement('not-reached', 'Credentials are asked for first.', stream);
    const isNone = stream.kind === 'rejected' || (stream.answer?.status === 200 && !isEventStream(stream.answer));
    return isNone
      ? judgement('pass', `GET ${stream.sent.path} opens no event stream (${outcome(stream)}).`, stream)
      : judgement('inconclusive', `GET ${stream.sent.path} got ${outcome(stream)}.`, stream);
  },
  severity({ isTame, inquiry: { heard, ground } }) {
    const rebound = heard['stream-rebinding'];
    const isOpen = rebound !== undefined && isReached(rebound, { ...ground, form: 'http+sse' });
    return isOpen ? lowered('high', isTame) : 'low';
  },
};
