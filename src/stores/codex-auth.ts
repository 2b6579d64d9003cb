import type { Node } from '../syntax/index.ts';
import { together, type Facts } from './_facts.ts';
import { oauthScope, oauthTokens, scopeOfAll } from './_oauth.ts';
import { hostAt, membersAt, nodeAt, secretAt } from './_tree.ts';
import type { Store } from './index.ts';

const HOME = '${CODEX_HOME:-~/.codex}';

function readLogin(root: Node): Facts | null {
  return together([...secretAt(root, 'OPENAI_API_KEY'), ...oauthTokens(nodeAt(root, 'tokens'))]);
}

/** Tokens of remote servers, where there is no keyring. Source: codex-rs/rmcp-client/src/oauth.rs. */
function readServers(root: Node): Facts | null {
  const servers = membersAt(root).map(({ value }) => value);
  const found = servers.flatMap((one) =>
    oauthTokens(one).map((token) => ({ ...token, host: hostAt(one, 'server_url') })),
  );
  return together(found, scopeOfAll(servers.map(oauthScope)));
}

export const codexAuth: Store = {
  id: 'codex-auth',
  title: 'Logins of Codex',
  why: 'uses OpenAI, and remote servers, as its user',
  provider: 'OpenAI',
  system: 'OpenAI',
  places: [
    { path: `${HOME}/auth.json`, holds: { as: 'json', read: readLogin } },
    { path: `${HOME}/.credentials.json`, holds: { as: 'json', read: readServers } },
  ],
};
