import type { Isolation, IsolationBasis, Limit, Opening, OpeningKind } from '../../model/isolation.ts';
import { limitOf } from '../amount.ts';
import { CAPABILITIES, CONTAINER_DEFAULT, containerCapabilities, isAdmin } from '../capability.ts';
import { fact, shown } from '../fact.ts';
import { openingsOf, viewOf } from '../view.ts';
import { namespacesOf } from './namespaces.ts';
import { networkOf } from './network.ts';
import { securityOf } from './security.ts';
import type { ContainerSpec, Said } from './spec.ts';
import { identityOf } from './identity.ts';

const HIDDEN_FILES = 'its files are those of its image, and what is mounted';

/** What a container's options mean. `home` is that of the user, absolute, where it is known. */
export function containerFacts(spec: ContainerSpec, basis: IsolationBasis, home: string | undefined): Isolation {
  const say = <T>(value: T | null, evidence: string): { value: T | null; basis: IsolationBasis; evidence: string } =>
    fact(basis, value, evidence);
  const security = securityOf(spec);
  const capabilities = capabilitiesOf(spec);
  const limit = (amount: Said<number>, unit: 'bytes' | 'processes' | 'cores', name: string): Isolation['memory'] =>
    amount === undefined
      ? say<Limit>('none', `no limit of ${name} is set`)
      : say(limitOf(amount, unit), `its limit of ${name}`);
  // The default of podman's own settings is 2048 processes, and they can say another number.
  const isProcessDefault = spec.processes === undefined && spec.engine === 'podman';
  const { laid, isHere } = spec;
  return {
    sandbox: say(['container'], `${spec.engine} starts it in a container`),
    user: say(...identityOf(spec)),
    noNewPrivileges: say(...security.noNewPrivileges),
    capabilities: say(capabilities, 'what its engine gives, with what its options add and drop'),
    seccomp: say(...security.seccomp),
    confinement: say(...security.confinement),
    namespaces: say(...namespacesOf(spec)),
    filesystem:
      laid === null || spec.volumesFrom || !isHere
        ? say(null, isHere ? 'a mount of its options cannot be read' : 'it runs on another machine')
        : say(viewOf(laid, home), HIDDEN_FILES),
    network: isHere ? say(...networkOf(spec)) : say(null, 'it runs on another machine'),
    memory: limit(spec.memory, 'bytes', 'memory'),
    processes: isProcessDefault
      ? say(null, 'the settings of podman say how many')
      : limit(spec.processes, 'processes', 'processes'),
    cpu: limit(spec.cores, 'cores', 'processors'),
    openings: say(openings(spec, security.openings, capabilities), 'its options'),
  };
}

function capabilitiesOf({ engine, privileged, capAdd, capDrop }: ContainerSpec): string[] | null {
  if (privileged === true) return [...CAPABILITIES].sort();
  if (privileged === null || capAdd === null || capDrop === null) return null;
  return containerCapabilities(engine === 'podman' ? null : CONTAINER_DEFAULT, capAdd, capDrop);
}

/** An option that shares what is the machine's, and how it says so. */
const SHARED: readonly (readonly ['pid' | 'ipc' | 'uts' | 'userns' | 'cgroupns', OpeningKind])[] = [
  ['pid', 'host-pid'],
  ['ipc', 'host-ipc'],
  ['uts', 'host-uts'],
  ['userns', 'host-user-namespace'],
  ['cgroupns', 'host-cgroup'],
];

function openings(
  spec: ContainerSpec,
  fromSecurity: readonly Opening[],
  capabilities: readonly string[] | null,
): { found: Opening[]; isComplete: boolean } {
  const { privileged, networks, laid, devices, capAdd, capDrop, securityOptions } = spec;
  const mounted = openingsOf(laid ?? []);
  const others = [
    ...(networks ?? []).filter((name) => /^(?:container|ns):/.test(name)),
    ...SHARED.flatMap(([key]) => spec[key] ?? []).filter((value) => /^(?:container|service):/.test(value)),
    ...(spec.volumesFrom ? ['the folders of another container'] : []),
  ];
  const found: Opening[] = [
    ...(privileged === true ? [{ kind: 'privileged' as const, what: 'privileged' }] : []),
    ...(spec.apiSocket ? [{ kind: 'docker-socket' as const, what: 'the socket of its engine' }] : []),
    ...(networks?.includes('host') ? [{ kind: 'host-network' as const, what: 'the network of the machine' }] : []),
    ...SHARED.filter(([key]) => spec[key] === 'host').map(([key, kind]) => ({ kind, what: `${key} of the machine` })),
    ...others.map((what) => ({ kind: 'other-container' as const, what: shown(what) })),
    ...(devices ?? []).map((what) => ({ kind: 'device' as const, what: shown(what) })),
    ...(privileged === true ? [] : (capabilities ?? capAdd ?? []))
      .filter((name) => isAdmin(name.toUpperCase().replace(/^CAP_/, '')))
      .map((name) => ({ kind: 'admin-capability' as const, what: shown(name) })),
    ...fromSecurity,
    ...mounted.found,
  ];
  const isRead =
    [laid, devices, capAdd, capDrop, securityOptions, networks].every((one) => one !== null) &&
    [privileged, spec.pid, spec.ipc, spec.uts, spec.userns, spec.cgroupns].every((one) => one !== null);
  return { found: found.slice(0, 100), isComplete: isRead && mounted.isComplete && !spec.volumesFrom && !spec.pod };
}
