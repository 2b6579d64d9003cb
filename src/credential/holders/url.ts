import { SCHEME } from '../_url.ts';
import { plainHost } from '../host.ts';
import { administersAs, type Kind } from '../kind.ts';
import { readName } from '../name.ts';
import { PASSWORD, TOKEN, unescaped, type Part } from './part.ts';
import { SYSTEMS } from './schemes.ts';
import { signedPart } from './signed-url.ts';

/** Addresses that are the key to what they open. */
const KEYS: ReadonlyArray<readonly [pattern: RegExp, kind: Partial<Kind> & { class: string }]> = [
  [
    /^https:\/\/mcp\.zapier\.com\/api\/mcp\/s\/([\w=-]{20,400})/i,
    {
      class: 'zapier-mcp-url',
      provider: 'Zapier',
      scoped: 'yes',
      scopeReason: 'it opens the actions that were chosen for one server',
      longLived: 'yes',
    },
  ],
  [
    /^https:\/\/[\w-]{1,100}(?:\.[\w-]{1,60}){0,3}\.azurewebsites\.net\/[^?#]{0,300}\?(?:[^#&]{0,200}&){0,10}code=([\w%=-]{40,200})/i,
    {
      class: 'azure-function-key',
      provider: 'Azure',
      scopeReason: 'whether it opens one function or all is not in it',
    },
  ],
  [
    /^https:\/\/[\w.-]{1,200}\.webhook\.office\.com\/webhookb2\/([\w@/-]{60,400})/i,
    {
      class: 'teams-webhook-url',
      provider: 'Microsoft Teams',
      scoped: 'yes',
      scopeReason: 'it posts to one channel',
      longLived: 'yes',
    },
  ],
];

/** The key in an address that programs send errors to. Source: docs.sentry.io, "DSN". */
const SENTRY = {
  says: { ...TOKEN, class: 'sentry-dsn', isPublic: true },
  kind: { provider: 'Sentry', scoped: 'yes', scopeReason: 'it sends errors in', administers: 'no' },
} satisfies Partial<Part>;

/** Segments of a path and parameters of a query that are looked at. */
const MOST = 50;

interface Address {
  scheme: string;
  userinfo: string;
  /** Where the password begins in it, less one; -1 without a password. */
  colon: number;
  host: string | null;
  path: string;
  query: string;
}

/** The parts of a URL that may be secret: password, a token for a user, segments, parameters. Null for what is no URL. */
export function urlParts(text: string, name: string): Part[] | null {
  const address = addressOf(text);
  if (address === null) return null;
  const { host } = address;
  const [pattern, kind] = KEYS.find(([one]) => one.test(text)) ?? [];
  const key = pattern?.exec(text)?.[1];
  if (key !== undefined && kind !== undefined)
    return [{ name, text: key, says: { ...TOKEN, class: kind.class }, kind, host }];
  const parameters = parametersOf(address.query);
  // A segment is known by its form; the name of the whole says something of it only where the address itself is the secret.
  const isWebhook = readName(name).says?.class === 'webhook-url';
  const says = isWebhook ? { ...TOKEN, class: 'webhook-url', strength: 'hint' as const } : null;
  const segments = address.path
    .split('/')
    .slice(0, MOST)
    .map((segment) => ({ name, text: unescaped(segment).replace(/^bot(?=\d+:)/, ''), says, host }));
  return [
    ...userinfoPart(address, name),
    ...(signedPart(parameters, name, host) ?? parameters.map((one) => ({ ...one, host }))),
    ...segments.filter((segment) => segment.text !== ''),
  ];
}

function addressOf(whole: string): Address | null {
  const text = whole.replace(/^jdbc:/i, '');
  const [head] = SCHEME.exec(text) ?? [];
  if (head === undefined) return null;
  const scheme = head.trim().replace(/:.*$/, '').toLowerCase();
  const rest = text.slice(head.length);
  // What stands in the braces of a reference divides nothing.
  const plan = rest.replace(/\$?\{[^{}]{0,300}\}/g, (braces) => 'x'.repeat(braces.length));
  const userinfo = userinfoLength(plan, isWeb(scheme));
  const end = /[?#]/.test(plan.slice(userinfo)) ? userinfo + plan.slice(userinfo).search(/[?#]/) : plan.length;
  const slash = plan.slice(userinfo, end).search(/[\\/]/);
  const pathStart = slash < 0 ? end : userinfo + slash;
  return {
    scheme,
    userinfo: rest.slice(0, Math.max(userinfo - 1, 0)),
    colon: plan.slice(0, Math.max(userinfo - 1, 0)).indexOf(':'),
    // With a further `@` what seems the host may be a piece of the password.
    host: userinfo > 0 && plan.includes('@', userinfo) ? null : plainHost(rest.slice(userinfo, pathStart)),
    path: rest.slice(pathStart, end),
    query: rest.slice(end + 1).split('#', 1)[0] ?? '',
  };
}

function isWeb(scheme: string): boolean {
  return /^(?:https?|wss?)$/.test(scheme);
}

/**
 * How much is user, password and `@`. People leave signs in a password that a URL forbids: where what should be a port is
 * none, the last `@` ends it, wherever it stands.
 */
function userinfoLength(plan: string, isOfWeb: boolean): number {
  const [before = ''] = plan.split(/[?#]/, 1);
  const [authority = ''] = before.split(isOfWeb ? /[\\/]/ : '/', 1);
  if (!isOfWeb && authority.includes('@')) return before.lastIndexOf('@') + 1;
  if (authority.includes('@')) return authority.lastIndexOf('@') + 1;
  const isHost = !authority.includes(':') || /:\d{0,5}$/.test(authority) || authority.startsWith('[');
  return isHost ? 0 : plan.lastIndexOf('@') + 1;
}

function userinfoPart({ scheme, userinfo, colon, host }: Address, name: string): Part[] {
  if (userinfo === '') return [];
  const system = SYSTEMS.get(scheme) ?? SYSTEMS.get(scheme.replace(/\+.*$/, '')) ?? null;
  const id = isWeb(scheme) ? 'basic-auth-url' : system === null ? 'password-url' : 'database-url';
  // A token may stand for the user, alone or before an empty password.
  if (colon < 0 || colon === userinfo.length - 1) {
    const isSentry = /(?:^|\.)sentry\.io$/.test(host ?? '');
    const text = unescaped(colon < 0 ? userinfo : userinfo.slice(0, -1));
    return [{ name, text, host, says: { ...TOKEN, class: id, strength: 'hint' }, ...(isSentry ? SENTRY : {}) }];
  }
  const kind = {
    class: id,
    target: { system: system ?? (isWeb(scheme) ? 'web server' : null), host },
    administers: administersAs(unescaped(userinfo.slice(0, colon))),
    scopeReason: 'the rights of its user are not in it',
  };
  return [{ name, text: unescaped(userinfo.slice(colon + 1)), says: { ...PASSWORD, class: id }, kind, host }];
}

function parametersOf(query: string): Part[] {
  return query
    .split('&')
    .slice(0, MOST)
    .flatMap((pair) => {
      const equals = pair.indexOf('=');
      return equals < 1 ? [] : [{ name: unescaped(pair.slice(0, equals)), text: unescaped(pair.slice(equals + 1)) }];
    });
}
