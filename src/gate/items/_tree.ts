import type { Gap } from '../../model/gap.ts';
import { installationsOf, isActive, type Server } from '../../model/server.ts';
import { whereIs } from '../../model/host.ts';
import { openGaps, restingGaps } from '../gaps.ts';
import type { Circumstances } from './index.ts';

/** What is known of the trees that would run. */
export interface TreeState {
  gaps: Gap[];
  /** Gaps of servers that no client would start. */
  resting: Gap[];
  /** Active servers with a tree on this machine. */
  local: Server[];
  /** Active servers that run on another machine. */
  remote: Server[];
  /** Active servers without an installed tree, though they would run here and no gap says why. */
  unseen: Server[];
  /** Distinct packages of the local trees. */
  packages: Set<string>;
  /** Distinct packages of all servers, also of those that are disabled or not installed. */
  known: Set<string>;
  /** Packages of the local trees that a gap leaves unchecked. */
  unchecked: Set<string>;
  /** Whether an advisory source has answered for any package. */
  isAsked: boolean;
}

function runsElsewhere({ launch }: Server): boolean {
  return launch.ecosystem === 'remote' && launch.remoteUrl !== null && whereIs(launch.remoteUrl) === 'elsewhere';
}

function packagesOf(servers: readonly Server[]): Set<string> {
  return new Set(servers.flatMap(installationsOf).flatMap(({ components }) => components.map(({ purl }) => purl)));
}

export function examineTrees(circumstances: Circumstances): TreeState {
  const { servers, advisorySources } = circumstances.inventory;
  const gaps = openGaps(circumstances, 'installed-tree-scanned');
  const explained = new Set(gaps.map(({ server }) => server));
  const active = servers.filter(isActive);
  const local = active.filter(({ installation }) => installation?.fidelity === 'installed');
  const remote = active.filter((server) => server.installation === null && runsElsewhere(server));
  const packages = packagesOf(local);
  return {
    gaps,
    resting: restingGaps(circumstances, 'installed-tree-scanned'),
    local,
    remote,
    unseen: active.filter((server) => !local.includes(server) && !remote.includes(server) && !explained.has(server.id)),
    packages,
    known: packagesOf(servers),
    unchecked: new Set(gaps.flatMap(({ components }) => components.filter((purl) => packages.has(purl)))),
    isAsked: advisorySources.some(({ answered }) => answered > 0),
  };
}

/** Whether every tree that would run was read and every package of it held against advisories. */
export function isSettled({ gaps, unseen, packages, isAsked }: TreeState): boolean {
  return gaps.length === 0 && unseen.length === 0 && (packages.size === 0 || isAsked);
}
