import type { PackageVersion } from '../advisory/affects.ts';
import { redactUrl } from '../credential/redact.ts';
import { addressBelow, dataTimeOf, eachInFlight, openLine, parseBase, type Delivery, type Io } from '../io/index.ts';
import { purlOf } from '../model/purl.ts';
import { NO_CACHE, openCache, type StandingCache } from './_cache.ts';
import type { Listing, Registry, RegistryAnswer, RegistryOptions } from './index.ts';

/** For everything together, in milliseconds. */
const LONGEST = 3 * 60_000;
const MOST_IN_FLIGHT = 16;
/** Some packages have thousands of versions. */
const MOST_BYTES = 64 * 1024 * 1024;

/** By purl. */
type Asked = Map<string, PackageVersion>;

/** What is being filled while the answers come in. */
interface Progress {
  standings: RegistryAnswer['standings'];
  /** Milliseconds since the epoch of the oldest answer used, or null when there was none. */
  dataTime: number | null;
  /** Packages that the registry does not have, or not in this version. */
  unlisted: number;
  /** Why it did not answer, as a clause about it, or null. */
  reason: string | null;
}

const older = (time: number, { dataTime }: Progress): number => Math.min(time, dataTime ?? Infinity);

/** Takes from the cache what it has. Returns what is still to be asked. */
function askCache(asked: Asked, cache: StandingCache, progress: Progress): Asked {
  const open: Asked = new Map();
  for (const [purl, one] of asked) {
    const kept = cache.get(purl);
    if (kept === null) open.set(purl, one);
    else {
      progress.standings.set(purl, kept.standing);
      progress.dataTime = older(kept.time, progress);
    }
  }
  return open;
}

/** The versions that are asked about by one question. */
interface Group {
  name: string;
  path: string;
  asked: Asked;
}

/** One question for each name, however many versions of it are asked about. */
function groupByName(asked: Asked, registry: Registry, progress: Progress): Group[] {
  const groups = new Map<string, Group>();
  for (const [purl, one] of asked) {
    const path = registry.pathOf(one.name);
    if (path === null) {
      progress.unlisted++;
      continue;
    }
    const group = groups.get(path) ?? { name: one.name, path, asked: new Map() };
    group.asked.set(purl, one);
    groups.set(path, group);
  }
  return [...groups.values()];
}

function takeIn(delivery: Delivery<Listing>, group: Asked, now: Date, cache: StandingCache, progress: Progress): void {
  if (delivery.kind === 'failed') {
    progress.reason ??= `did not answer: ${delivery.reason}`;
    return;
  }
  if (delivery.kind === 'refused') {
    if (delivery.status === 404) progress.unlisted += group.size;
    else progress.reason ??= `did not answer: HTTP ${delivery.status}`;
    return;
  }
  const time = dataTimeOf(delivery.response, now);
  progress.dataTime = older(time, progress);
  for (const [purl, { version }] of group) {
    const standing = delivery.value(version);
    if (standing === null) progress.unlisted++;
    else {
      progress.standings.set(purl, standing);
      cache.put(purl, { standing, time });
    }
  }
}

function answerFrom(registry: Registry, address: string, asked: number, progress: Progress): RegistryAnswer {
  const { standings, dataTime, unlisted, reason } = progress;
  const unanswered = dataTime === null ? 'failed' : 'partial';
  return {
    status: {
      id: registry.id,
      from: URL.canParse(address) ? redactUrl(address) : '',
      status: standings.size === asked ? 'complete' : unanswered,
      dataTime: dataTime === null ? null : new Date(dataTime).toISOString(),
      asked,
      answered: standings.size,
      reason: reason ?? (unlisted === 0 ? null : `does not list ${unlisted} of them`),
    },
    standings,
  };
}

/** Asks a registry what it has against some versions. Never rejects for what a registry does. */
export async function askRegistry(
  registry: Registry,
  packages: readonly PackageVersion[],
  io: Io,
  options: RegistryOptions,
): Promise<RegistryAnswer> {
  const { http, now } = io;
  const asked: Asked = new Map(packages.map((one) => [purlOf(one), one]));
  const address = registry.base(options);
  const base = parseBase(address);
  const progress: Progress = { standings: new Map(), dataTime: null, unlisted: 0, reason: null };
  if (http === null || typeof base === 'string') {
    progress.reason = `is not asked: ${typeof base === 'string' ? base : 'the scan is offline'}`;
    return answerFrom(registry, address, asked.size, progress);
  }
  const cache = options.cache === null ? NO_CACHE : openCache(options.cache, base.href, io);
  const open = askCache(asked, cache, progress);
  const line = openLine(http, io, now().getTime() + LONGEST);
  const headers = { accept: registry.accept };
  const groups = groupByName(open, registry, progress);
  if (groups.length > 0) io.progress(`asking ${registry.id} about ${groups.length} of ${asked.size} packages`);
  await eachInFlight(groups, MOST_IN_FLIGHT, async (group) => {
    const question = { method: 'GET', url: addressBelow(base, group.path), headers, maxBytes: MOST_BYTES } as const;
    const delivery = await line.send(question, (text) => registry.read(text, group.name));
    takeIn(delivery, group.asked, now(), cache, progress);
  });
  cache.save();
  return answerFrom(registry, address, asked.size, progress);
}
