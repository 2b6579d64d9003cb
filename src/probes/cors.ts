import { isRefusal, isReached, judgement, unasked, withoutGround } from './_guard.ts';
import { isAskable, type Inquiry } from './_inquiry.ts';
import { lowered } from './_severity.ts';
import type { Probe } from './index.ts';
import type { Said } from './_talk.ts';

/** What a page asks leave for to speak the protocol. Source: Fetch, "CORS-preflight fetch". */
const WANTED = 'content-type,mcp-protocol-version,mcp-session-id';

/** Whether an answer lets pages of the origin that asked, or of every one, read it. */
function allows(said: Said | undefined): boolean {
  const allowed = said?.answer?.headers['access-control-allow-origin'];
  return allowed !== undefined && (allowed === '*' || allowed === 'null' || allowed === said?.sent.headers['origin']);
}

const withCredentials = (said: Said | undefined): boolean =>
  said?.answer?.headers['access-control-allow-credentials'] === 'true';

const saidOf = ({ heard }: Inquiry): Said[] =>
  [heard.preflight, heard.origin, heard['null-origin']].filter((said): said is Said => said !== undefined);

export const cors: Probe = {
  id: 'cors',
  title: 'Lets no foreign page in by CORS',
  why: 'With the leave that CORS gives, a page of any site may send JSON to the server and read what it answers.',
  remediation: 'Send no Access-Control-Allow-Origin, or that of exact origins that need it.',
  source: {
    says: 'A page may send JSON to another origin, and read the answer, only where the answer’s Access-Control headers allow it.',
    section: 'Fetch, CORS protocol',
    url: 'https://fetch.spec.whatwg.org/#http-cors-protocol',
  },
  async ask(inquiry) {
    if (!isAskable(inquiry)) return;
    const { talk, ground, names, heard } = inquiry;
    heard.preflight = await talk.ask('ask leave as a foreign page (preflight)', {
      method: 'OPTIONS',
      path: ground.path,
      message: {
        headers: {
          host: ground.host,
          origin: names.origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': WANTED,
        },
      },
    });
  },
  judge(inquiry) {
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const { ground, heard } = inquiry;
    const shown = saidOf(inquiry);
    const allowing = shown.filter(allows);
    if (allowing.length > 0) {
      const value = allowing[0]?.answer?.headers['access-control-allow-origin'] ?? '';
      const credentials = allowing.some(withCredentials) ? ', with credentials' : '';
      return judgement(
        'fail',
        `A page of another site gets \`Access-Control-Allow-Origin: ${value}\`${credentials}.`,
        ...allowing,
      );
    }
    const { preflight, origin } = heard;
    if (preflight === undefined || origin === undefined) return unasked(inquiry, 'No preflight was sent.');
    if ([preflight, origin].some(({ kind }) => ['unsent', 'silent', 'broken', 'limited'].includes(kind))) {
      return judgement('inconclusive', 'Not every answer came.', ...shown);
    }
    const isRefused = origin.kind === 'refused' && ground.baseline.kind !== 'refused';
    if (isRefused || (ground.standing === 'answered' && (isReached(origin, ground) || isRefusal(origin)))) {
      return judgement('pass', 'Neither the preflight nor an answer lets a page of another site in.', ...shown);
    }
    if (ground.standing === 'auth') {
      return judgement(
        'not-reached',
        'Without credentials no page is let in; what an answer with them would allow was not seen.',
        ...shown,
      );
    }
    return judgement(
      'inconclusive',
      'No page is let in so far, but an answer of the protocol itself was not seen.',
      ...shown,
    );
  },
  severity({ verdictOf, isTame, inquiry }) {
    if (verdictOf('origin') === 'pass') return 'low';
    const isWide =
      verdictOf('auth') === 'fail' || saidOf(inquiry).some((said) => allows(said) && withCredentials(said));
    return lowered(isWide ? 'high' : 'medium', isTame);
  },
};
