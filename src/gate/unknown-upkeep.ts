import { CHECKS } from '../checks/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import type { Component, Installation } from '../model/installation.ts';
import type { Inventory } from '../model/inventory.ts';
import { installationsOf, isActive, type Server } from '../model/server.ts';
import { withdrawalKind, type Withdrawal } from '../model/withdrawal.ts';

/** Who is asked for each kind, and by which option. */
const SOURCES = {
  deprecated: { registry: 'npm', option: '--npm-registry' },
  yanked: { registry: 'pypi', option: '--pypi-index' },
} as const satisfies Record<Withdrawal['kind'], object>;

/** What a package may be called back as, where nobody says whether it is. */
const unknownKind = (component: Component, server: Server): Withdrawal['kind'] | null =>
  component.withdrawn === null ? withdrawalKind(component, server) : null;

/** The server as if each of its packages that may be called back by this kind of word were so, and no other. */
function suppose(server: Server, kind: Withdrawal['kind']): Server {
  const withdrawal: Withdrawal = { kind, message: '', source: SOURCES[kind].registry };
  const supposed = (component: Component): Component => ({
    ...component,
    withdrawn: unknownKind(component, server) === kind && withdrawal,
  });
  const within = (installation: Installation): Installation => ({
    ...installation,
    components: installation.components.map(supposed),
  });
  const { installation, companions } = server;
  return {
    ...server,
    installation: installation === null ? null : within(installation),
    companions: companions.map(within),
  };
}

function gapOf(kind: Withdrawal['kind'], components: string[], { registries }: Inventory): Gap {
  const { registry, option } = SOURCES[kind];
  const status = registries.find(({ id }) => id === registry);
  const packages = components.length === 1 ? '1 package is' : `${components.length} packages are`;
  const why = status === undefined ? 'no registry was asked' : `${registry} ${status.reason ?? 'does not say'}`;
  return {
    kind: 'upkeep-unknown',
    item: 'critical-findings-handled',
    message: `whether ${packages} ${kind} is not known: ${why}`,
    hint:
      status === undefined
        ? 'Run the scan with a network, without --offline.'
        : `Run the scan again when ${registry} answers, or name the registry that has them by ${option}.`,
    server: null,
    location: null,
    components,
  };
}

/**
 * A gap for the packages of active servers of which nobody says whether they are deprecated or yanked, where the policy
 * would block them if they were: what could only warn keeps nothing open, and nothing does that the policy has cleared.
 */
export function findUnknownUpkeep(inventory: Inventory, isBlocked: (finding: Finding) => boolean): Gap[] {
  return (['deprecated', 'yanked'] as const).flatMap((kind) => {
    const isOpen = (server: Server): boolean =>
      isActive(server) &&
      installationsOf(server).some(({ components }) => components.some((one) => unknownKind(one, server) === kind));
    const servers = inventory.servers.filter(isOpen).map((server) => suppose(server, kind));
    const findings = CHECKS.filter((check) => check.kind === kind).flatMap((check) =>
      check.run({ ...inventory, servers }),
    );
    const components = new Set(findings.filter(isBlocked).flatMap(({ purl }) => purl ?? []));
    return components.size === 0 ? [] : [gapOf(kind, [...components].sort(), inventory)];
  });
}
