import { ADVISORY_SOURCES, type AdvisoryOptions } from '../advisories/index.ts';
import type { Io, Machine } from '../io/index.ts';
import type { Inventory } from '../model/inventory.ts';
import { discover, type Selection } from './discover.ts';
import { identify } from './identify.ts';
import { match } from './match.ts';
import { resolve } from './resolve.ts';

export interface ScanOptions {
  selection: Selection;
  machine: Machine;
  /** Null leaves the advisories out: an inventory without judgement. */
  advisories: AdvisoryOptions | null;
  /** Folder for what need not be read twice, or null. */
  cache: string | null;
  /** mcp-audit's own version. */
  version: string;
}

/** The whole way from config files to facts: what is configured, what is installed, which advisories match. */
export async function scan(options: ScanOptions, io: Io): Promise<Inventory> {
  const { selection, machine, advisories, cache, version } = options;
  io.progress('looking for config files');
  const discovered = discover(selection, machine, io.files);
  const identified = identify(discovered.declared);
  const resolved = await resolve(identified.candidates, { io, machine, cache });
  io.progress('asking for advisories');
  const matched = advisories
    ? await match(resolved.servers, ADVISORY_SOURCES, io, advisories)
    : { advisorySources: [], vulnerabilities: [], gaps: [] };
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
    servers: resolved.servers.sort((a, b) => (a.id < b.id ? -1 : 1)),
    advisorySources: matched.advisorySources,
    vulnerabilities: matched.vulnerabilities,
    gaps: [...discovered.gaps, ...identified.gaps, ...resolved.gaps, ...matched.gaps],
  };
}
