import type { Node } from '../syntax/index.ts';
import { together, type Facts } from './_facts.ts';
import { XDG_DATA } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import { membersAt, secretAt } from './_tree.ts';
import type { Store } from './index.ts';

/** Keys by their host, and that of rubygems.org under a name of its own. Source: guides.rubygems.org. */
function read(root: Node): Facts | null {
  const found = membersAt(root).flatMap(({ key, value }) =>
    secretAt(value).map((one) => ({
      ...one,
      host: key === ':rubygems_api_key' ? 'rubygems.org' : /^https?:\/\//.test(key) ? hostIn(key) : null,
    })),
  );
  return together(found);
}

export const gemCredentials: Store = {
  id: 'gem-credentials',
  title: 'Logins to Ruby registries',
  why: 'publishes gems as its user',
  provider: null,
  system: 'Ruby registry',
  places: [
    { path: '~/.gem/credentials', holds: { as: 'yaml', read } },
    { path: `${XDG_DATA}/gem/credentials`, holds: { as: 'yaml', read } },
  ],
};
