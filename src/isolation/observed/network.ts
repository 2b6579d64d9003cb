import type { ProcReader } from '../../io/index.ts';
import type { Isolation, Namespaces } from '../../model/isolation.ts';
import { saw } from './saw.ts';
import type { Status } from './status.ts';

/** Devices that the kernel puts into every new network namespace and that lead nowhere. */
const FALLBACK = /^(?:lo|tunl0|sit0|ip6tnl0|gre0|gretap0|erspan0|ip_vti0|ip6_vti0|ip6gre0|teql0)$/;

/** What its network namespace leads to. */
export function networkOf(
  reader: ProcReader,
  pid: number,
  { seccomp, noNewPrivileges }: Status,
  { net }: Namespaces,
): Isolation['network'] {
  if (net === 'shared') {
    return seccomp === 0 && noNewPrivileges === false
      ? saw({ reach: 'all', hosts: null }, 'it has our network')
      : saw(null, 'it has our network; what a filter or Landlock keeps from it cannot be seen');
  }
  const devices = net === null ? null : reader.text(pid, 'net/dev');
  if (devices === null) return saw(null, 'its network cannot be looked at');
  const names = [...devices.matchAll(/^ *([^\s:]+):/gm)].map(([, name = '']) => name);
  return names.length > 0 && names.every((name) => FALLBACK.test(name))
    ? saw({ reach: 'none', hosts: [] }, 'a network namespace of its own, with nothing in it')
    : saw(null, 'a network namespace of its own with a device, whose reach is not known');
}
