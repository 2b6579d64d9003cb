import type { OsvRecord } from '../advisory/record.ts';
import { isOrdered } from '../advisory/version.ts';
import { addressBelow, openLine, parseBase } from '../io/index.ts';
import { redactUrl } from '../credential/redact.ts';
import { purlOf } from '../model/purl.ts';
import { listMatches, namedQuery, type Listing, type Service } from './_batch.ts';
import { NO_CACHE, openCache } from './_cache.ts';
import { hydrate, type Hydrated } from './_hydrate.ts';
import { osvGaps } from './_osv-gaps.ts';
import type { AdvisorySource, Answer, Package } from './index.ts';

/** For everything together, in milliseconds: a scan that takes longer seems to hang. */
const LONGEST = 3 * 60_000;

/** Every id of a listing, with the newest time stated for its record. */
function idsOf({ ids }: Listing): Map<string, string | null> {
  const all = new Map<string, string | null>();
  for (const matches of ids.values()) {
    for (const [id, modified] of matches) {
      const known = all.get(id) ?? null;
      all.set(id, known === null || (modified !== null && modified > known) ? modified : known);
    }
  }
  return all;
}

/** The records of each package that stand. OSV lists no withdrawn ones, but one may be withdrawn in between. */
function standingRecords({ ids }: Listing, { records }: Hydrated): Map<string, OsvRecord[]> {
  const standing = new Map<string, OsvRecord[]>();
  for (const [purl, matches] of ids) {
    const found = [...matches.keys()].flatMap((id) => records.get(id) ?? []);
    const kept = found.filter(({ withdrawn }) => !withdrawn);
    if (kept.length > 0) standing.set(purl, kept);
  }
  return standing;
}

function statusOf({ problems, dataTime }: Listing): Answer['status']['status'] {
  if (problems.size === 0) return 'complete';
  return dataTime === null ? 'failed' : 'partial';
}

function answerFrom(asked: number, listing: Listing, hydrated: Hydrated, osvUrl: string): Answer {
  const { problems, dataTime } = listing;
  return {
    status: {
      id: osv.id,
      from: URL.canParse(osvUrl) ? redactUrl(osvUrl) : '',
      status: statusOf(listing),
      dataTime: dataTime === null ? null : new Date(dataTime).toISOString(),
      asked,
      answered: asked - problems.size,
    },
    records: standingRecords(listing, hydrated),
    unanswered: new Set(problems.keys()),
    gaps: osvGaps(listing, hydrated),
  };
}

/** OSV, or what speaks its protocol: first which advisories match which package, then the record of each of those. */
export const osv: AdvisorySource = {
  id: 'osv',
  complete: true,
  available: (io) => io.http !== null,

  async ask(packages, io, { osvUrl, cache }): Promise<Answer> {
    const { http } = io;
    const asked = new Map<string, Package>(packages.map((one) => [purlOf(one), one]));
    const base = parseBase(osvUrl);
    if (http === null || typeof base === 'string') {
      const reason = typeof base === 'string' ? base : 'the scan is offline';
      const problems: Listing['problems'] = new Map([...asked.keys()].map((purl) => [purl, 'unreachable']));
      const nothing: Listing = { ids: new Map(), problems, reason, dataTime: null };
      return answerFrom(asked.size, nothing, { records: new Map(), missing: [] }, osvUrl);
    }
    const deadline = io.now().getTime() + LONGEST;
    // A line for each round: what broke the one need not break the other.
    const openService = (): Service => ({
      address: (path) => addressBelow(base, path),
      line: openLine(http, io, deadline, { isRefusal: (text) => namedQuery(text) !== null }),
      io,
    });

    // Where it knows nothing, OSV answers as it does for a clean package: it is asked about what it is known to cover.
    const covered = new Map([...asked].filter(([, { ecosystem }]) => isOrdered(ecosystem)));
    const listing = await listMatches(covered, openService());
    for (const purl of asked.keys()) if (!covered.has(purl)) listing.problems.set(purl, 'uncovered');

    const records = cache === null ? NO_CACHE : openCache(cache, redactUrl(base.href), io);
    const hydrated = await hydrate(idsOf(listing), openService(), records);
    return answerFrom(asked.size, listing, hydrated, osvUrl);
  },
};
