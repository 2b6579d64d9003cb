import type { Node } from '../syntax/index.ts';
import { together, type Facts, type Found } from './_facts.ts';
import { hostIn } from './_hosts.ts';
import { firstSecret, hostAt, membersAt } from './_tree.ts';
import type { Store, StorePlace } from './index.ts';

const SECRETS = ['npmAuthToken', 'npmAuthIdent'];

/** Source: yarnpkg.com/configuration/yarnrc. */
function read(root: Node): Facts | null {
  const below = (key: string, hostOf: (name: string, value: Node) => string | null): Found[] =>
    membersAt(root, key).flatMap(({ key: name, value }) =>
      firstSecret(value, SECRETS).map((found) => ({ ...found, host: hostOf(name, value) })),
    );
  return together([
    ...firstSecret(root, SECRETS).map((found) => ({ ...found, host: hostAt(root, 'npmRegistryServer') })),
    ...below('npmRegistries', (name) => hostIn(name)),
    ...below('npmScopes', (_, value) => hostAt(value, 'npmRegistryServer')),
  ]);
}

const place = (path: StorePlace['path']): StorePlace => ({ path, holds: { as: 'yaml', read } });

export const yarnrc: Store = {
  id: 'yarnrc',
  title: 'Logins of Yarn to npm registries',
  why: 'reads private packages and may publish them',
  provider: null,
  system: 'npm registry',
  places: [place('~/.yarnrc.yml'), place('<project>/.yarnrc.yml')],
};
