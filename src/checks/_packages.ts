import type { Component, Installation } from '../model/installation.ts';
import type { Inventory } from '../model/inventory.ts';
import { installationsOf, type Server } from '../model/server.ts';
import type { Affected, Vulnerability } from '../model/vulnerability.ts';
import { chainsOf } from './_chain.ts';

/** One package at one version in one server's tree, however many folders hold it. */
export interface InstalledPackage {
  server: Server;
  installation: Installation;
  /** The copy with the shortest chain, and that chain. */
  component: Component;
  chain: string[];
  /** Folders that hold it, relative to the tree's root. */
  copies: string[];
  /** Whether it is the server's own package. */
  own: boolean;
}

interface Copy {
  component: Component;
  chain: string[];
}

const nearer = (one: Copy, other: Copy): Copy =>
  other.chain.length > 0 && (one.chain.length === 0 || other.chain.length < one.chain.length) ? other : one;

function listPackages(server: Server, installation: Installation): InstalledPackage[] {
  const chainOf = chainsOf(installation);
  const byPurl = new Map<string, Copy[]>();
  for (const component of installation.components) {
    const copies = byPurl.get(component.purl) ?? [];
    copies.push({ component, chain: chainOf(component) });
    byPurl.set(component.purl, copies);
  }
  return [...byPurl.values()].map((copies) => ({
    server,
    installation,
    ...copies.reduce(nearer),
    copies: copies.map(({ component }) => component.id),
    own: installation === server.installation && copies.some(({ component }) => component.id === installation.root),
  }));
}

/** Every package of every server's tree. */
export function packagesOf(inventory: Inventory): InstalledPackage[] {
  return inventory.servers.flatMap((server) =>
    installationsOf(server).flatMap((installation) => listPackages(server, installation)),
  );
}

interface Match {
  vulnerability: Vulnerability;
  affected: Affected;
}

/** A package and one vulnerability that affects it. */
export type AffectedPackage = InstalledPackage &
  Match & {
    /** One edit should mend all that is known of the package; where no version does, the one that fixes this. Null without any. */
    cure: string | null;
  };

/** Every package of every server with each vulnerability of the wanted kinds that affects it. */
export function affectedPackages(inventory: Inventory, kinds: ReadonlyArray<Vulnerability['kind']>): AffectedPackage[] {
  const byPurl = new Map<string, Match[]>();
  for (const vulnerability of inventory.vulnerabilities) {
    if (!kinds.includes(vulnerability.kind)) continue;
    for (const affected of vulnerability.affects) {
      const matches = byPurl.get(affected.purl) ?? [];
      if (matches.every((match) => match.vulnerability !== vulnerability)) matches.push({ vulnerability, affected });
      byPurl.set(affected.purl, matches);
    }
  }
  return packagesOf(inventory).flatMap((found) => {
    const matches = byPurl.get(found.component.purl) ?? [];
    return matches.map((match) => ({ ...found, ...match, cure: match.affected.cure ?? match.affected.fixed }));
  });
}
