import type { Identity, Isolation, Limit, Namespaces, SandboxKind } from '../../model/isolation.ts';
import { said, unknownIsolation, type Facts } from '../fact.ts';
import type { Surroundings } from '../surroundings.ts';
import { openingsOf, viewOf, type Laid } from '../view.ts';

/** A sandbox of which only that it is one can be said. */
export function unclear(kind: SandboxKind, why: string): { facts: Facts } {
  return { facts: { ...unknownIsolation('static', why), sandbox: said([kind], `it runs in ${kind}`) } };
}

export const UNCLEAR_OPTION = 'an option of its sandbox that is unknown or can be read in two ways';

/** The files that a sandbox that begins empty lets see, and what in that should not be there; null where they are not known. */
export function fileFacts(
  laid: readonly Laid[] | null,
  around: Surroundings,
  evidence: string,
): Pick<Isolation, 'filesystem' | 'openings'> {
  return {
    filesystem: said(laid === null ? null : viewOf(laid, around.home), evidence),
    openings: said(laid === null ? null : openingsOf(laid), evidence),
  };
}

export const SHARED: Namespaces = {
  user: 'shared',
  mnt: 'shared',
  net: 'shared',
  pid: 'shared',
  ipc: 'shared',
  uts: 'shared',
  cgroup: 'shared',
};

export const SELF: Identity = { id: null, isRoot: null, isMapped: null, isSame: true };

/** Who it is by a user namespace that has it as `id`; null keeps the number it has. */
export function mappedTo(outer: Identity | null, id: number | null, isMapped: boolean | null): Identity {
  const isRoot = id === 0 ? true : (outer?.isRoot ?? null);
  return {
    id: id ?? (isMapped === false ? (outer?.id ?? null) : null),
    isRoot,
    isMapped,
    isSame: outer?.isSame ?? null,
  };
}

/** Who a user of this machine is, by number or name. */
export function userNamed(name: string, { users }: Surroundings, outer: Identity | null): Identity {
  const [, digits] = /^#?(\d{1,10})$/.exec(name) ?? [];
  const id = digits !== undefined ? Number(digits) : name === 'root' ? 0 : (users?.get(name) ?? null);
  return { id, isRoot: id === null ? null : id === 0, isMapped: outer?.isMapped ?? false, isSame: null };
}

export const bytes = (amount: number): Limit => ({ amount, unit: 'bytes' });
