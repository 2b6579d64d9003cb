import { AuditError } from '../errors.ts';
import { eachInFlight, type Exchange, type Io, type Machine } from '../io/index.ts';
import type { Listing } from '../mcp/index.ts';
import type { Gap } from '../model/gap.ts';
import type { Offering, Shift } from '../model/offering.ts';
import { isActive, type Server } from '../model/server.ts';
import { containmentOf, type Containment, type StartIo } from '../sandbox/index.ts';
import { offeringOf } from '../tool/offering.ts';
import { readOutline } from '../tool/read-list.ts';
import { readListing } from '../tool/read-text.ts';
import type { ToolList } from '../tool/tool.ts';
import { clientNameOf } from './client-names.ts';
import { differingTools, shiftOf } from './compare-listings.ts';
import type { Candidate } from './identify.ts';
import { listTools, type ServerLaunch, type ServerListing } from './list-tools.ts';
import { serverNamed } from './server-named.ts';
import { programOf, startFacts, startLine, type StartFacts } from './start-line.ts';
import { toldOffering } from './told-offering.ts';
import { isOfUser } from './whose.ts';

/** What it takes to start servers and to ask them: a scan has it only where its user allowed that. */
export interface Enumeration {
  io: StartIo & { exchange: Exchange };
  /** How a server is kept in, or in a sentence why none may be started. */
  containment: Containment | string;
  /** Asked once for each server, one after the other; `isStarted` is false where it runs already. */
  consents(facts: StartFacts, isStarted: boolean): Promise<boolean>;
  /** Whether servers that run already may be asked more than once. */
  isThorough: boolean;
  /** Whether containers are made whose line opens them to this machine: only where somebody sees that line first, or wants no sandbox. */
  startsOpen: boolean;
  /** Whether addresses are asked that only a project's own files, or a file that was named, declare. */
  asksProjects: boolean;
  /** Ids or names of the servers that are meant; empty for all. */
  only: readonly string[];
  /** mcp-audit's own version. */
  version: string;
}

export interface OfferingOptions {
  machine: Machine;
  /** Lists that were saved, by the server's id or name: they are taken, and the server is not asked. */
  saved: ReadonlyMap<string, { file: string; list: ToolList }>;
  /** Null starts nothing and asks nobody. */
  enumeration: Enumeration | null;
}

/** Servers under way at the same time. */
const IN_FLIGHT = 3;
/** Tools of one server that are kept; the largest real one has 401. */
const MOST_TOOLS = 10_000;

function gapOf(server: Server, kind: 'tools-unknown' | 'tools-partial', message: string, hint: string): Gap {
  const [place] = server.declarations;
  return {
    kind,
    item: 'high-risk-tools-reviewed',
    message,
    hint,
    server: server.id,
    location: place ? { file: place.file, line: place.line, column: place.column, pointer: place.pointer } : null,
    components: [],
  };
}

/** A word as a shell takes it: nothing of a server's name runs when the line is pasted. */
const quoted = (word: string): string => (/^[\w@%+:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const SAVE = (id: string): string =>
  `Where it runs: mcp-audit tools list ${quoted(id)} --enumerate=all --save FILE; then here: mcp-audit scan --tools ${quoted(id)}=FILE`;

const LOOSEN =
  'It may want what it is kept from: --allow-network, --real-home, or --sandbox=none, which starts it as you would.';

/** What a listing says. */
function offeringOfListing(listing: ServerListing, shift: Shift | null, notes: readonly string[]): Offering | null {
  const { tools, cleaner } = listing;
  const list = readListing({ ...listing, tools: tools.slice(0, MOST_TOOLS) });
  if (list === null) return null;
  const from = {
    source: 'server' as const,
    file: null,
    era: listing.era,
    protocolVersion: listing.protocolVersion,
    isComplete: listing.hasAllTools && tools.length <= MOST_TOOLS,
    shift: shift && { ...shift, tools: shift.tools.map(cleaner.clean) },
    containment: listing.containment,
    notes: [...listing.notes, ...notes],
  };
  return toldOffering(list, from, cleaner);
}

/** Lists once more under another name and, where that differs, once more under the first: who asks, or when, may matter. */
async function findShift(
  first: Listing,
  list: (clientName: string) => Promise<ServerListing>,
  clientName: string,
): Promise<{ shift: Shift | null; isKnown: boolean }> {
  const second = await list('mcp-audit');
  if (second.problem !== null || !second.hasAllTools || !first.hasAllTools) return { shift: null, isKnown: false };
  const tools = differingTools(first.tools, second.tools);
  if (tools.length === 0) return { shift: null, isKnown: true };
  const third = await list(clientName);
  const isHeard = third.problem === null && third.hasAllTools;
  return { shift: shiftOf(tools, isHeard ? differingTools(first.tools, third.tools) : null), isKnown: true };
}

async function ask(
  launch: ServerLaunch,
  server: Server,
  { io, containment, isThorough, version }: Enumeration,
): Promise<{ offering: Offering | null; gaps: Gap[] }> {
  const contained = typeof containment === 'string' ? null : containment;
  const clientName = clientNameOf(server.declarations[0]?.client ?? '');
  const list = (name: string): Promise<ServerListing> => {
    const clientInfo = { name, version: name === 'mcp-audit' ? version : '1.0.0' };
    return listTools(launch, { containment: contained, mayLeaveMachine: false, clientInfo }, io);
  };
  const listing = await list(clientName);
  const { problem, tools } = listing;
  const left = listing.isGone ? [] : ['Not all that it left on this machine could be removed.'];
  if (problem !== null && tools.length === 0) {
    const message = `its tools could not be had: ${[problem.message, ...left].join(' ')}`;
    const isKeptIn = listing.containment.length > 0 && contained?.sandbox !== null;
    const hint = launch.transport === 'stdio' ? (isKeptIn ? LOOSEN : SAVE(server.id)) : 'Start it, and scan again.';
    return { offering: null, gaps: [gapOf(server, 'tools-unknown', message, hint)] };
  }
  const isAskedAgain = launch.transport === 'stdio' || isThorough;
  const { shift, isKnown } = isAskedAgain ? await findShift(listing, list, clientName) : { shift: null, isKnown: true };
  const offering = offeringOfListing(listing, shift, left);
  if (offering?.isComplete !== true) return { offering, gaps: [partial(server, problem?.message ?? null)] };
  return {
    offering,
    gaps: isKnown ? [] : [gapOf(server, 'tools-partial', ONCE, 'List it again: mcp-audit tools list')],
  };
}

/** It may be how a server hides from whoever looks, so it is no mere note. */
const ONCE =
  'whether it shows the same tools to others is not known: asked again under another name, it did not give its whole list';

const partial = (server: Server, why: string | null): Gap =>
  gapOf(
    server,
    'tools-partial',
    `its list of tools is known in part${why === null ? '' : `: ${why}`}`,
    SAVE(server.id),
  );

/** How one server would be started or asked, with what its user is told before; or in a clause why it cannot be. */
function wantedStart(
  candidate: Candidate,
  server: Server,
  { containment, io, startsOpen, asksProjects }: Enumeration,
  { machine, files }: { machine: Machine; files: Io['files'] },
): { launch: ServerLaunch; facts: StartFacts } | string {
  const mayFetch = typeof containment !== 'string' && containment.network;
  const launch = startLine(candidate, server, { machine, files, mayFetch });
  if (typeof launch === 'string') return launch;
  if (launch.transport !== 'stdio') {
    return asksProjects || isOfUser(server)
      ? { launch, facts: startFacts(candidate, server, launch, null) }
      : "only a project's files, or a file that was named, declare its address: give --probe=gentle to have it asked";
  }
  // What keeps it in may be its own line's container.
  const own = typeof containment === 'string' ? containment : containmentOf(launch.launchable, containment, io);
  if (typeof own === 'string') return own;
  if (own.sandbox?.kind === 'own-container' && own.sandbox.opens.length > 0 && !startsOpen)
    return `its line opens its container to this machine (${own.sandbox.opens.join(', ')}), which is started with --enumerate=ask or --sandbox=none`;
  const program = programOf(launch.launchable, own, io);
  return { launch, facts: startFacts(candidate, server, launch, { containment: own, program }) };
}

/** The saved lists by the ids of their servers. */
function savedById(servers: readonly Server[], saved: OfferingOptions['saved']): OfferingOptions['saved'] {
  return new Map(
    [...saved].map(([word, list]) => {
      const server = serverNamed(servers, word, '--tools ');
      if (server !== null) return [server.id, list];
      throw new AuditError('usage', `--tools ${word}=…: there is no server ${word}`, {
        hint: 'See: mcp-audit inventory',
      });
    }),
  );
}

/** What is known without anything being asked: a list that was saved, or what the server's extension says of itself. */
function knownOffering(
  server: Server,
  { declared: { entry, location } }: Candidate,
  saved: OfferingOptions['saved'],
): Offering | null {
  const given = saved.get(server.id);
  if (given !== undefined) return offeringOf(given.list, { source: 'file', file: given.file });
  const { outline } = entry;
  if (outline === undefined) return null;
  return offeringOf(readOutline(outline.list), {
    source: 'manifest',
    file: location.file,
    isComplete: outline.isWhole,
  });
}

/**
 * What each server offers: from lists that were saved, else from the server itself where that was allowed, one by one. Consent is asked
 * for before anything is started. What was asked for and could not be had is a gap; what was not asked for stays unknown.
 */
export async function findOfferings(
  servers: readonly Server[],
  candidates: ReadonlyMap<string, Candidate>,
  options: OfferingOptions,
  io: Pick<Io, 'files' | 'progress'>,
): Promise<{ servers: Server[]; gaps: Gap[] }> {
  const { machine, enumeration, saved } = options;
  const lists = savedById(servers, saved);
  const meant = new Set(enumeration?.only.map((word) => serverNamed(servers, word, '')?.id));
  /** A server that was named is meant also where no client would start it. */
  const isMeant = (server: Server): boolean =>
    enumeration?.only.length === 0 ? isActive(server) : meant.has(server.id);
  const offerings = new Map<string, Offering>();
  const gaps: Gap[] = [];
  const asked: Array<{ server: Server; launch: ServerLaunch }> = [];
  for (const server of servers) {
    const candidate = candidates.get(server.id);
    if (candidate === undefined) continue;
    const known = knownOffering(server, candidate, lists);
    if (known !== null) {
      offerings.set(server.id, known);
      if (!known.isComplete) gaps.push(partial(server, null));
    }
    if (enumeration === null || known?.source === 'file' || !isMeant(server)) continue;
    const wanted = wantedStart(candidate, server, enumeration, { machine, files: io.files });
    if (typeof wanted === 'string') {
      if (known === null)
        gaps.push(gapOf(server, 'tools-unknown', `its tools are not known: ${wanted}`, SAVE(server.id)));
    } else if (await enumeration.consents(wanted.facts, wanted.launch.transport === 'stdio')) {
      asked.push({ server, launch: wanted.launch });
    }
  }
  await eachInFlight(asked, IN_FLIGHT, async ({ server, launch }) => {
    if (enumeration === null) return;
    io.progress(`asking ${server.name} for its tools`);
    const found = await ask(launch, server, enumeration);
    if (found.offering !== null) offerings.set(server.id, found.offering);
    gaps.push(...found.gaps);
  });
  return {
    servers: servers.map((server) => ({ ...server, offering: offerings.get(server.id) ?? null })),
    gaps: gaps.sort((a, b) => ((a.server ?? '') < (b.server ?? '') ? -1 : 1)),
  };
}
