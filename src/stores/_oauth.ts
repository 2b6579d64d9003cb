import type { Node } from '../syntax/index.ts';
import type { Found, Scope } from './_facts.ts';
import { firstSecret, itemsAt, textAt, timeAt } from './_tree.ts';

const REFRESH = ['refresh_token', 'refreshToken'];
const ACCESS = ['access_token', 'accessToken', 'id_token', 'idToken'];
const ENDS = ['expires_at', 'expiresAt', 'expiry_date', 'expires'];

/** The answer of a token endpoint as programs keep it; none where it holds no token. Source: RFC 6749, section 5.1. */
export function oauthTokens(root: Node | null | undefined): Found[] {
  const refresh = firstSecret(root, REFRESH);
  // What ends is the access token: the other gets a new one.
  const expires = refresh.length > 0 ? null : (ENDS.map((name) => timeAt(root, name)).find(Boolean) ?? null);
  return (refresh.length > 0 ? refresh : firstSecret(root, ACCESS)).map((found) => ({ ...found, expires }));
}

/** What a token says that it may be used for; undefined where it does not. */
export function oauthScope(root: Node | null | undefined): Scope | undefined {
  const isNamed = (textAt(root, 'scope') ?? '').trim() !== '' || itemsAt(root, 'scopes').length > 0;
  return isNamed ? { scoped: 'yes', scopeReason: 'its scopes stand beside it' } : undefined;
}

/** The scope of several tokens: only where each has one. */
export function scopeOfAll(scopes: ReadonlyArray<Scope | undefined>): { scope?: Scope } {
  const [first] = scopes;
  return first !== undefined && scopes.every((scope) => scope?.scoped === 'yes') ? { scope: first } : {};
}
