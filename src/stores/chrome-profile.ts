import type { Platform } from '../io/index.ts';
import { whole, type Facts } from './_facts.ts';
import { APPLICATION_SUPPORT, LOCAL_APPDATA, XDG_CONFIG } from './_folders.ts';
import type { Store, StorePlace } from './index.ts';

/** The folders of profiles of each browser. Source: chromium, docs/user_data_dir.md, and the vendors' pages. */
const BROWSERS: ReadonlyArray<Partial<Record<Platform, string>>> = [
  { linux: 'google-chrome', darwin: 'Google/Chrome', win32: 'Google/Chrome/User Data' },
  { linux: 'chromium', darwin: 'Chromium', win32: 'Chromium/User Data' },
  { linux: 'microsoft-edge', darwin: 'Microsoft Edge', win32: 'Microsoft/Edge/User Data' },
  {
    linux: 'BraveSoftware/Brave-Browser',
    darwin: 'BraveSoftware/Brave-Browser',
    win32: 'BraveSoftware/Brave-Browser/User Data',
  },
  { linux: 'vivaldi', darwin: 'Vivaldi', win32: 'Vivaldi/User Data' },
];
const FILES = ['Login Data', 'Cookies', 'Network/Cookies'];

/**
 * On macOS and Windows under a key that the system keeps for its user; on Linux that is so only where there is a keyring, and else the
 * key is the same on every machine. Source: chromium, components/os_crypt.
 */
function facts(platform: Platform): Facts {
  return whole(platform === 'linux' ? 'unknown' : 'keychain');
}

const BASES: Readonly<Record<Platform, string>> = {
  linux: XDG_CONFIG,
  darwin: APPLICATION_SUPPORT,
  win32: LOCAL_APPDATA,
};

function placesOf(browser: Partial<Record<Platform, string>>): StorePlace[] {
  return FILES.map((file) => ({
    path: Object.fromEntries(
      Object.entries(browser).map(([platform, folder]) => [
        platform,
        `${BASES[platform as Platform]}/${folder}/*/${file}`,
      ]),
    ),
    holds: { as: 'name', facts },
  }));
}

export const chromeProfile: Store = {
  id: 'chrome-profile',
  title: 'Passwords and sessions of a browser (Chromium)',
  why: 'is signed in wherever its user is',
  provider: null,
  system: 'web sites',
  scope: { scoped: 'no', scopeReason: 'a session is as good as its user' },
  places: BROWSERS.flatMap(placesOf),
};
