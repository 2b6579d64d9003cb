import { ADVISORY_SOURCES, type AdvisoryOptions } from '../advisories/index.ts';
import type { Surroundings } from '../ecosystems/index.ts';
import type { FingerprintKey } from '../credential/classify-value.ts';
import type { Access, Io, Machine } from '../io/index.ts';
import type { Gap } from '../model/gap.ts';
import { whereIs } from '../model/host.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Server } from '../model/server.ts';
import type { RegistryOptions } from '../registries/index.ts';
import { CodeOwners } from './codeowners.ts';
import { discover, type Declared, type Selection } from './discover.ts';
import { identify, type Candidate } from './identify.ts';
import { withExploitation, type ExploitationFiles } from './exploitation.ts';
import type { Observing } from './isolation.ts';
import { match } from './match.ts';
import type { Enumeration, OfferingOptions } from './offerings.ts';
import { publisherOf } from './publisher.ts';
import { resolve } from './resolve.ts';
import type { Probing } from './transports.ts';
import { upkeep } from './upkeep.ts';

export interface ScanOptions {
  selection: Selection;
  machine: Machine;
  /** Null leaves the advisories out: an inventory without judgement. */
  advisories: AdvisoryOptions | null;
  /** Absent asks no registry; without a network none is asked either. */
  registries?: RegistryOptions;
  /** Files by which vulnerabilities are ranked. */
  exploitation?: ExploitationFiles;
  /** Image archives besides what the engines hold; see `Surroundings.images`. */
  images?: Surroundings['images'];
  /** Absent looks at no credentials and at nothing that keeps servers apart. */
  reach?: Reach;
  /** Lists of tools that were saved; see `OfferingOptions`. */
  savedTools?: OfferingOptions['saved'];
  /** Absent starts no server and asks none for its tools. */
  enumeration?: Enumeration;
  /** Absent sends nothing to servers that listen on this machine. */
  probing?: Probing;
  /** Folder for what need not be read twice, or null. */
  cache: string | null;
  /** mcp-audit's own version. */
  version: string;
}

/** Who owns each config file that a project declares servers in, by the project's own repository. */
function ownersOf(declared: readonly Declared[], owners: CodeOwners): Map<string, string> {
  const byFile = new Map<string, string>();
  for (const { scope, project, location } of declared) {
    if (scope !== 'project' || project === null || byFile.has(location.file)) continue;
    const owner = owners.ownerOf(location.file, project);
    if (owner !== null) byFile.set(location.file, owner);
  }
  return byFile;
}

/** What it takes to see what servers reach, and what they are kept from. */
export interface Reach {
  access: Access;
  /** The machine's own, for the fingerprints of secrets. */
  key: FingerprintKey;
  /** Null where the processes of this machine are not looked at: they are no other home's. */
  observing: Observing | null;
}

interface Looked {
  servers: Server[];
  gaps: Gap[];
}

/** What each server is given and kept from, and what any program of this user can reach. */
async function reached(
  servers: Server[],
  candidates: ReadonlyMap<string, Candidate>,
  { selection, machine, reach }: ScanOptions,
  { files, engines }: Io,
): Promise<Looked & Pick<Inventory, 'stores'>> {
  if (reach === undefined) return { servers, gaps: [], stores: null };
  const [{ findCredentials }, { findIsolation }, { runningContainers }] = await Promise.all([
    import('./credentials.ts'),
    import('./isolation.ts'),
    import('./containers.ts'),
  ]);
  const { access, key, observing } = reach;
  const given = findCredentials(servers, candidates, { machine, files, access, key });
  const hasImage = observing !== null && given.servers.some(({ launch }) => launch.image !== null);
  const containers = hasImage ? await runningContainers(engines) : [];
  const apart = findIsolation(given.servers, candidates, { machine, files, observing, containers });
  if (!selection.home) return { servers: apart, gaps: given.gaps, stores: null };
  const { findStores, gapOfStore } = await import('./stores.ts');
  const found = findStores(machine, files, access, { project: selection.project, isOwnHome: selection.managed });
  return { servers: apart, gaps: [...given.gaps, ...found.gaps.map(gapOfStore)], stores: found.stores };
}

/** Talking to servers is a third of the code, and most scans do not: it is imported when one does. */
async function offerings(
  servers: Server[],
  candidates: ReadonlyMap<string, Candidate>,
  { machine, savedTools = new Map(), enumeration }: ScanOptions,
  io: Io,
): Promise<Looked> {
  if (enumeration === undefined && savedTools.size === 0) return { servers, gaps: [] };
  const { findOfferings } = await import('./offerings.ts');
  return findOfferings(servers, candidates, { machine, saved: savedTools, enumeration: enumeration ?? null }, io);
}

async function transports(
  servers: Server[],
  candidates: ReadonlyMap<string, Candidate>,
  { probing }: ScanOptions,
  io: Io,
): Promise<Looked> {
  const isLocal = ({ launch }: Server): boolean =>
    launch.remoteUrl !== null && whereIs(launch.remoteUrl) === 'loopback';
  if (probing === undefined || !servers.some(isLocal)) return { servers, gaps: [] };
  const { probeTransports } = await import('./transports.ts');
  return probeTransports(servers, candidates, probing, io);
}

/** The whole way from config files to facts: what is configured, what is installed, which advisories match. */
export async function scan(options: ScanOptions, io: Io): Promise<Inventory> {
  const { selection, machine, advisories, registries, exploitation, cache, version, images = [] } = options;
  io.progress('looking for config files');
  const discovered = discover(selection, machine, io.files);
  const identified = identify(discovered.declared);
  // The engines of this machine say nothing about what somebody else's home would start.
  const { engines: _, ...alone } = io;
  const surroundings = { io: selection.managed ? io : alone, machine, cache, images };
  const resolved = await resolve(identified.candidates, surroundings);
  const owners = ownersOf(discovered.declared, new CodeOwners(io.files, machine));
  const servers = resolved.servers
    .map((server) => ({
      ...server,
      publisher: publisherOf(server, io.files),
      owner: server.declarations.map(({ file }) => owners.get(file)).find((owner) => owner !== undefined) ?? null,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const candidates = new Map(identified.candidates.map((candidate) => [candidate.server.id, candidate]));
  const known = await reached(servers, candidates, options, io);
  const offered = await offerings(known.servers, candidates, options, io);
  const probed = await transports(offered.servers, candidates, options, io);
  if (advisories) io.progress('asking for advisories');
  const [matched, upkept] = await Promise.all([
    advisories
      ? match(probed.servers, ADVISORY_SOURCES, io, advisories)
      : { advisorySources: [], vulnerabilities: [], gaps: [] },
    registries && io.http ? upkeep(probed.servers, io, registries) : { servers: probed.servers, registries: [] },
  ]);
  const ranked = withExploitation(matched.vulnerabilities, exploitation ?? {});
  return {
    schemaVersion: 1,
    tool: { name: 'mcp-audit', version },
    createdAt: io.now().toISOString(),
    target: {
      platform: machine.platform,
      home: selection.home ? machine.home : null,
      project: selection.project,
      files: selection.files.map(({ path }) => path),
    },
    configs: discovered.configs,
    remarks: discovered.remarks,
    servers: upkept.servers,
    stores: known.stores,
    advisorySources: matched.advisorySources,
    registries: upkept.registries,
    exploitation: ranked.statuses,
    vulnerabilities: ranked.vulnerabilities,
    gaps: [
      ...discovered.gaps,
      ...identified.gaps,
      ...resolved.gaps,
      ...known.gaps,
      ...offered.gaps,
      ...probed.gaps,
      ...matched.gaps,
    ],
  };
}
