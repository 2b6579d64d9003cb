import { whole } from './_facts.ts';
import { APPDATA, APPLICATION_SUPPORT, XDG_CONFIG } from './_folders.ts';
import type { Store, StorePlace } from './index.ts';

const PROFILES: ReadonlyArray<StorePlace['path']> = [
  {
    linux: '~/.mozilla/firefox/*',
    darwin: `${APPLICATION_SUPPORT}/Firefox/Profiles/*`,
    win32: `${APPDATA}/Mozilla/Firefox/Profiles/*`,
  },
  { linux: `${XDG_CONFIG}/mozilla/firefox/*` },
  { linux: '~/snap/firefox/common/.mozilla/firefox/*' },
];

/** Passwords are under a primary password, which most have not set; sessions are as they are. Source: support.mozilla.org. */
const FILES = [
  ['logins.json', 'unknown'],
  ['cookies.sqlite', 'plain'],
] as const;

function below(folder: StorePlace['path'], name: string): StorePlace['path'] {
  if (typeof folder === 'string') return `${folder}/${name}`;
  return Object.fromEntries(Object.entries(folder).map(([platform, path]) => [platform, `${path}/${name}`]));
}

export const firefoxProfile: Store = {
  id: 'firefox-profile',
  title: 'Passwords and sessions of Firefox',
  why: 'is signed in wherever its user is',
  provider: null,
  system: 'web sites',
  scope: { scoped: 'no', scopeReason: 'a session is as good as its user' },
  places: PROFILES.flatMap((folder) =>
    FILES.map(([name, protection]) => ({
      path: below(folder, name),
      holds: { as: 'name' as const, facts: () => whole(protection) },
    })),
  ),
};
