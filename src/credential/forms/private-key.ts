import { plainKind, type Kind } from '../kind.ts';
import { decoded } from './claims.ts';

const BEGINNING = /-----BEGIN ([A-Z0-9 ]{0,30})PRIVATE KEY(?: BLOCK)?-----/;
/** OpenSSH's own frame says first by what it is encrypted: here `none`. Source: openssh PROTOCOL.key. */
const OPENSSH_PLAIN = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbm';

const CLASSES: ReadonlyMap<string, string> = new Map([
  ['OPENSSH ', 'openssh-private-key'],
  ['PGP ', 'pgp-private-key'],
  ['ENCRYPTED ', 'encrypted-private-key'],
]);

export interface FoundKey {
  kind: Kind;
  /** The key without its breaks of lines, so that it is the same in a file and in a variable. */
  secret: string;
}

/** A private key in a text, or in base 64 of one; null where there is none, or next to nothing of it. */
export function readPrivateKey(text: string): FoundKey | null {
  if (/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(text)) return { kind: kindOf('age-secret-key'), secret: text };
  const plain = text.startsWith('LS0tLS1CRUdJTi') ? (decoded(text.replace(/\s/g, '')) ?? '') : text;
  if (/^PuTTY-User-Key-File-\d:/.test(plain)) {
    const isOpen = /^Encryption: none\s*$/m.test(plain);
    return { kind: kindOf(isOpen ? 'putty-private-key' : 'encrypted-private-key'), secret: plain.replace(/\s/g, '') };
  }
  const [head, type = ''] = BEGINNING.exec(plain) ?? [];
  if (head === undefined) return null;
  const secret = plain.slice(plain.indexOf(head) + head.length).replace(/\\[nr]|\s/g, '');
  const body = secret.split('-----', 1)[0] ?? '';
  if (body.length < 48 || body.includes('...')) return null;
  const isEncrypted =
    body.startsWith('Proc-Type:4,ENCRYPTED') || (type === 'OPENSSH ' && !body.startsWith(OPENSSH_PLAIN));
  return { kind: kindOf(isEncrypted ? 'encrypted-private-key' : (CLASSES.get(type) ?? 'private-key')), secret: body };
}

function kindOf(id: string): Kind {
  return plainKind(id, {
    scopeReason: 'what a key opens is set where its public half is known',
    longLived: 'yes',
    confidence: 'high',
  });
}
