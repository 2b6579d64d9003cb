import type { StoreProtection } from '../model/store.ts';
import type { Node } from '../syntax/index.ts';
import { together, whole, type Facts, type Found } from './_facts.ts';
import { XDG_CONFIG } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import { firstSecret, membersAt, textAt } from './_tree.ts';
import type { Store, StorePlace } from './index.ts';

/** Helpers that ask the system's own store; others make a login out of something else. */
const KEYCHAINS: ReadonlySet<string> = new Set([
  'osxkeychain',
  'wincred',
  'secretservice',
  'pass',
  'desktop',
  'desktop.exe',
]);
const protectionBy = (helper: string): StoreProtection => (KEYCHAINS.has(helper) ? 'keychain' : 'command');

/** A helper, where one is named, gives a login out to whoever runs it. Source: docs.docker.com/reference/cli/docker/login. */
function read(root: Node): Facts | null {
  const helped = membersAt(root, 'credHelpers');
  const isHelped = new Set(helped.map(({ key }) => key));
  const store = textAt(root, 'credsStore') ?? '';
  const logins = membersAt(root, 'auths').flatMap(({ key, value, at }): Found[] => {
    const host = hostIn(key);
    const [secret] = firstSecret(value, ['auth', 'identitytoken', 'registrytoken', 'password']);
    if (secret) return [{ ...secret, host }];
    return store !== '' && !isHelped.has(key) ? [{ protection: protectionBy(store), line: at.line, host }] : [];
  });
  const kept = helped.map(({ key, value, at }): Found => {
    const protection = protectionBy(textAt(value) ?? '');
    return { protection, line: at.line, host: hostIn(key) };
  });
  return together([...logins, ...kept]) ?? (store === '' ? null : whole(protectionBy(store)));
}

const place = (path: StorePlace['path']): StorePlace => ({ path, holds: { as: 'json', read } });

export const dockerConfig: Store = {
  id: 'docker-config',
  title: 'Logins to image registries',
  why: 'pulls and pushes images as its user',
  provider: null,
  system: 'image registry',
  places: [
    place('${DOCKER_CONFIG:-~/.docker}/config.json'),
    place('${REGISTRY_AUTH_FILE:-}'),
    place({ linux: '${XDG_RUNTIME_DIR:-}/containers/auth.json' }),
    place(`${XDG_CONFIG}/containers/auth.json`),
  ],
};
