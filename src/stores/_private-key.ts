import { readPrivateKey } from '../credential/forms/private-key.ts';
import type { StoreProtection } from '../model/store.ts';

/** Where an OpenSSH key says first that a security key holds its secret half. Source: openssh PROTOCOL.u2f. */
const ON_DEVICE = /sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com/;

/** How a file with a private key is kept, by its beginning; null for any other file. */
export function keyProtection(beginning: string): StoreProtection | null {
  const found = readPrivateKey(beginning);
  if (found === null) return null;
  if (found.kind.class === 'encrypted-private-key') return 'encrypted';
  const isOpenSsh = found.kind.class === 'openssh-private-key';
  return isOpenSsh && ON_DEVICE.test(Buffer.from(found.secret, 'base64').toString('latin1')) ? 'hardware' : 'plain';
}
