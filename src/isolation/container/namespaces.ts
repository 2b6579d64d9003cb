import type { Namespaces } from '../../model/isolation.ts';
import type { ContainerSpec, Said } from './spec.ts';

/** Which namespaces a container has of its own. What docker does without being told is fixed; podman's settings may say otherwise. */
export function namespacesOf(spec: ContainerSpec): [Namespaces, string] {
  const { engine, networks, pod } = spec;
  const isFixed = engine !== 'podman' && !pod;
  const of = (value: Said<string>): 'own' | 'shared' | null => {
    if (value === undefined || value === '') return isFixed ? 'own' : null;
    if (value === 'host') return 'shared';
    return value !== null && /^(?:private|none|shareable|auto|keep-id|nomap)\b/.test(value) ? 'own' : null;
  };
  const network = networks?.[0];
  const net =
    networks === null || /^(?:container|ns):/.test(network ?? '') || (networks.includes('host') && networks.length > 1)
      ? null
      : network === 'host'
        ? 'shared'
        : network === undefined && !isFixed
          ? null
          : 'own';
  return [
    {
      user: spec.userns === undefined ? null : of(spec.userns),
      mnt: 'own',
      net,
      pid: of(spec.pid),
      ipc: of(spec.ipc),
      uts: of(spec.uts),
      cgroup: spec.cgroupns === undefined ? null : of(spec.cgroupns),
    },
    'what its engine separates, and its options share',
  ];
}
