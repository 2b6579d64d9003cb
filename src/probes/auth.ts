import { judgement, outcome, withoutGround } from './_guard.ts';
import { isAskable, type Inquiry } from './_inquiry.ts';
import { lowered } from './_severity.ts';
import type { Probe } from './index.ts';
import { parseJson } from '../syntax/plain-json.ts';
import type { Said } from './_talk.ts';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** Where the metadata is: where the challenge says, if that is this server, else by RFC 9728, section 3.1. */
function metadataPath({ ground, place }: Inquiry): string {
  const challenge = ground.baseline.answer?.headers['www-authenticate'] ?? '';
  const [, named = ''] = /resource_metadata="?([^",\s]{1,2000})/i.exec(challenge) ?? [];
  const url = URL.canParse(named) ? new URL(named) : null;
  if (url !== null && (url.host === ground.host || url.host === place.url.host)) return `${url.pathname}${url.search}`;
  const [path = ''] = ground.path.split('?');
  return `${WELL_KNOWN}${path === '/' ? '' : path}`;
}

/** What the metadata says, in a sentence. A page that answers everything with 200 is none. */
function metadataWords(said: Said | undefined): string {
  if (said?.answer === null || said?.answer === undefined) return '';
  const isJson = /^application\/json\b/i.test(said.answer.headers['content-type'] ?? '');
  const value = isJson && said.answer.status === 200 ? parseJson(said.answer.text) : undefined;
  if (typeof value !== 'object' || value === null) {
    return ' It tells no client where to get them: there is no protected resource metadata (RFC 9728).';
  }
  const { resource, authorization_servers: servers, scopes_supported: scopes } = value as Record<string, unknown>;
  const isWhole = typeof resource === 'string' && Array.isArray(servers) && servers.length > 0;
  const wide = Array.isArray(scopes) ? scopes.filter((one) => ['*', 'all', 'admin'].includes(String(one))) : [];
  const scope = wide.length === 0 ? '' : ` It offers the scope ${String(wide[0])}.`;
  return isWhole ? scope : ` Its protected resource metadata lacks the resource or the authorization servers.${scope}`;
}

export const auth: Probe = {
  id: 'auth',
  title: 'Asks who calls',
  why: 'Without authentication every process and user of this machine, and whatever gets at the port from outside, may use the tools.',
  remediation: 'Use stdio, a unix socket, or a token that the client sends.',
  source: {
    says: 'Servers should authenticate every connection; who is not authorized gets 401.',
    section: 'Transports, Streamable HTTP, Security Warning; Authorization, Error Handling',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#error-handling',
  },
  async ask(inquiry) {
    const { ground, talk, heard } = inquiry;
    if (!isAskable(inquiry) || ground.standing !== 'auth') return;
    heard.metadata = await talk.ask('fetch the protected resource metadata', {
      method: 'GET',
      path: metadataPath(inquiry),
      message: { headers: { host: ground.host, accept: 'application/json', 'accept-encoding': 'identity' } },
    });
  },
  judge(inquiry) {
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const { ground, heard, isActive } = inquiry;
    const { baseline } = ground;
    if (ground.standing === 'auth') {
      return judgement(
        'pass',
        `Without credentials it answers ${outcome(baseline)}.${metadataWords(heard.metadata)}`,
        baseline,
        heard.metadata,
      );
    }
    if (ground.standing === 'answered')
      return judgement('fail', `It answers without credentials (${outcome(baseline)}).`, baseline);
    const hint = isActive ? '' : ' --active opens a session to see.';
    return judgement(
      'inconclusive',
      `Without credentials it answers ${outcome(baseline)}, which may be for want of a session.${hint}`,
      baseline,
    );
  },
  severity: ({ verdictOf, isTame }) => lowered(verdictOf('bind') === 'fail' ? 'high' : 'medium', isTame),
};
