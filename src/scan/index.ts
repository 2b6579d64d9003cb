import { ADVISORY_SOURCES, type AdvisoryOptions } from '../advisories/index.ts';
import type { Surroundings } from '../ecosystems/index.ts';
import type { Io, Machine } from '../io/index.ts';
import type { Inventory } from '../model/inventory.ts';
import type { RegistryOptions } from '../registries/index.ts';
import { CodeOwners } from './codeowners.ts';
import { discover, type Declared, type Selection } from './discover.ts';
import { identify } from './identify.ts';
import { withExploitation, type ExploitationFiles } from './exploitation.ts';
import { match } from './match.ts';
import { publisherOf } from './publisher.ts';
import { resolve } from './resolve.ts';
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
  if (advisories) io.progress('asking for advisories');
  const [matched, upkept] = await Promise.all([
    advisories
      ? match(servers, ADVISORY_SOURCES, io, advisories)
      : { advisorySources: [], vulnerabilities: [], gaps: [] },
    registries && io.http ? upkeep(servers, io, registries) : { servers, registries: [] },
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
    advisorySources: matched.advisorySources,
    registries: upkept.registries,
    exploitation: ranked.statuses,
    vulnerabilities: ranked.vulnerabilities,
    gaps: [...discovered.gaps, ...identified.gaps, ...resolved.gaps, ...matched.gaps],
  };
}
