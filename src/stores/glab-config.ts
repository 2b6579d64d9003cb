import type { Node } from '../syntax/index.ts';
import { together, type Facts } from './_facts.ts';
import { APPDATA, APPLICATION_SUPPORT, XDG_CONFIG } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import { firstSecret, membersAt } from './_tree.ts';
import type { Store } from './index.ts';

/** Source: gitlab.com/gitlab-org/cli, docs. */
function read(root: Node): Facts | null {
  const logins = membersAt(root, 'hosts').flatMap(({ key, value }) =>
    firstSecret(value, ['token', 'oauth2_refresh_token', 'job_token']).map((found) => ({
      ...found,
      host: hostIn(key),
    })),
  );
  return together(logins);
}

export const glabConfig: Store = {
  id: 'glab-config',
  title: 'Login of the GitLab command line',
  why: 'works on GitLab as its user',
  provider: 'GitLab',
  system: 'GitLab',
  scope: { scoped: 'unknown', scopeReason: 'the scopes of its token are not in it' },
  places: [
    {
      path: {
        linux: `\${GLAB_CONFIG_DIR:-${XDG_CONFIG}/glab-cli}/config.yml`,
        darwin: `\${GLAB_CONFIG_DIR:-\${XDG_CONFIG_HOME:-${APPLICATION_SUPPORT}}/glab-cli}/config.yml`,
        win32: `\${GLAB_CONFIG_DIR:-${APPDATA}/glab-cli}/config.yml`,
      },
      holds: { as: 'yaml', read },
    },
  ],
};
