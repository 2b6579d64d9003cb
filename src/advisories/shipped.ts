import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { evaluate } from '../advisory/affects.ts';
import { readRecord } from '../advisory/read-record.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { FileError, type Files } from '../io/index.ts';
import { purlOf } from '../model/purl.ts';
import { fileOfPackage } from '../package.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { count, gapOf } from './_gaps.ts';
import { uncertainGaps } from './_uncertain.ts';
import type { AdvisorySource, Answer, Package } from './index.ts';

/** The file is shipped as it is. */
const SHIPPED = fileURLToPath(fileOfPackage('src/advisories/shipped.jsonl'));
const MOST_BYTES = 64 * 1024 * 1024;

const headerSchema = z.object({ assembled: z.iso.date() });

/** As little of a record as says whether it is worth reading. */
const gistSchema = z.object({
  modified: z.iso.datetime({ offset: true }).nullable().catch(null),
  affected: z.array(z.object({ package: z.object({ name: z.string() }) }).catch({ package: { name: '' } })),
});

interface Shelf {
  /** Records that name one of the wanted packages. */
  records: OsvRecord[];
  /** When the set was put together (ISO 8601, UTC), or null when it does not say. */
  dataTime: string | null;
  /** Lines that are no record. */
  unreadable: number;
}

/** One JSON value a line: records in the OSV schema, and a first line that says when they were put together. */
function readShelf(text: string, wanted: ReadonlySet<string>, now: Date): Shelf {
  const shelf: Shelf = { records: [], dataTime: null, unreadable: 0 };
  let newest = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    const header = index === 0 ? headerSchema.safeParse(value) : null;
    if (header?.success) {
      shelf.dataTime = `${header.data.assembled}T00:00:00.000Z`;
      continue;
    }
    const gist = gistSchema.safeParse(value);
    newest = Math.max(newest, Date.parse(gist.data?.modified ?? '') || 0);
    if (gist.success && !gist.data.affected.some((entry) => wanted.has(entry.package.name))) continue;
    const record = readRecord(value, now);
    if (record === null) shelf.unreadable++;
    else shelf.records.push(record);
  }
  if (shelf.dataTime === null && newest > 0) shelf.dataTime = new Date(newest).toISOString();
  return shelf;
}

function readText(files: Files, path: string): string | FileError {
  try {
    return files.readText(path, MOST_BYTES);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
}

function failed(asked: ReadonlyMap<string, Package>, from: string, { message }: FileError): Answer {
  const purls = [...asked.keys()];
  const words = `the advisories that ship with mcp-audit could not be used: their file ${message}`;
  return {
    status: { id: 'shipped', from, status: 'failed', dataTime: null, asked: asked.size, answered: 0 },
    records: new Map(),
    unanswered: new Set(purls),
    gaps: [gapOf('advisory-source-failed', words, purls, 'Install mcp-audit again.')],
  };
}

/** Matches by the records themselves; returns the ids that cannot be compared with a version, by purl. */
function matchAll(asked: ReadonlyMap<string, Package>, records: readonly OsvRecord[]) {
  const byName = new Map<string, Set<OsvRecord>>();
  for (const record of records) {
    for (const { name } of record.affected) byName.set(name, (byName.get(name) ?? new Set()).add(record));
  }
  const matches = new Map<string, OsvRecord[]>();
  const uncertain = new Map<string, string[]>();
  for (const [purl, subject] of asked) {
    const named = [...(byName.get(subject.name) ?? [])];
    const verdicts = named.map((record) => ({ record, verdict: evaluate(record, subject) }));
    const found = verdicts.filter(({ verdict }) => verdict === 'affected').map(({ record }) => record);
    const open = verdicts.filter(({ verdict }) => verdict === 'cannot-tell').map(({ record }) => record.id);
    if (found.length > 0) matches.set(purl, found);
    if (open.length > 0) uncertain.set(purl, open);
  }
  return { matches, uncertain };
}

/** A set of records in a file: known to be a part of what is published, and as old as it says. */
export function shippedAt(path: string, from: string): AdvisorySource {
  return {
    id: 'shipped',
    complete: false,
    available: () => true,

    async ask(packages, io): Promise<Answer> {
      const asked = new Map<string, Package>(packages.map((one) => [purlOf(one), one]));
      const text = readText(io.files, path);
      if (text instanceof FileError) return failed(asked, from, text);
      const shelf = readShelf(text, new Set(packages.map(({ name }) => name)), io.now());
      const { matches, uncertain } = matchAll(asked, shelf.records);
      const gaps = uncertainGaps(uncertain);
      if (shelf.unreadable > 0) {
        const message = `${count(shelf.unreadable, 'advisory')} of those that ship with mcp-audit cannot be read`;
        gaps.push(gapOf('advisory-unmatchable', message, asked.keys(), 'Install mcp-audit again.'));
      }
      return {
        status: {
          id: 'shipped',
          from,
          status: 'partial',
          dataTime: shelf.dataTime,
          asked: asked.size,
          answered: asked.size,
        },
        records: matches,
        unanswered: new Set(),
        gaps,
      };
    },
  };
}

/** The records that ship with mcp-audit: facts that hold without a network. */
export const shipped = shippedAt(SHIPPED, 'mcp-audit');

/** The shipped record with this id or alias, or null. */
export function findShipped(files: Files, id: string, now: Date): OsvRecord | null {
  const text = readText(files, SHIPPED);
  if (text instanceof FileError) return null;
  for (const line of text.split('\n')) {
    // Most lines are not worth parsing.
    const record = line.includes(`"${id}"`) ? readRecord(parseJson(line), now) : null;
    if (record !== null && [record.id, ...record.aliases].includes(id)) return record;
  }
  return null;
}
