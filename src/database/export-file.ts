import { createHash, type Hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { Allowance, unpack, type Bytes } from '../archive/index.ts';
import { FileError, type Output, type StoredFile } from '../io/index.ts';
import { linesOf, LongLine } from '../syntax/lines.ts';
import { parseJson } from '../syntax/plain-json.ts';
import type { EcosystemDatabase } from './ecosystem-database.ts';
import { KNOWN_ECOSYSTEMS } from './places.ts';
import { reducedRecord } from './reduced.ts';
import { Damaged } from './segment.ts';
import { ecosystemStateSchema, type EcosystemState } from './state.ts';

/**
 * One file with everything that is kept: gzip of lines of JSON. First a header; then for each ecosystem a line that says what follows,
 * and that many records in the OSV schema, reduced; last the number of records and the SHA-256 of all lines before it.
 */
const FORMAT = 'mcp-audit-advisories';

/** What the line before an ecosystem's records says of them. */
const partSchema = ecosystemStateSchema.pick({
  ecosystem: true,
  records: true,
  source: true,
  dataTime: true,
  newest: true,
  checkedAt: true,
  complete: true,
  missing: true,
});
export type ExportedPart = z.infer<typeof partSchema>;

const headerSchema = z.object({ format: z.literal(FORMAT), version: z.literal(1) });
const endSchema = z.strictObject({ end: z.literal(true), records: z.int(), sha256: z.string() });

/** Each piece is a gzip member of its own: so much is packed at once. */
const PIECE = 4 * 1024 * 1024;

/** Writes databases into a file. Returns the number of records; throws `Damaged`. */
export function writeExport(databases: readonly EcosystemDatabase[], output: Output, now: Date): number {
  const hash = createHash('sha256');
  let lines: string[] = [];
  let length = 0;
  let records = 0;
  const flush = (): void => {
    if (lines.length > 0) output.write(gzipSync(lines.join(''), { level: 9 }));
    lines = [];
    length = 0;
  };
  const put = (value: object): void => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    lines.push(line);
    length += line.length;
    if (length > PIECE) flush();
  };
  put({ format: FORMAT, version: 1, created: now.toISOString() });
  for (const database of databases) {
    const { ecosystem, records: count, source, dataTime, newest, checkedAt, complete, missing } = database.state;
    put({ ecosystem, records: count, source, dataTime, newest, checkedAt, complete, missing } satisfies ExportedPart);
    let written = 0;
    for (const record of database.records(now)) {
      put(reducedRecord(record));
      written += 1;
    }
    if (written !== count) throw new Damaged(`${ecosystem} has ${written} advisories instead of ${count}`);
    records += written;
  }
  const sha256 = hash.copy().digest('hex');
  put({ end: true, records, sha256 });
  flush();
  return records;
}

const LONGEST_LINE = 16 * 1024 * 1024;
const MOST_BYTES = 64 * 1024 ** 3;

/** The file in pieces. */
async function* piecesOf(file: StoredFile): Bytes {
  for (let at = 0; at < file.size; at += PIECE) yield file.read(at, PIECE);
}

const notWhole = (why: string): FileError => new FileError('failed', `is no whole export of mcp-audit: ${why}`);

/** Takes in the lines of an export in their order, and says what each is. */
class Reader {
  private readonly hash: Hash = createHash('sha256');
  private state: 'header' | 'parts' | 'end' = 'header';
  private left = 0;
  private records = 0;

  /** A part that begins, a record, or null for any other line. Throws `FileError` where the file is not what it should be. */
  take(line: string): { part: ExportedPart } | { record: unknown } | null {
    const value = parseJson(line);
    if (this.state === 'end') throw notWhole('it goes on behind its end');
    if (this.state === 'header') {
      if (!headerSchema.safeParse(value).success) throw notWhole('it has another beginning');
      this.state = 'parts';
      this.hash.update(`${line}\n`);
      return null;
    }
    if (this.left > 0) {
      this.left -= 1;
      this.records += 1;
      this.hash.update(`${line}\n`);
      return { record: value };
    }
    const end = endSchema.safeParse(value);
    if (end.success) {
      if (end.data.records !== this.records || end.data.sha256 !== this.hash.digest('hex')) {
        throw notWhole('it is not what its checksum says');
      }
      this.state = 'end';
      return null;
    }
    const part = partSchema.safeParse(value);
    if (!part.success || !KNOWN_ECOSYSTEMS.includes(part.data.ecosystem))
      throw notWhole('a line of it is none that is known');
    this.left = part.data.records;
    this.hash.update(`${line}\n`);
    return { part: part.data };
  }

  finish(): void {
    if (this.state !== 'end') throw notWhole('it ends too early');
  }
}

/** The parts and records of an export. Throws `FileError` or `ArchiveError` when the file is not whole: then nothing of it may be used. */
export async function* readExport(file: StoredFile): AsyncGenerator<{ part: ExportedPart } | { record: unknown }> {
  const reader = new Reader();
  try {
    for await (const line of linesOf(unpack(piecesOf(file), new Allowance(MOST_BYTES, () => false)), LONGEST_LINE)) {
      const taken = reader.take(line);
      if (taken !== null) yield taken;
    }
  } catch (error) {
    throw error instanceof LongLine ? notWhole(error.message) : error;
  }
  reader.finish();
}

/** The state that an exported part stands for, without its files. */
export function stateOf({ ecosystem, ...part }: ExportedPart, now: Date): Omit<EcosystemState, 'segments'> {
  return { format: 1, ecosystem, ...part, updatedAt: now.toISOString(), tag: null };
}
