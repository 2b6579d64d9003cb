import { z } from 'zod';
import { advisoryIdSchema, modifiedSchema } from '../advisory/read-record.ts';
import { dataTimeOf, eachInFlight, type Io, type Line } from '../io/index.ts';
import { parseJson } from '../syntax/plain-json.ts';
import type { Package } from './index.ts';

/** Why a package has no answer, or not all of it. */
export type Problem = 'uncovered' | 'unreachable' | 'refused' | 'unreadable' | 'too-many-pages';

export interface Listing {
  /** Purl to the ids that match it, each with when its record was last modified. */
  ids: Map<string, Map<string, string | null>>;
  /** Purls without a full answer. */
  problems: Map<string, Problem>;
  /** Why the source did not answer, in words, or null. */
  reason: string | null;
  /** Milliseconds since the epoch of the oldest answer used, or null when there was none. */
  dataTime: number | null;
}

/** How a source is reached. */
export interface Service {
  /** Address of an endpoint, such as `v1/querybatch`. */
  address(path: string): string;
  line: Line;
  io: Io;
}

interface Query {
  purl: string;
  package: Package;
  token: string | null;
}

/** What is being filled while the batches come in. */
interface Progress {
  service: Service;
  listing: Listing;
  refusalsLeft: number;
}

const MOST_IN_BATCH = 1000;
const MOST_IN_FLIGHT = 2;
const MOST_PAGES = 20;
/** Each refusal costs a request: a source that refuses everything is not asked a thousand times. */
const MOST_REFUSALS = 200;
const MOST_BYTES = 64 * 1024 * 1024;

const answerSchema = z.object({ results: z.array(z.unknown()) });
/** Strict: what holds anything else, an error say, is no answer, and must not pass for an empty one. */
const resultSchema = z.strictObject({
  vulns: z.array(z.unknown()).default([]),
  next_page_token: z.string().max(5000).default(''),
});
const matchSchema = z.object({ id: advisoryIdSchema, modified: modifiedSchema.nullable().catch(null) });

const toWire = ({ package: { ecosystem, name, version }, token }: Query) => ({
  package: { ecosystem, name },
  version,
  ...(token === null ? {} : { page_token: token }),
});

/** How OSV names the query that a whole batch failed for; with a 400, and with a 500 when its own data is amiss. */
const NAMED_QUERY = /\bindex (\d{1,6})\b/;

/** Index of the query that an error answer names, or null. */
export function namedQuery(text: string): number | null {
  const [, index] = NAMED_QUERY.exec(text.slice(0, 1000)) ?? [];
  return index === undefined ? null : Number(index);
}

/** The results of a batch; null unless there is one for each query, since nothing else says which is whose. */
function readResults(text: string, count: number): unknown[] | null {
  const answer = answerSchema.safeParse(parseJson(text));
  return answer.success && answer.data.results.length === count ? answer.data.results : null;
}

function giveUp(queries: readonly Query[], problem: Problem, { listing }: Progress): Query[] {
  for (const { purl } of queries) listing.problems.set(purl, problem);
  return [];
}

/** Takes in the result of one query. Returns the query for its next page; none when this was the last. */
function takeIn(query: Query, value: unknown, progress: Progress): Query[] {
  const result = resultSchema.safeParse(value);
  if (!result.success) return giveUp([query], 'unreadable', progress);
  const ids = progress.listing.ids.get(query.purl) ?? new Map<string, string | null>();
  for (const found of result.data.vulns) {
    const match = matchSchema.safeParse(found);
    if (match.success) ids.set(match.data.id, match.data.modified);
    else giveUp([query], 'unreadable', progress);
  }
  if (ids.size > 0) progress.listing.ids.set(query.purl, ids);
  const token = result.data.next_page_token;
  return token === '' ? [] : [{ ...query, token }];
}

/** Asks some queries once. Returns those that have a further page. */
async function askRound(queries: readonly Query[], progress: Progress): Promise<Query[]> {
  const { service, listing } = progress;
  if (queries.length === 0) return [];
  const delivery = await service.line.send(
    {
      method: 'POST',
      url: service.address('v1/querybatch'),
      body: JSON.stringify({ queries: queries.map(toWire) }),
      maxBytes: MOST_BYTES,
    },
    (text) => readResults(text, queries.length),
  );
  if (delivery.kind === 'answered') {
    listing.dataTime = Math.min(listing.dataTime ?? Infinity, dataTimeOf(delivery.response, service.io.now()));
    return queries.flatMap((query, index) => takeIn(query, delivery.value[index], progress));
  }
  if (delivery.kind === 'refused') {
    const index = namedQuery(delivery.text);
    if (delivery.status === 400 || index !== null) return askWithoutRefused(queries, index, progress);
  }
  listing.reason ??= delivery.kind === 'failed' ? delivery.reason : `HTTP ${delivery.status}`;
  return giveUp(queries, 'unreachable', progress);
}

/** OSV fails a whole batch for one query: that one is taken out, or found by halves when it is not named. */
async function askWithoutRefused(
  queries: readonly Query[],
  index: number | null,
  progress: Progress,
): Promise<Query[]> {
  if (queries.length === 1 || progress.refusalsLeft-- <= 0) return giveUp(queries, 'refused', progress);
  const refused = index === null ? undefined : queries[index];
  if (refused !== undefined) {
    giveUp([refused], 'refused', progress);
    const others = queries.filter((query) => query !== refused);
    return askRound(others, progress);
  }
  const middle = Math.ceil(queries.length / 2);
  const further = await askRound(queries.slice(0, middle), progress);
  return [...further, ...(await askRound(queries.slice(middle), progress))];
}

async function askBatch(batch: readonly Query[], progress: Progress): Promise<void> {
  let waiting = batch;
  for (let page = 0; page < MOST_PAGES && waiting.length > 0; page++) waiting = await askRound(waiting, progress);
  giveUp(waiting, 'too-many-pages', progress);
}

/** Asks which advisories match each package, in batches. Never rejects: what got no answer is a problem of its package. */
export async function listMatches(packages: ReadonlyMap<string, Package>, service: Service): Promise<Listing> {
  const listing: Listing = { ids: new Map(), problems: new Map(), reason: null, dataTime: null };
  const progress = { service, listing, refusalsLeft: MOST_REFUSALS };
  const queries = [...packages].map(([purl, asked]): Query => ({ purl, package: asked, token: null }));
  const batches: Query[][] = [];
  for (let start = 0; start < queries.length; start += MOST_IN_BATCH) {
    batches.push(queries.slice(start, start + MOST_IN_BATCH));
  }
  await eachInFlight(batches, MOST_IN_FLIGHT, (batch) => askBatch(batch, progress));
  return listing;
}
