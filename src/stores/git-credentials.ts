import { together, type Facts, type Found } from './_facts.ts';
import { XDG_CONFIG } from './_folders.ts';
import { hasLogin, hostIn } from './_hosts.ts';
import { lines } from './_lines.ts';
import type { Store } from './index.ts';

/** One address with its login in each line. Source: git-scm.com/docs/git-credential-store. */
function read(text: string): Facts | null {
  const found = lines(text).flatMap(({ text: line, number }): Found[] =>
    hasLogin(line) ? [{ protection: 'plain', line: number, host: hostIn(line) }] : [],
  );
  return together(found);
}

export const gitCredentials: Store = {
  id: 'git-credentials',
  title: 'Logins that Git keeps',
  why: 'fetches and pushes as its users',
  provider: null,
  system: 'Git server',
  places: [
    { path: '~/.git-credentials', holds: { as: 'text', read } },
    { path: `${XDG_CONFIG}/git/credentials`, holds: { as: 'text', read } },
  ],
};
