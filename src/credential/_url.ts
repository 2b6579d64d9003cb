import { looksRandom, REDACTED, withoutTokens } from './_random.ts';

/** How a URL begins. A browser's URL needs no slashes, and takes any number of them (URL standard, 4.4). */
export const SCHEME = /^\s*(?:(https?|wss?):[\\/]*|[a-z][a-z0-9+.-]{0,40}:\/\/)/i;

/** A path segment that says that the next one, or what follows its colon, is a secret. */
const SECRET_SEGMENT = /(\/(?:[\w-]*(?:token|secret|passw(?:or)?d|api[-_]?key)|key|auth)[/:])[^/]+/gi;

const MAX_LENGTH = 4000;

/**
 * A URL without user, password, query values and fragment, also one without a scheme or with variables in it. The host of
 * a web URL stays the one that a browser would take; where that cannot be told it goes too.
 */
export function redactUrl(text: string): string {
  const url = text.replace(/[\t\n\r]/g, '').trim();
  if (url.length > MAX_LENGTH) return REDACTED;
  const [head = '', web] = SCHEME.exec(url) ?? [];
  const scheme = web === undefined ? head : `${web}://`;
  const kind = web !== undefined ? 'web' : head === '' ? 'none' : 'other';
  const whole = url.slice(head.length);
  const rest = whole.slice(userinfoLength(whole, kind));
  const [location = ''] = rest.split(/[?#]/, 1);
  const [host = ''] = location.split(kind === 'web' ? /[\\/]/ : '/', 1);
  const [, query = ''] = /^\?([^#]*)/.exec(rest.slice(location.length)) ?? [];
  // What follows a password that was cut off is the rest of it.
  if (isCutOff(host, rest.slice(host.length), kind)) return `${scheme}${REDACTED}`;
  const path = withoutTokens(location.slice(host.length)).replace(/;[^/]*/g, `;${REDACTED}`);
  const named = path.replace(SECRET_SEGMENT, `$1${REDACTED}`);
  return `${scheme}${host}${named}${query === '' ? '' : `?${redactQuery(query)}`}`;
}

type Kind = 'web' | 'other' | 'none';

/** How much is user and password; people leave a slash in a password, which only a browser forbids. */
function userinfoLength(text: string, kind: Kind): number {
  const [location = ''] = text.split(/[?#]/, 1);
  const [authority = ''] = location.split(kind === 'web' ? /[\\/]/ : '/', 1);
  if (kind === 'web') return authority.lastIndexOf('@') + 1;
  const at = location.lastIndexOf('@');
  const before = location.slice(0, Math.max(at, 0));
  const isPath = before.endsWith('/') && !/[:@]/.test(authority);
  return isPath || (kind === 'none' && !before.includes(':')) ? 0 : at + 1;
}

/** True when a host is none: what seems its port may be a password that goes on after a `/`, `?` or `#`. */
function isCutOff(host: string, after: string, kind: Kind): boolean {
  const plain = host.replace(/\$\{[^{}]{0,200}\}|^\[[^[\]]{0,100}\]/g, '');
  if (!plain.includes(':')) return false;
  return (kind !== 'none' && !/:\d{0,5}$/.test(plain)) || (kind !== 'web' && after.includes('@'));
}

function redactQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return pairs
    .map((pair) => {
      const [name = ''] = pair.split('=', 1);
      return name === pair || looksRandom(name) ? REDACTED : `${withoutTokens(name)}=${REDACTED}`;
    })
    .join('&');
}
