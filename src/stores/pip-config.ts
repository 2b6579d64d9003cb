import type { StoreProtection } from '../model/store.ts';
import { parseIni, PYTHON_INI } from '../syntax/index.ts';
import { kept, together, type Facts, type Found } from './_facts.ts';
import { APPDATA, APPLICATION_SUPPORT, XDG_CONFIG } from './_folders.ts';
import { hasLogin, hostIn } from './_hosts.ts';
import type { Store } from './index.ts';

/** Of the password, or of the user where that is all. */
function protectionOf(address: string): StoreProtection {
  const login = address.slice(address.indexOf('://') + 3, address.lastIndexOf('@'));
  return kept(login.slice(login.indexOf(':') + 1)) ?? 'plain';
}

/** Addresses of indexes, one or several to a setting. Source: pip.pypa.io/en/stable/topics/configuration. */
function read(text: string): Facts | null {
  const found = parseIni(text, PYTHON_INI).flatMap(({ key, value, line }) =>
    /^(?:extra-)?index-url$|^find-links$|^proxy$/.test(key)
      ? (value ?? '')
          .split(/\s/)
          .flatMap((address): Found[] =>
            hasLogin(address) ? [{ protection: protectionOf(address), line, host: hostIn(address) }] : [],
          )
      : [],
  );
  return together(found);
}

export const pipConfig: Store = {
  id: 'pip-config',
  title: 'Logins of pip to Python indexes',
  why: 'reads private packages',
  provider: null,
  system: 'Python index',
  places: [
    {
      path: {
        linux: `\${PIP_CONFIG_FILE:-${XDG_CONFIG}/pip/pip.conf}`,
        darwin: `\${PIP_CONFIG_FILE:-${APPLICATION_SUPPORT}/pip/pip.conf}`,
        win32: `\${PIP_CONFIG_FILE:-${APPDATA}/pip/pip.ini}`,
      },
      holds: { as: 'text', read },
    },
    {
      path: { linux: '~/.pip/pip.conf', darwin: '~/.pip/pip.conf', win32: '~/pip/pip.ini' },
      holds: { as: 'text', read },
    },
    { path: { darwin: `${XDG_CONFIG}/pip/pip.conf` }, holds: { as: 'text', read } },
  ],
};
