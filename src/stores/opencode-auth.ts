import type { Node } from '../syntax/index.ts';
import { together, type Facts } from './_facts.ts';
import { XDG_DATA } from './_folders.ts';
import { oauthTokens } from './_oauth.ts';
import { firstSecret, hostAt, membersAt, nodeAt } from './_tree.ts';
import type { Store } from './index.ts';

/** Keys and logins to providers of models. Source: opencode.ai/docs/providers. */
const readProviders = (root: Node): Facts | null =>
  together(membersAt(root).flatMap(({ value }) => firstSecret(value, ['key', 'refresh', 'access', 'token'])));

const readServers = (root: Node): Facts | null =>
  together(
    membersAt(root).flatMap(({ value }) =>
      oauthTokens(nodeAt(value, 'tokens')).map((one) => ({ ...one, host: hostAt(value, 'serverUrl') })),
    ),
  );

export const opencodeAuth: Store = {
  id: 'opencode-auth',
  title: 'Logins of OpenCode',
  why: 'uses providers of models, and remote servers, as its user',
  provider: null,
  system: null,
  places: [
    { path: `${XDG_DATA}/opencode/auth.json`, holds: { as: 'json', read: readProviders } },
    { path: `${XDG_DATA}/opencode/mcp-auth.json`, holds: { as: 'json', read: readServers } },
  ],
};
