import type { Node } from '../syntax/index.ts';
import { together, type Facts } from './_facts.ts';
import { LOCAL_APPDATA, unixAnd, XDG_CONFIG } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import { membersAt, secretAt } from './_tree.ts';
import type { Store } from './index.ts';

/** By host, to which an app's id may be joined by a colon. Source: github.com/github/copilot.vim. */
function read(root: Node): Facts | null {
  const found = membersAt(root).flatMap(({ key, value }) =>
    secretAt(value, 'oauth_token').map((one) => ({ ...one, host: hostIn(key.split(':', 1)[0] ?? '') })),
  );
  return together(found);
}

export const copilot: Store = {
  id: 'copilot',
  title: 'Logins of GitHub Copilot',
  why: 'uses Copilot as its user',
  provider: 'GitHub',
  system: 'GitHub',
  places: ['hosts.json', 'apps.json'].map((name) => ({
    path: unixAnd(`${XDG_CONFIG}/github-copilot/${name}`, `${LOCAL_APPDATA}/github-copilot/${name}`),
    holds: { as: 'json', read },
  })),
};
