import type { Answer } from '../../model/credential.ts';
import { hostOf } from '../host.ts';
import { plainKind, type Kind } from '../kind.ts';
import { decoded, isoOf, objectIn, secondsOf, textOf, type Claims } from './claims.ts';

const SIGNED = /^eyJ[\w-]{10,4000}\.eyJ[\w-]{2,16000}\.[\w-]{0,4000}$/;
const ENCRYPTED = /^eyJ[\w-]{10,4000}\.[\w-]{0,4000}\.[\w-]{10,40}\.[\w-]{2,16000}\.[\w-]{10,100}$/;

/** A month: what works longer is long-lived. */
const MONTH_SECONDS = 31 * 24 * 3600;

/** A JSON web token by its claims, which nobody has verified; null for what is none. Source: RFC 7519, RFC 9068. */
export function readJwt(text: string): Kind | null {
  if (ENCRYPTED.test(text)) return plainKind('jwt', { scopeReason: 'its claims are encrypted', confidence: 'high' });
  if (!SIGNED.test(text)) return null;
  const [head = '', body = ''] = text.split('.');
  const header = objectIn(decoded(head) ?? '');
  const claims = objectIn(decoded(body) ?? '');
  if (header === null || claims === null) return null;
  return supabaseKey(claims) ?? { ...kubernetesToken(claims), ...timesOf(claims), confidence: 'high' };
}

/** The token that documentation shows: its subject counts up. */
export function isSampleJwt(text: string): boolean {
  const claims = SIGNED.test(text) ? objectIn(decoded(text.split('.')[1] ?? '') ?? '') : null;
  return claims !== null && textOf(claims, 'sub') === '1234567890';
}

function timesOf(claims: Claims): Pick<Kind, 'expires' | 'longLived'> {
  const ends = secondsOf(claims, 'exp');
  const starts = secondsOf(claims, 'iat') ?? secondsOf(claims, 'nbf');
  if (ends === undefined) return { expires: null, longLived: Object.hasOwn(claims, 'exp') ? 'unknown' : 'yes' };
  const longLived = starts === undefined ? 'unknown' : ends - starts > MONTH_SECONDS ? 'yes' : 'no';
  return { expires: isoOf(ends), longLived };
}

/** Source: supabase.com/docs/guides/getting-started/api-keys (the keys of the old kind). */
function supabaseKey(claims: Claims): Kind | null {
  const role = textOf(claims, 'role');
  if (!(textOf(claims, 'iss') ?? '').startsWith('supabase') || (role !== 'anon' && role !== 'service_role'))
    return null;
  const [project = null] = /^[a-z]{20}$/.exec(textOf(claims, 'ref') ?? '') ?? [];
  const isPublic = role === 'anon';
  return plainKind(isPublic ? 'supabase-anon-key' : 'supabase-service-role-key', {
    provider: 'Supabase',
    target: { system: 'Supabase', host: project === null ? null : `${project}.supabase.co` },
    isPublic,
    scoped: isPublic ? 'yes' : 'no',
    scopeReason: isPublic ? 'it is made to be seen' : 'its role goes past the row security of its project',
    administers: isPublic ? 'no' : 'yes',
    ...timesOf(claims),
    confidence: 'high',
  });
}

function kubernetesToken(claims: Claims): Kind {
  const isKubernetes = Object.hasOwn(claims, 'kubernetes.io') || textOf(claims, 'iss') === 'kubernetes/serviceaccount';
  const known = isKubernetes
    ? { provider: 'Kubernetes', scopeReason: 'the roles of its service account are not in it' }
    : scopeOf(claims);
  const host = [...listOf(claims, 'aud'), ...listOf(claims, 'iss')].map(hostOf).find((one) => one !== null) ?? null;
  return plainKind(isKubernetes ? 'kubernetes-service-account-token' : 'jwt', {
    ...known,
    target: { system: isKubernetes ? 'Kubernetes' : null, host },
  });
}

function scopeOf(claims: Claims): Pick<Kind, 'scoped' | 'scopeReason' | 'administers'> {
  const scopes = ['scope', 'scp', 'scopes', 'permissions'].flatMap((key) => listOf(claims, key));
  const roles = ['role', 'roles', 'groups'].flatMap((key) => listOf(claims, key));
  const isAll = [...scopes, ...roles].some((one) =>
    /^(?:\*|\*[:.]\*|all|full_access|root|(?:super)?admin(?:istrator)?)$/i.test(one),
  );
  const administers: Answer = isAll ? 'yes' : 'unknown';
  if (isAll) return { scoped: 'no', scopeReason: 'a claim of its own says that it may do everything', administers };
  if (scopes.length > 0) return { scoped: 'yes', scopeReason: 'it has a claim with its scopes', administers };
  if (listOf(claims, 'aud').length > 0)
    return { scoped: 'yes', scopeReason: 'it has a claim with its audience', administers };
  return { scoped: 'unknown', scopeReason: 'it has no claim with scopes or an audience', administers };
}

/** The texts of a claim that is a list, or a line of words. */
function listOf(claims: Claims, key: string): string[] {
  const value = Object.hasOwn(claims, key) ? claims[key] : undefined;
  if (typeof value === 'string') return value.split(' ').filter((one) => one !== '');
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').slice(0, 100) : [];
}
