import type { Answer, Credential } from '../model/credential.ts';
import type { Format } from './formats/index.ts';

/** All that a form or a name says of a secret: the part of a credential that is the same wherever it stands. */
export type Kind = Pick<
  Credential,
  | 'class'
  | 'provider'
  | 'target'
  | 'isPublic'
  | 'scoped'
  | 'scopeReason'
  | 'longLived'
  | 'expires'
  | 'administers'
  | 'confidence'
>;

/** A kind of which only the name is known. */
export function plainKind(id: string, known: Partial<Kind> = {}): Kind {
  return {
    class: id,
    provider: null,
    target: { system: known.provider ?? null, host: null },
    isPublic: false,
    scoped: 'unknown',
    scopeReason: 'neither its form nor its name says what it may do',
    longLived: 'unknown',
    expires: null,
    administers: 'unknown',
    confidence: 'medium',
    ...known,
  };
}

export function kindOfFormat(format: Format, value: string): Kind {
  const { provider, host, isPublic, scoped, scopeReason, longLived, administers } = format;
  const isSure = !format.isShared && format.check?.(value) !== false;
  return {
    class: format.class,
    provider,
    target: { system: provider, host },
    isPublic,
    scoped,
    scopeReason,
    longLived,
    expires: null,
    administers,
    confidence: isSure ? 'high' : 'medium',
  };
}

/** Names of users that administer a database or system. */
const ADMINISTRATORS: ReadonlySet<string> = new Set(
  'root admin administrator postgres sa sys system superuser sysadmin dba neo4j elastic'.split(' '),
);

export function administersAs(user: string): Answer {
  return ADMINISTRATORS.has(user.toLowerCase()) ? 'yes' : 'unknown';
}
