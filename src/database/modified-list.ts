import { advisoryIdSchema, modifiedSchema } from '../advisory/read-record.ts';
import { dataTimeOf } from '../io/index.ts';
import type { DumpServer } from './dump-server.ts';
import { readLines } from './served-lines.ts';
import { microseconds } from './segment-layout.ts';

/** One line of `modified_id.csv`: an id and when its record was last modified. */
export interface Listed {
  id: string;
  /** As written. */
  modified: string;
  /** The same in microseconds since 1970. */
  at: number;
}

/** What a source says it has. */
export interface ModifiedList {
  listed: ReadonlyMap<string, Listed>;
  /** Whether these are all ids of the ecosystem. */
  isWhole: boolean;
  /** Whether it has more lines than are read of any. */
  isTooLong: boolean;
  /** Whether the newest lines come first, so that a part of it can be read alone. */
  isSorted: boolean;
  /** The newest line that is not still to come, as written; null without one. */
  newest: string | null;
  /** Lines that are none. */
  unreadable: number;
}

/** The list of a server, and what the server says of it. */
export interface ServedList extends ModifiedList {
  /** The server has nothing newer than the tag that it was shown; then nothing else is known. */
  isUnchanged: boolean;
  /** `ETag`, or null. */
  tag: string | null;
  /** When the answer was made, in milliseconds since 1970. */
  answeredAt: number;
}

const MOST_LINES = 3_000_000;

/** `<RFC 3339>,<id>`. Source: osv.dev, docs/data.md. */
function readLine(line: string): Listed | null {
  const comma = line.indexOf(',');
  const [modified, id] = [line.slice(0, comma), line.slice(comma + 1)];
  if (comma < 0 || !modifiedSchema.safeParse(modified).success || !advisoryIdSchema.safeParse(id).success) return null;
  const at = microseconds(modified);
  return at === 0 ? null : { id, modified, at };
}

const SECOND = 1_000_000;

/** How far a list is read: down to the lines that are older than `cutoff` (microseconds since 1970), at most `most` lines. */
export interface Reach {
  cutoff: number | null;
  most?: number;
}

/**
 * Takes in a list line by line; of several lines with one id the newest stands. OSV's is sorted by the text of its times, the newest
 * first, which within one second is not their order.
 */
class Collector implements ModifiedList {
  readonly listed = new Map<string, Listed>();
  isWhole = true;
  isTooLong = false;
  isSorted = true;
  newest: string | null = null;
  unreadable = 0;
  private lines = 0;
  private lastAt = Infinity;
  private newestAt = 0;
  private readonly now: number;
  private readonly cutoff: number;
  private readonly most: number;

  constructor({ cutoff, most = MOST_LINES }: Reach, now: Date) {
    this.now = now.getTime() * 1000;
    this.cutoff = cutoff ?? 0;
    this.most = most;
  }

  restart(): void {
    this.listed.clear();
    this.isWhole = true;
    this.isTooLong = false;
    this.isSorted = true;
    this.newest = null;
    this.unreadable = 0;
    this.lines = 0;
    this.lastAt = Infinity;
    this.newestAt = 0;
  }

  /** False when no further line is wanted. */
  take(line: string): boolean {
    this.lines += 1;
    if (this.lines > this.most) {
      this.isTooLong = true;
      this.isWhole = false;
      return false;
    }
    if (line === '') return true;
    const entry = readLine(line);
    if (entry === null) {
      this.unreadable += 1;
      return true;
    }
    if (entry.at < this.cutoff) {
      this.isWhole = false;
      return false;
    }
    if (entry.at > this.lastAt + SECOND) this.isSorted = false;
    this.lastAt = entry.at;
    if (entry.at > (this.listed.get(entry.id)?.at ?? 0)) this.listed.set(entry.id, entry);
    // A time that is still to come is a slip of a pen: to go on from there would pass over all that is new.
    if (entry.at > this.newestAt && entry.at <= this.now) [this.newestAt, this.newest] = [entry.at, entry.modified];
    return true;
  }
}

/** The list in a text. */
export function parseModifiedList(text: string, now: Date): ModifiedList {
  const collector = new Collector({ cutoff: null }, now);
  for (const line of text.split(/\r?\n/)) if (!collector.take(line)) break;
  return collector;
}

/** The list of an ecosystem from a server; with the tag of an earlier answer, whether there is anything newer. Throws `DumpError`. */
export async function readModifiedList(
  server: DumpServer,
  ecosystem: string,
  reach: Reach,
  tag: string | null,
): Promise<ServedList> {
  const collector = new Collector(reach, server.io.now());
  const answer = await readLines(server, `${ecosystem}/modified_id.csv`, tag, collector);
  const { listed, isWhole, isTooLong, isSorted, newest, unreadable } = collector;
  return {
    listed,
    isWhole,
    isTooLong,
    isSorted,
    newest,
    unreadable,
    isUnchanged: answer.isUnchanged,
    tag: answer.headers['etag']?.slice(0, 200) ?? tag,
    answeredAt: dataTimeOf(answer, server.io.now()),
  };
}
