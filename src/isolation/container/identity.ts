import type { Identity } from '../../model/isolation.ts';
import { hasVariable } from '../place.ts';
import { integerIn } from '../amount.ts';
import { shown } from '../fact.ts';
import type { ContainerSpec } from './spec.ts';

const UNKNOWN: Identity = { id: null, isRoot: null, isMapped: null, isSame: null };

/** Who a container runs as. A name is the image's to say, but for root's. Whether an engine maps ids is its own setting. */
export function identityOf({ engine, user, userns }: ContainerSpec): [Identity | null, string] {
  const isMapped = userns === 'host' && engine !== 'podman' ? false : null;
  if (user === null || userns === null) return [null, 'its user cannot be read'];
  if (user === undefined || user === '') {
    // Only a user who is not root can keep an id, by a map of ids.
    return engine === 'podman' && userns !== undefined && /^keep-id\b/.test(userns)
      ? [{ id: null, isRoot: false, isMapped: true, isSame: true }, 'its user is kept, in a user namespace']
      : [{ ...UNKNOWN, isMapped }, 'no user is set: the image says which, and may say root'];
  }
  const [name = ''] = user.split(':', 1);
  if (hasVariable(name)) return [null, 'a variable says its user'];
  const id = integerIn(name);
  if (name === 'root' || id === 0) return [{ ...UNKNOWN, id: 0, isRoot: true, isMapped }, 'root is set as its user'];
  return id === null || id < 0
    ? [{ ...UNKNOWN, isMapped }, `the user ${shown(name)}, whose id the image says`]
    : [{ ...UNKNOWN, id, isRoot: false, isMapped }, `the user ${id} is set`];
}
