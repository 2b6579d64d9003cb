import type { NetworkView } from '../../model/isolation.ts';
import { shown } from '../fact.ts';
import type { ContainerSpec } from './spec.ts';

/** Networks by which an engine leads a container out, as it is. */
const OUT = /^(?:bridge|default|private|nat|slirp4netns(?::.*)?|pasta(?::.*)?|bridge:.*)$/s;

/** Where a container's network leads. One that somebody has made may be closed; that does not stand in its name. */
export function networkOf({ networks, networkReach, pod }: ContainerSpec): [NetworkView | null, string] {
  if (networkReach !== undefined) {
    return networkReach === null
      ? [null, 'where its networks lead is not known']
      : [{ reach: 'all', hosts: null }, 'a network of its project, which leads out'];
  }
  if (networks === null) return [null, 'its network cannot be read'];
  if (pod) return [null, 'it shares the network of a pod'];
  const [first, ...more] = networks;
  if (first === undefined)
    return [{ reach: 'all', hosts: null }, 'no network is set: its engine gives it one that leads out'];
  if (networks.some((name) => OUT.test(name)) && networks.every((name) => name !== 'none')) {
    return [{ reach: 'all', hosts: null }, `the network ${shown(networks.join(', '))}`];
  }
  if (more.length > 0) return [null, 'several networks, of which only the engine knows where they lead'];
  if (first === 'none') return [{ reach: 'none', hosts: [] }, 'the network none'];
  if (first === 'host') return [{ reach: 'all', hosts: null }, 'the network of the machine'];
  return [null, `the network ${shown(first)}, of which only the engine knows where it leads`];
}
