import type { Io } from '../io/index.ts';
import type { Component, Installation } from '../model/installation.ts';
import type { RegistryStatus } from '../model/inventory.ts';
import { installationsOf, type Server } from '../model/server.ts';
import { withdrawalKind } from '../model/withdrawal.ts';
import {
  askRegistry,
  REGISTRIES,
  type Registry,
  type RegistryAnswer,
  type RegistryOptions,
} from '../registries/index.ts';

export interface Upkept {
  /** The servers, with what the registries say of their packages. */
  servers: Server[];
  registries: RegistryStatus[];
}

/** Variables by which npm, pip and uv are told of another registry, or of a file that may name one. */
const REGISTRY_VARIABLE = /^(?:npm_config_.*(?:registry|config)|(?:pip|uv)_.*(?:index|config_file|find_links).*)$/i;

const addressOf = (url: string): string => (URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url);

/** Whether its packages come from the registry at `base`, as far as its entry says: no other learns a name of them. */
function isFrom(base: string, { launch, environment }: Server): boolean {
  if (launch.registry !== null) return addressOf(launch.registry) === addressOf(base);
  return ![...environment, ...launch.environment].some((name) => REGISTRY_VARIABLE.test(name));
}

/** What somebody has against a version stands: a registry in between may have dropped it from its answers. */
const isOpen = (component: Component, server: Server): boolean =>
  withdrawalKind(component, server) !== null && (component.withdrawn === null || component.withdrawn === false);

const openIn = (servers: readonly Server[], { ecosystem }: Registry): Component[] =>
  servers.flatMap((server) =>
    installationsOf(server)
      .flatMap(({ components }) => components)
      .filter((component) => component.ecosystem === ecosystem && isOpen(component, server)),
  );

function withStandings(server: Server, standings: RegistryAnswer['standings']): Server {
  const heard = (component: Component): Component => {
    const standing = isOpen(component, server) ? standings.get(component.purl) : undefined;
    return standing === undefined ? component : { ...component, withdrawn: standing };
  };
  const within = (installation: Installation): Installation => ({
    ...installation,
    components: installation.components.map(heard),
  });
  const { installation, companions } = server;
  return {
    ...server,
    installation: installation === null ? null : within(installation),
    companions: companions.map(within),
  };
}

/**
 * Whether the packages of the servers are deprecated or yanked by now, as their registries say. A lockfile knows what held
 * when it was written; a package that neither it nor a registry speaks of stays unknown.
 */
export async function upkeep(servers: readonly Server[], io: Io, options: RegistryOptions): Promise<Upkept> {
  const upkept: Upkept = { servers: [...servers], registries: [] };
  const ask = async (registry: Registry): Promise<void> => {
    const isAsked = (server: Server): boolean => isFrom(registry.base(options), server);
    const open = openIn(servers.filter(isAsked), registry);
    const elsewhere = openIn(
      servers.filter((server) => !isAsked(server)),
      registry,
    );
    if (open.length + elsewhere.length === 0) return;
    const { status, standings } = await askRegistry(registry, open, io, options);
    const silence = elsewhere.length === 0 ? null : 'is not asked about packages that come from another registry';
    upkept.registries.push({ ...status, reason: status.reason ?? silence });
    upkept.servers = upkept.servers.map((server) => (isAsked(server) ? withStandings(server, standings) : server));
  };
  await Promise.all(REGISTRIES.map(ask));
  upkept.registries.sort((a, b) => (a.id < b.id ? -1 : 1));
  return upkept;
}
