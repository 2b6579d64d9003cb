import type { JudgedFinding } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import { isActive, type Server } from '../model/server.ts';
import { bySeriousness } from './_order.ts';
import type { Telling } from './_text-telling.ts';

/** A server and the findings about it that are told, the most serious first. */
export interface Entry {
  server: Server;
  findings: readonly JudgedFinding[];
}

/** Each server in the section of the report where it is told of. */
export interface Shelves {
  /** With findings, the worst first. */
  found: Entry[];
  /** Whose only fault is that no exact version is named. */
  unpinned: Entry[];
  /** The same of servers whose tools nobody has reviewed; one may be in both. */
  unreviewed: Entry[];
  clean: Entry[];
  /** Without findings, but something about them is not known. */
  unsure: Entry[];
  /** That no client would start, and that nothing blocks. */
  disabled: Entry[];
  /** Findings that are about no server. */
  others: readonly JudgedFinding[];
}

/** Whether it can be told in one line: a launch line without an exact version, which the policy does not block. */
export function isPlainlyUnpinned({ kind, action }: JudgedFinding): boolean {
  return kind === 'unpinned' && action !== 'block';
}

/** Whether it is counted and no more: a tool that nobody has reviewed, which the policy does not block. */
export function isPlainlyUnreviewed({ kind, action }: JudgedFinding): boolean {
  return kind === 'tool-unreviewed' && action !== 'block';
}

const isPlain = (finding: JudgedFinding): boolean => isPlainlyUnpinned(finding) || isPlainlyUnreviewed(finding);

/** Allowed findings are told apart, and what is blocked is never folded away; in full every finding is told at length. */
export function shelve({ inventory, decision }: Report, { verbose }: Telling): Shelves {
  const servers = new Map(inventory.servers.map((server) => [server.id, server]));
  const byServer = new Map<Server | undefined, JudgedFinding[]>();
  const told = decision.findings.filter(({ action }) => verbose || action !== 'allow');
  for (const finding of told.toSorted(bySeriousness)) {
    const server = servers.get(finding.server ?? '');
    const known = byServer.get(server);
    if (known) known.push(finding);
    else byServer.set(server, [finding]);
  }
  const unknown = new Set(decision.gaps.map((gap) => gap.server));
  const shelves: Shelves = {
    found: [],
    unpinned: [],
    unreviewed: [],
    clean: [],
    unsure: [],
    disabled: [],
    others: byServer.get(undefined) ?? [],
  };
  const shelvesOf = ({ server, findings }: Entry): Entry[][] => {
    if (!verbose && !isActive(server) && findings.every(({ action }) => action !== 'block')) return [shelves.disabled];
    if (findings.length === 0) return [unknown.has(server.id) ? shelves.unsure : shelves.clean];
    if (verbose || !findings.every(isPlain)) return [shelves.found];
    return [
      ...(findings.some(isPlainlyUnpinned) ? [shelves.unpinned] : []),
      ...(findings.some(isPlainlyUnreviewed) ? [shelves.unreviewed] : []),
    ];
  };
  // Those with findings come in the order of their worst one, the others as they are listed.
  for (const server of new Set([...byServer.keys(), ...inventory.servers])) {
    if (server === undefined) continue;
    const entry = { server, findings: byServer.get(server) ?? [] };
    for (const shelf of shelvesOf(entry)) shelf.push(entry);
  }
  return shelves;
}
