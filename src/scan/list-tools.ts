import { withoutTokens } from '../credential/_random.ts';
import { SCHEME } from '../credential/_url.ts';
import { redactUrl } from '../credential/redact.ts';
import type { Exchange } from '../io/index.ts';
import { failedListing, listOverHttp, listOverStdio, type Listing, type ListingOptions } from '../mcp/index.ts';
import {
  containmentOf,
  startContained,
  type Aftermath,
  type Containment,
  type Launchable,
  type StartIo,
} from '../sandbox/index.ts';
import { cleanerOf, isSecret, partsOfSecret, secretArguments, secretsOfTarget, type Cleaner } from './told-secrets.ts';

/** How a server is reached, with the values of its variables and headers, which are passed on and never kept or told. */
export type ServerLaunch =
  | { transport: 'stdio'; launchable: Launchable }
  | { transport: 'http' | 'sse'; url: string; headers: Readonly<Record<string, string>> };

export interface ListToolsOptions extends ListingOptions {
  /** How a server is kept in that has to be started; null when none may be: consent is given by whoever calls. */
  containment: Containment | null;
  /** Whether a server on another machine may be asked. */
  mayLeaveMachine: boolean;
}

export interface ServerListing extends Listing {
  /** How it was kept in, one sentence each; empty when nothing was started. */
  containment: string[];
  /** False when a process or a file of it may be left on this machine. */
  isGone: boolean;
  /** Takes the secrets that it was given out of what it says of itself. */
  cleaner: Cleaner;
}

const NOTHING_SECRET: Cleaner = { clean: (text) => text, touches: () => false };

/** Shorter values are words like any other. */
const SHORTEST_SECRET = 4;
/** In what it offers: descriptions have short words, too. */
const SHORTEST_TOLD = 6;

/** The values of variables, and the arguments that look secret. */
function valuesOf({ args, env }: Launchable): string[] {
  return [...Object.values(env).flatMap(partsOfSecret), ...secretArguments(args)];
}

/** Those of them that are secrets. */
function secretsOf({ args, env }: Launchable): string[] {
  const values = Object.entries(env).flatMap((variable) => (isSecret(variable) ? partsOfSecret(variable[1]) : []));
  return [...values, ...secretArguments(args)];
}

const MAX_LAST_WORDS = 300;
/** More than is shown: what looks like a secret has to be seen as a whole. */
const MAX_READ = 4000;

/** The last line of what a server wrote to its standard error that says something, or `''`. */
function lastWords(diagnostics: string, clean: Cleaner['clean']): string {
  const lines = clean(diagnostics).split('\n');
  const says = (pattern: RegExp): string | undefined => lines.findLast((line) => pattern.test(line));
  const line = says(/error|cannot|missing|required/i) ?? says(/[a-z]{3}/i) ?? '';
  const words = line.trim().slice(0, MAX_READ).split(/\s+/);
  const shown = words.map((word) => (SCHEME.test(word) ? redactUrl(word) : withoutTokens(word)));
  return shown.join(' ').slice(0, MAX_LAST_WORDS);
}

const MOST_PORTS = 8;

function describeAftermath({ exceeded, left, listened, wrote, isRemoved }: Aftermath): string[] {
  const ports = listened.slice(0, MOST_PORTS).join(', ') + (listened.length > MOST_PORTS ? ' and others' : '');
  const more = wrote.files > wrote.first.length ? ' and others' : '';
  return [
    ...(exceeded === null ? [] : [`It was ended because it used ${exceeded}.`]),
    ...(listened.length === 0 ? [] : [`It took connections at ${ports} while it ran.`]),
    ...(wrote.files === 0 ? [] : [`It wrote ${wrote.first.join(', ')}${more}${isRemoved ? '; they are gone' : ''}.`]),
    ...(left.length === 0 ? [] : [`These of its processes could not be ended: ${left.join(', ')}.`]),
    ...(isRemoved ? [] : ['Not all that it wrote could be removed.']),
  ];
}

async function startAndList(
  launchable: Launchable,
  chosen: Containment,
  options: ListingOptions,
  io: StartIo,
): Promise<ServerListing> {
  const containment = containmentOf(launchable, chosen, io);
  const contained = typeof containment === 'string' ? containment : startContained(launchable, containment, io);
  if (typeof contained === 'string') {
    const problem = { kind: 'not-started' as const, message: contained };
    return { ...failedListing('stdio', problem), containment: [], isGone: true, cleaner: NOTHING_SECRET };
  }
  let aftermath: Aftermath;
  let listing: Listing;
  try {
    listing = await listOverStdio(contained.program, options);
  } finally {
    aftermath = await contained.end();
  }
  const { exceeded, left, isRemoved } = aftermath;
  const { clean } = cleanerOf(valuesOf(launchable), SHORTEST_SECRET);
  const said = listing.problem?.kind === 'exited' ? lastWords(contained.program.diagnostics(), clean) : '';
  const problem = listing.problem && {
    ...listing.problem,
    ...(exceeded === null ? {} : { kind: 'limit' as const }),
    message: clean(listing.problem.message) + (said === '' ? '' : ` It said: ${said}`),
  };
  return {
    ...listing,
    notes: [...listing.notes, ...describeAftermath(aftermath)].map(clean),
    problem,
    containment: contained.applied,
    isGone: left.length === 0 && isRemoved,
    cleaner: cleanerOf(secretsOf(launchable), SHORTEST_TOLD),
  };
}

/**
 * Lists what one server offers. One that answers on this machine is asked where it is and nothing is started; one over stdio is
 * started only with a containment, and is gone with all that it wrote when this resolves. Never rejects for what a server does.
 */
export async function listTools(
  launch: ServerLaunch,
  { containment, mayLeaveMachine, ...options }: ListToolsOptions,
  io: StartIo & { exchange: Exchange },
): Promise<ServerListing> {
  const nothingStarted = { containment: [], isGone: true, cleaner: NOTHING_SECRET };
  if (launch.transport !== 'stdio') {
    const { transport, url, headers } = launch;
    if (!URL.canParse(url)) {
      const problem = { kind: 'not-allowed' as const, message: 'Its address is no URL.' };
      return { ...failedListing(transport, problem), ...nothingStarted };
    }
    const target = { url: new URL(url), headers };
    const listing = await listOverHttp(target, io.exchange, { ...options, transport, mayLeaveMachine });
    const secrets = secretsOfTarget(target);
    const { clean } = cleanerOf(secrets, SHORTEST_SECRET);
    const problem = listing.problem && { ...listing.problem, message: clean(listing.problem.message) };
    const cleaner = cleanerOf(secrets, SHORTEST_TOLD);
    return { ...listing, notes: listing.notes.map(clean), problem, ...nothingStarted, cleaner };
  }
  if (containment === null) {
    const problem = { kind: 'not-allowed' as const, message: 'It would have to be started, which was not allowed.' };
    return { ...failedListing('stdio', problem), ...nothingStarted };
  }
  const first = await startAndList(launch.launchable, containment, options, io);
  // Some servers end on a request that they do not know: one that ended on initialize may know server/discover.
  const mayBeModern = first.problem?.kind === 'exited' && first.era === null && options.firstEra === undefined;
  if (!mayBeModern) return first;
  const second = await startAndList(launch.launchable, containment, { ...options, firstEra: 'modern' }, io);
  return second.era === null ? first : second;
}
