import { plainHost } from '../host.ts';
import { administersAs, type Kind } from '../kind.ts';
import { PASSWORD, TOKEN, type Part } from './part.ts';

const PAIR = /^\s*([A-Za-z][\w .-]{0,40}?)\s*=\s*([^]*)$/;
const SECRETS: ReadonlyArray<readonly [key: RegExp, id: string, kind: Partial<Kind>]> = [
  [/^(?:password|pwd|pass)$/, 'connection-string', {}],
  [
    /^accountkey$/,
    'azure-storage-key',
    {
      provider: 'Azure',
      scoped: 'no',
      scopeReason: 'an account key opens the whole storage account',
      administers: 'yes',
      longLived: 'yes',
    },
  ],
  [/^sharedaccesskey$/, 'azure-shared-access-key', { provider: 'Azure', longLived: 'yes' }],
  [
    /^sharedaccesssignature$/,
    'azure-sas',
    { provider: 'Azure', scoped: 'yes', scopeReason: 'it is signed for named resources and permissions' },
  ],
  [/^(?:clientsecret|accesstoken|token|apikey|accesskey)$/, 'connection-string', {}],
];
const HOSTS = new Set(['server', 'host', 'hostname', 'datasource', 'address', 'endpoint']);
const USERS = new Set(['user', 'userid', 'uid', 'username']);
const MOST = 60;

/** Settings of a connection, `Server=db;User Id=sa;Password=x`; null for what is no such list, or one without a secret. */
export function settingsParts(text: string, name: string): Part[] | null {
  if (!text.includes(';') || !text.includes('=')) return null;
  const pairs = text
    .split(';')
    .slice(0, MOST)
    .filter((one) => one.trim() !== '')
    .map((one) => PAIR.exec(one));
  if (pairs.length < 2 || pairs.some((pair) => pair === null)) return null;
  const settings = pairs.map((pair) => ({
    key: (pair?.[1] ?? '').toLowerCase().replace(/[ _.-]/g, ''),
    text: pair?.[2] ?? '',
  }));
  const valueOf = (keys: ReadonlySet<string>): string => settings.find(({ key }) => keys.has(key))?.text.trim() ?? '';
  const host = plainHost(
    valueOf(HOSTS)
      .replace(/^[a-z]{2,10}:(?:\/\/)?/i, '')
      .split(/[,/\\]/, 1)[0] ?? '',
  );
  const user = administersAs(valueOf(USERS));
  const parts = settings.flatMap((setting) => {
    const [, id = '', kind] = SECRETS.find(([key]) => key.test(setting.key)) ?? [];
    if (kind === undefined) return [];
    const says = { ...(id === 'connection-string' ? PASSWORD : TOKEN), class: id };
    return [{ name, text: setting.text.trim(), says, kind: { administers: user, ...kind }, host }];
  });
  return parts.length === 0 ? null : parts;
}
