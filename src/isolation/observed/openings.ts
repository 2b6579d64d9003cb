import type { Isolation, Namespaces, Opening } from '../../model/isolation.ts';
import { CAPABILITIES, capabilitiesIn, isAdmin } from '../capability.ts';
import { openingsOf, type Laid } from '../view.ts';
import { saw } from './saw.ts';
import type { Status } from './status.ts';

/** What lets it out of its sandbox, as far as that shows. */
export function openings(
  isApart: boolean,
  isContainer: boolean,
  { capabilities, seccomp }: Status,
  namespaces: Namespaces,
  laid: Laid[] | 'all' | null,
): Isolation['openings'] {
  if (!isApart) return saw({ found: [], isComplete: true }, 'without a sandbox there is none to be open');
  const mounted = laid === null || laid === 'all' ? { found: [], isComplete: laid === 'all' } : openingsOf(laid);
  const shared = (['net', 'pid', 'ipc', 'uts'] as const).filter((name) => isContainer && namespaces[name] === 'shared');
  const kinds = { net: 'host-network', pid: 'host-pid', ipc: 'host-ipc', uts: 'host-uts' } as const;
  const names = capabilities === null ? [] : (capabilitiesIn(capabilities) ?? []);
  const isFull = names.length >= CAPABILITIES.length - 1;
  // In a user namespace of its own they hold there alone.
  const counts = namespaces.user !== 'own';
  const found: Opening[] = [
    ...(isContainer && isFull && counts ? [{ kind: 'privileged' as const, what: 'every capability' }] : []),
    ...(counts && !(isContainer && isFull)
      ? names.filter(isAdmin).map((what) => ({ kind: 'admin-capability' as const, what }))
      : []),
    ...shared.map((name) => ({ kind: kinds[name], what: `the ${name} namespace of the machine` })),
    ...(isContainer && seccomp === 0
      ? [{ kind: 'seccomp-unconfined' as const, what: 'no filter of system calls' }]
      : []),
    ...mounted.found,
  ];
  // Devices that it may open do not show.
  return saw(
    { found: found.slice(0, 100), isComplete: mounted.isComplete && !isContainer },
    'its mounts, namespaces and capabilities',
  );
}
