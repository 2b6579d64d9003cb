import type { Node } from '../syntax/index.ts';
import { together, type Facts } from './_facts.ts';
import { oauthScope, oauthTokens, scopeOfAll } from './_oauth.ts';
import { hostAt, membersAt, nodeAt, secretAt } from './_tree.ts';
import type { Store } from './index.ts';

/** The login, and those to remote servers. */
function readLogins(root: Node): Facts | null {
  const own = nodeAt(root, 'claudeAiOauth');
  const servers = membersAt(root, 'mcpOAuth').map(({ value }) => value);
  const found = [
    ...oauthTokens(own).map((one) => ({ ...one, host: 'claude.ai' })),
    ...servers.flatMap((one) =>
      [...oauthTokens(one), ...secretAt(one, 'clientSecret')].map((token) => ({
        ...token,
        host: hostAt(one, 'serverUrl'),
      })),
    ),
  ];
  const holders = [own, ...servers].filter((one) => oauthTokens(one).length > 0);
  return together(found, scopeOfAll(holders.map(oauthScope)));
}

/** Source: code.claude.com/docs/en/authentication. macOS keeps it in its keychain instead. */
export const claudeCredentials: Store = {
  id: 'claude-credentials',
  title: 'Logins of Claude Code',
  why: 'uses Claude, and remote servers, as its user',
  provider: 'Anthropic',
  system: 'Claude',
  places: [
    { path: '${CLAUDE_CONFIG_DIR:-~/.claude}/.credentials.json', holds: { as: 'json', read: readLogins } },
    {
      path: '${CLAUDE_CONFIG_DIR:-~}/.claude.json',
      holds: { as: 'json', mark: 'primaryApiKey', read: (root) => together(secretAt(root, 'primaryApiKey')) },
    },
  ],
};
