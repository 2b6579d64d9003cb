import type { Node } from '../syntax/index.ts';
import { together, whole, type Facts, type Found } from './_facts.ts';
import { firstSecret, itemsAt, membersAt, secretAt, textAt } from './_tree.ts';
import type { Store, StorePlace } from './index.ts';

/** The cache of the login library: of each account a refresh token, else access tokens. Source: the unified cache of MSAL. */
function readTokens(root: Node): Facts | null {
  const secrets = (kind: string): Found[] => membersAt(root, kind).flatMap(({ value }) => secretAt(value, 'secret'));
  const refresh = secrets('RefreshToken');
  return together(refresh.length > 0 ? refresh : secrets('AccessToken'));
}

/** A list of service principals, or of tokens of the old login library. */
function readList(root: Node): Facts | null {
  const found = (root.kind === 'array' ? root.items : itemsAt(root, 'value')).flatMap((one): Found[] => {
    const secrets = firstSecret(one, ['client_secret', 'refreshToken', 'accessToken', 'access_token']);
    const isFile = textAt(one, 'certificate') !== null || textAt(one, 'certificateFile') !== null;
    return secrets.length === 0 && isFile ? [{ protection: 'reference', line: one.at.line }] : secrets;
  });
  return together(found);
}

const HOME = '${AZURE_CONFIG_DIR:-~/.azure}';
/** Windows encrypts it for its user, for whom any program opens it. */
const sealed = (name: string): StorePlace => ({
  path: { win32: `${HOME}/${name}` },
  holds: { as: 'name', facts: () => whole('keychain') },
});

export const azureProfile: Store = {
  id: 'azure-profile',
  title: 'Logins of the Azure command line',
  why: 'works in Azure as its accounts and service principals',
  provider: 'Azure',
  system: 'Azure',
  scope: { scoped: 'unknown', scopeReason: 'the roles of its accounts are not in it' },
  places: [
    { path: `${HOME}/msal_token_cache.json`, holds: { as: 'json', read: readTokens } },
    { path: `${HOME}/service_principal_entries.json`, holds: { as: 'json', read: readList } },
    { path: `${HOME}/accessTokens.json`, holds: { as: 'json', read: readList } },
    sealed('msal_token_cache.bin'),
    sealed('service_principal_entries.bin'),
  ],
};
