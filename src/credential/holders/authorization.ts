import { decoded } from '../forms/claims.ts';
import { administersAs } from '../kind.ts';
import { looks } from '../looks.ts';
import { readName } from '../name.ts';
import { PASSWORD, TOKEN, type Part } from './part.ts';

const SCHEME =
  /^(bearer|basic|token|bot|api-?key|ssws|geniekey|oauth|zoho-oauthtoken|private-token|key)[ \t]+([^]{1,16000})$/i;
/** Words that a sentence may begin with too: only a name that means a secret makes a scheme of them. */
const ORDINARY = /^(?:token|bot|oauth|key|api-?key)$/i;

/** A provider's own scheme: `Splunk x`. */
const OTHER_SCHEME = /^[A-Za-z][\w-]{1,40}[ \t]+(\S{8,16000})$/;

/** `Bearer x`, `Basic x`; null where a text is no such header. `isSecret` is whether its name means a secret. */
export function authorizationParts(text: string, name: string, isSecret: boolean): Part[] | null {
  const [, scheme = '', rest = ''] = SCHEME.exec(text) ?? [];
  const value = rest.trim().replace(/^token=/i, '');
  if (scheme === '') return ownScheme(text, name);
  if (value === '' || (ORDINARY.test(scheme) && !isSecret)) return null;
  if (scheme.toLowerCase() !== 'basic') return [{ name, text: value, says: { ...TOKEN, class: bearerClass(scheme) } }];
  return [basicPart(value, name)];
}

function ownScheme(text: string, name: string): Part[] | null {
  const [, value = ''] = OTHER_SCHEME.exec(text) ?? [];
  const { says } = readName(name);
  const isMeant = says?.class === 'authorization' || (says?.strength === 'key' && looks(value) === 'random');
  return value !== '' && isMeant ? [{ name, text: value, says: { ...TOKEN, class: says?.class ?? 'token' } }] : null;
}

function bearerClass(scheme: string): string {
  return /^bearer$/i.test(scheme) ? 'bearer-token' : 'token';
}

/** `user:password` in base 64. Source: RFC 7617. A reference or placeholder stands there unencoded. */
function basicPart(value: string, name: string): Part {
  const pair = decoded(value) ?? '';
  const colon = pair.indexOf(':');
  const says = { ...PASSWORD, class: 'basic-auth' };
  if (colon < 0 || /[\u0000-\u001f\ufffd]/.test(pair)) return { name, text: value, says: { ...says, strength: 'key' } };
  return { name, text: pair.slice(colon + 1), says, kind: { administers: administersAs(pair.slice(0, colon)) } };
}
