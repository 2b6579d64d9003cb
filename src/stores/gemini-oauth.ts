import type { Node } from '../syntax/index.ts';
import { together, whole, type Facts } from './_facts.ts';
import { oauthScope, oauthTokens, scopeOfAll } from './_oauth.ts';
import { hostAt, nodeAt } from './_tree.ts';
import type { Store } from './index.ts';

const readLogin = (root: Node): Facts | null => together(oauthTokens(root), scopeOfAll([oauthScope(root)]));

/** Tokens of remote servers. Source: packages/core/src/mcp/oauth-token-storage.ts of google-gemini/gemini-cli. */
function readServers(root: Node): Facts | null {
  const servers = root.kind === 'array' ? root.items : [];
  const found = servers.flatMap((one) =>
    oauthTokens(nodeAt(one, 'token')).map((token) => ({ ...token, host: hostAt(one, 'mcpServerUrl') })),
  );
  return together(found, scopeOfAll(servers.map((one) => oauthScope(nodeAt(one, 'token')))));
}

export const geminiOauth: Store = {
  id: 'gemini-oauth',
  title: 'Logins of Gemini CLI',
  why: 'uses Google, and remote servers, as its user',
  provider: 'Google',
  system: 'Google',
  places: [
    { path: '~/.gemini/oauth_creds.json', holds: { as: 'json', read: readLogin } },
    { path: '~/.gemini/mcp-oauth-tokens.json', holds: { as: 'json', read: readServers } },
    { path: '~/.gemini/mcp-oauth-tokens-v2.json', holds: { as: 'name', facts: () => whole('unknown') } },
  ],
};
