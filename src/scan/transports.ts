import { REDACTED } from '../credential/redact.ts';
import { eachInFlight, type Io } from '../io/index.ts';
import type { Gap } from '../model/gap.ts';
import { whereIs } from '../model/host.ts';
import type { Probed } from '../model/observation.ts';
import type { Offering } from '../model/offering.ts';
import { isActive, type Server } from '../model/server.ts';
import type { ToolClass } from '../model/tool.ts';
import { probe, PROBES, targetOf, type ProbeIo } from '../probes/index.ts';
import { offeringOf } from '../tool/offering.ts';
import { readToolList } from '../tool/read-list.ts';
import type { Candidate } from './identify.ts';
import { isOfUser } from './whose.ts';

/** What it takes to probe servers of this machine: a scan of another home has none of it. */
export interface Probing {
  io: ProbeIo;
  /** Opens sessions, and sends what has killed servers. */
  isActive: boolean;
  /** Whether addresses are asked that only a project's own files, or a file that was named, declare. */
  asksProjects: boolean;
}

/** Servers under way at the same time: each is asked one thing after the other. */
const IN_FLIGHT = 4;

/** The whole list that a server gives to anybody who asks; null where it gives none, or a part. */
function offeringIn(listed: unknown): Offering | null {
  const isRecord = typeof listed === 'object' && listed !== null;
  if (!isRecord || ('nextCursor' in listed && listed.nextCursor !== undefined && listed.nextCursor !== null))
    return null;
  const list = readToolList(listed);
  return list === null ? null : offeringOf(list, { source: 'server', file: null });
}

const classesOf = ({ tools }: Offering): ReadonlySet<ToolClass> => new Set(tools.map((tool) => tool.class));

/** What the tools do that a server lists in an answer to `tools/list`; null where it lists none, or not all. */
export function classesIn(listed: unknown): ReadonlySet<ToolClass> | null {
  const offering = offeringIn(listed);
  return offering?.isComplete === true ? classesOf(offering) : null;
}

/** Where a server answers on this machine, whole with its query; null where it does not, or that is not known. */
function addressOf(server: Server, candidate: Candidate | undefined): string | null {
  const url = candidate?.declared.entry.url ?? server.launch.remoteUrl;
  // A bridge's target is kept without its secrets, and another address is not the same server.
  return url === null || url === undefined || url.includes(REDACTED) || whereIs(url) !== 'loopback' ? null : url;
}

const TEXTS = new Map(PROBES.map(({ id, title, remediation }) => [id, { title, remediation }]));

async function probeOne(
  url: string,
  offering: Offering | null,
  { io, isActive: isThorough }: Probing,
): Promise<{ probed: Probed; offering: Offering | null } | null> {
  const target = targetOf(url);
  if (target === null) return null;
  const tools = offering?.isComplete === true ? classesOf(offering) : null;
  const { log: _, listed, verdicts, ...report } = await probe(target, io, { isActive: isThorough, tools, classesIn });
  const probed: Probed = {
    ...report,
    mode: isThorough ? 'active' : 'gentle',
    verdicts: verdicts.map((one) => ({ ...one, ...(TEXTS.get(one.check) ?? { title: one.check, remediation: '' }) })),
  };
  return { probed, offering: offering ?? offeringIn(listed) };
}

function unreached(server: Server, url: string): Gap {
  const [place] = server.declarations;
  return {
    kind: 'transport-unknown',
    item: 'local-transports-checked',
    message: `nothing takes a connection at ${new URL(url).origin}, so it is not known what it lets in`,
    hint: 'Start it, and scan again; or disable its entry.',
    server: server.id,
    location: place ? { file: place.file, line: place.line, column: place.column, pointer: place.pointer } : null,
    components: [],
  };
}

/**
 * Asks each server that answers on this machine what it lets in, each address once. A server that lists its tools to anybody has told
 * them: that list is taken where none is known.
 */
export async function probeTransports(
  servers: readonly Server[],
  candidates: ReadonlyMap<string, Candidate>,
  probing: Probing,
  io: Pick<Io, 'progress'>,
): Promise<{ servers: Server[]; gaps: Gap[] }> {
  const byAddress = new Map<string, Server[]>();
  const isTrusted = (server: Server): boolean => probing.asksProjects || isOfUser(server);
  for (const server of servers.filter((one) => isActive(one) && isTrusted(one))) {
    const url = addressOf(server, candidates.get(server.id));
    if (url !== null) byAddress.set(url, [...(byAddress.get(url) ?? []), server]);
  }
  const found = new Map<string, { probed: Probed; offering: Offering | null }>();
  const gaps: Gap[] = [];
  await eachInFlight([...byAddress], IN_FLIGHT, async ([url, those]) => {
    io.progress(`probing ${new URL(url).origin}`);
    const offering = those.map((server) => server.offering).find((one) => one !== null) ?? null;
    const result = await probeOne(url, offering, probing);
    if (result === null) return;
    for (const server of those) {
      if (result.probed.isListening) found.set(server.id, result);
      else gaps.push(unreached(server, url));
    }
  });
  return {
    servers: servers.map((server) => ({
      ...server,
      probed: found.get(server.id)?.probed ?? null,
      offering: server.offering ?? found.get(server.id)?.offering ?? null,
    })),
    gaps: gaps.sort((a, b) => ((a.server ?? '') < (b.server ?? '') ? -1 : 1)),
  };
}
