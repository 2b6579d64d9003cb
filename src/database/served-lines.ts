import { HttpError } from '../io/index.ts';
import { linesOf, LongLine } from '../syntax/lines.ts';
import { checksumsIn, summing } from './checksums.ts';
import { discard, DumpError, get, persist, type DumpServer } from './dump-server.ts';

/** A text that is read line by line, as far as it is wanted. */
export interface Lines {
  /** Of the answer. */
  headers: Record<string, string>;
  isUnchanged: boolean;
}

const LONGEST_LINE = 10_000;

async function* summed(body: AsyncIterable<Uint8Array>, sum: ReturnType<typeof summing>): AsyncIterable<Uint8Array> {
  for await (const piece of body) {
    sum.add(piece);
    yield piece;
  }
}

/** An answer whose end is the end of the connection looks the same when it is cut. Source: RFC 9112, 6.3. */
const saysWhereItEnds = (headers: Readonly<Record<string, string>>): boolean =>
  ['content-length', 'transfer-encoding', 'content-encoding'].some((name) => headers[name] !== undefined);

/**
 * Reads a text of lines until `taker` says that it is enough or it ends; its `restart` is called before each try, since a cut answer is
 * asked for anew. With `tag` a server that has nothing newer says so. A text read to its end is held against its checksum.
 */
export async function readLines(
  server: DumpServer,
  path: string,
  tag: string | null,
  taker: { restart(): void; take(line: string): boolean },
): Promise<Lines> {
  let lines = 0;
  const attempt = async (): Promise<Lines> => {
    taker.restart();
    const answer = await get(server, path, tag === null ? {} : { 'if-none-match': tag });
    const { headers } = answer;
    if (answer.status === 304 && tag !== null) return { headers, isUnchanged: true };
    if (answer.status !== 200) {
      await discard(answer);
      throw new HttpError(`${path}: HTTP ${answer.status}, which was not asked for`);
    }
    const checksums = checksumsIn(headers);
    const sum = summing(checksums);
    try {
      for await (const line of linesOf(summed(answer.body, sum), LONGEST_LINE)) {
        lines += 1;
        server.checkTime();
        if (!taker.take(line)) return { headers, isUnchanged: false };
      }
    } catch (error) {
      throw error instanceof LongLine ? new DumpError(`${path}: ${error.message}`) : error;
    }
    if (!sum.agrees()) throw new HttpError(`${path} does not add up to its checksum`);
    const isSummed = checksums.md5 !== null || checksums.crc32c !== null;
    if (!isSummed && !saysWhereItEnds(headers)) {
      throw new DumpError(`${path} comes without its length: whether that is all cannot be told`);
    }
    return { headers, isUnchanged: false };
  };
  return persist(server, attempt, () => lines);
}
