import type { Node } from '../syntax/index.ts';
import { together, whole, type Facts, type Found, type Scope } from './_facts.ts';
import { APPDATA, unixAnd, XDG_CONFIG } from './_folders.ts';
import { nodeAt, secretAt, textAt } from './_tree.ts';
import type { Store, StorePlace } from './index.ts';

const PERSON: Scope = { scoped: 'no', scopeReason: 'it acts as the person who signed in' };

/** What each type of file holds. Source: google.aip.dev/auth/4110. */
function secretsOf(root: Node): Found[] {
  const source = nodeAt(root, 'credential_source');
  const isProgram = nodeAt(source, 'executable') !== undefined;
  const outside: Found = { protection: isProgram ? 'command' : 'reference', line: source?.at.line ?? 1 };
  return [
    ...secretAt(root, 'private_key'),
    ...secretAt(root, 'refresh_token'),
    ...secretAt(root, 'source_credentials', 'refresh_token'),
    ...secretAt(root, 'source_credentials', 'private_key'),
    ...(source ? [outside] : []),
  ];
}

function read(root: Node): Facts | null {
  return together(secretsOf(root), textAt(root, 'type') === 'authorized_user' ? { scope: PERSON } : {});
}

const CONFIG = {
  unix: `\${CLOUDSDK_CONFIG:-${XDG_CONFIG}/gcloud}`,
  win32: `\${CLOUDSDK_CONFIG:-${APPDATA}/gcloud}`,
};
const below = (name: string): StorePlace['path'] => unixAnd(`${CONFIG.unix}/${name}`, `${CONFIG.win32}/${name}`);

export const gcloudAdc: Store = {
  id: 'gcloud-adc',
  title: 'Google Cloud credentials',
  why: 'calls Google Cloud as its person or service account',
  provider: 'Google Cloud',
  system: 'Google Cloud',
  scope: { scoped: 'unknown', scopeReason: 'the roles of its accounts are not in it' },
  places: [
    { path: '${GOOGLE_APPLICATION_CREDENTIALS:-}', holds: { as: 'json', read } },
    { path: below('application_default_credentials.json'), holds: { as: 'json', read } },
    { path: below('legacy_credentials/*/adc.json'), holds: { as: 'json', read } },
    { path: below('credentials.db'), holds: { as: 'name', facts: () => ({ ...whole('plain'), scope: PERSON }) } },
  ],
};
