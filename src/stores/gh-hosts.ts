import type { Node } from '../syntax/index.ts';
import { together, type Facts, type Found } from './_facts.ts';
import { APPDATA, unixAnd, XDG_CONFIG } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import { membersAt, secretAt, textAt } from './_tree.ts';
import type { Store } from './index.ts';

/** A host whose users have no token here has them in the system's store. Source: cli.github.com/manual/gh_auth_login. */
function read(root: Node): Facts | null {
  const logins = membersAt(root).flatMap(({ key, value, at }): Found[] => {
    const users = membersAt(value, 'users');
    const tokens = users.flatMap((user) => secretAt(user.value, 'oauth_token'));
    // The user who is active stands there twice.
    const found = tokens.length > 0 ? tokens : secretAt(value, 'oauth_token');
    const hasUser = users.length > 0 || (textAt(value, 'user') ?? '') !== '';
    const outside: Found[] = hasUser && found.length === 0 ? [{ protection: 'keychain', line: at.line }] : [];
    return [...found, ...outside].map((one) => ({ ...one, host: hostIn(key) }));
  });
  return together(logins);
}

const path = unixAnd(
  `\${GH_CONFIG_DIR:-${XDG_CONFIG}/gh}/hosts.yml`,
  `\${GH_CONFIG_DIR:-\${XDG_CONFIG_HOME:-${APPDATA}/GitHub CLI}}/hosts.yml`,
);

export const ghHosts: Store = {
  id: 'gh-hosts',
  title: 'Login of the GitHub command line',
  why: 'works on GitHub as its user',
  provider: 'GitHub',
  system: 'GitHub',
  scope: { scoped: 'unknown', scopeReason: 'the scopes of its token are not in it' },
  places: [{ path, holds: { as: 'yaml', read } }],
};
