import { hostOf } from '../host.ts';
import { plainKind, type Kind } from '../kind.ts';
import { decoded, objectIn, textOf } from './claims.ts';
import type { FoundKey } from './private-key.ts';

/** Types of Google's credential files that hold a secret. Source: google.aip.dev/auth/4110 and 4113. */
const GOOGLE: ReadonlyMap<string, [member: string, kind: Partial<Kind> & { class: string }]> = new Map([
  [
    'service_account',
    [
      'private_key',
      { class: 'gcp-service-account-key', scopeReason: 'the roles of its service account are not in it' },
    ],
  ],
  [
    'authorized_user',
    [
      'refresh_token',
      { class: 'gcp-user-credentials', scoped: 'no', scopeReason: 'it acts as the person who signed in' },
    ],
  ],
]);

/** The text of a file that holds a secret, or base 64 of it: Google's keys, a kubeconfig. Null for all else. */
export function readKeyFile(text: string): FoundKey | null {
  const plain = /^(?:ey|ew|YXBp)[A-Za-z0-9+/_-]{60,}={0,3}$/.test(text) ? (decoded(text) ?? '') : text;
  return plain.startsWith('{') ? ofGoogle(plain) : kubeconfig(plain);
}

function ofGoogle(text: string): FoundKey | null {
  const file = objectIn(text);
  const [member, kind] = (file && GOOGLE.get(textOf(file, 'type') ?? '')) ?? [];
  const secret = file === null || member === undefined ? undefined : textOf(file, member);
  if (kind === undefined || secret === undefined || secret.length < 20 || secret.includes('...')) return null;
  return {
    kind: plainKind(kind.class, {
      provider: 'Google Cloud',
      target: { system: 'Google Cloud', host: 'googleapis.com' },
      longLived: 'yes',
      confidence: 'high',
      ...kind,
    }),
    secret: secret.replace(/\\[nr]|\s/g, ''),
  };
}

function kubeconfig(text: string): FoundKey | null {
  if (!/^\s{0,4}apiVersion:/m.test(text) || !/^kind: ?["']?Config\b/m.test(text)) return null;
  const [, secret] = /^[ \t]{1,20}(?:-[ \t])?(?:client-key-data|token|password): ?["']?([^\s"']{8,})/m.exec(text) ?? [];
  if (secret === undefined) return null;
  const servers = [...text.matchAll(/^[ \t]{1,20}server: ?["']?(https?:\/\/[^\s"']{1,300})/gm)];
  const host = servers.length === 1 ? hostOf(servers[0]?.[1] ?? '') : null;
  return {
    kind: plainKind('kubeconfig', {
      provider: 'Kubernetes',
      target: { system: 'Kubernetes', host },
      scopeReason: 'the roles of its user are not in it',
      confidence: 'high',
    }),
    secret,
  };
}
