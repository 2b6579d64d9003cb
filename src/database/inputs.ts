import { basename, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { Allowance, ArchiveError, readZip } from '../archive/index.ts';
import { FileError, type Files } from '../io/index.ts';
import { parse, toData } from '../syntax/index.ts';
import { parseJson } from '../syntax/plain-json.ts';
import type { Disk } from './ecosystem-database.ts';
import { readExport, type ExportedPart } from './export-file.ts';

/** One published record, unread. */
export interface Published {
  /** What it is called in messages: its file. */
  name: string;
  /** JSON or YAML as data; undefined when it is neither. */
  value: unknown;
  /** Its JSON text as raw deflate; null when only a part of it is there. */
  packed: Uint8Array | null;
  /** The only ecosystem that it is there for. */
  ecosystem?: string;
  /** Why there is no value, in words. */
  problem?: string;
}

const MOST_BYTES = 16 * 1024 * 1024;
/** Of all records together; the dump of every ecosystem is 5 GB. */
const MOST_ALTOGETHER = 64 * 1024 ** 3;
const MOST_FILES = 3_000_000;
const DEEPEST = 12;

const NOT_JSON = 'is not JSON';

/** The records of a zip: every `.json` file in it. */
function* fromZip(path: string, { storage }: Disk): Generator<Published> {
  const file = storage.open(path);
  try {
    for (const entry of readZip(file, MOST_BYTES, new Allowance(MOST_ALTOGETHER, () => false))) {
      if (!entry.name.endsWith('.json')) continue;
      try {
        const bytes = entry.unpack();
        const value = parseJson(bytes.toString('utf8'));
        const packed = entry.isDeflated ? entry.packed : deflateRawSync(bytes);
        yield { name: entry.name, value, packed, ...(value === undefined ? { problem: NOT_JSON } : {}) };
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error;
        yield { name: entry.name, value: undefined, packed: entry.packed, problem: error.message };
      }
    }
  } finally {
    file.close();
  }
}

/** YAML as the databases of OSV records write it: one document, no anchors. */
function fromYaml(text: string): { value: unknown; problem?: string } {
  const { root, problems } = parse(text, 'yaml');
  const [problem] = problems;
  if (problem !== undefined) return { value: undefined, problem: `line ${problem.at.line}: ${problem.message}` };
  return root === null ? { value: undefined, problem: 'is empty' } : { value: toData(root) };
}

function readFile(path: string, name: string, files: Files): Published {
  try {
    const bytes = files.readBytes(path, MOST_BYTES);
    const text = bytes.toString('utf8');
    if (path.endsWith('.json')) {
      const value = parseJson(text);
      return { name, value, packed: deflateRawSync(bytes), ...(value === undefined ? { problem: NOT_JSON } : {}) };
    }
    const { value, ...rest } = fromYaml(text);
    return { name, value, packed: deflateRawSync(JSON.stringify(value ?? null)), ...rest };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { name, value: undefined, packed: Buffer.alloc(0), problem: error.message };
  }
}

/** What can only be a record by its name: settings and lists of a database's own repository are passed over. */
const RECORD_FILE = /^[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9._:-]+\.(?:json|ya?ml)$/;

/** The records of a folder and of the folders in it; links are not followed. */
function* fromFolder(root: string, { files }: Disk): Generator<Published> {
  const waiting: Array<{ path: string; depth: number }> = [{ path: root, depth: 0 }];
  let seen = 0;
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = files.list(folder.path);
    seen += entries.length;
    if (seen > MOST_FILES) throw new FileError('too-large', `has more than ${MOST_FILES} files`);
    for (const { name, kind } of entries) {
      const path = join(folder.path, name);
      if (kind === 'folder' && folder.depth < DEEPEST && name !== '.git')
        waiting.push({ path, depth: folder.depth + 1 });
      if (kind === 'file' && RECORD_FILE.test(name)) yield readFile(path, path.slice(root.length + 1), files);
    }
  }
}

/** The records of an export, which says of which ecosystem they are; `announce` hears what it says of each of these. */
async function* fromExport(path: string, { storage }: Disk, announce: Announce): AsyncGenerator<Published> {
  const file = storage.open(path);
  let ecosystem = '';
  let number = 0;
  try {
    for await (const item of readExport(file)) {
      if ('part' in item) {
        ecosystem = item.part.ecosystem;
        announce(item.part);
      } else {
        number += 1;
        yield { name: `record ${number}`, value: item.record, packed: null, ecosystem };
      }
    }
  } finally {
    file.close();
  }
}

type Announce = (part: ExportedPart) => void;

/** The records at a path: of an export, of a zip, of a folder, or of one file. Throws `FileError` and `ArchiveError`. */
export async function* publishedAt(path: string, disk: Disk, announce: Announce): AsyncGenerator<Published> {
  const { files } = disk;
  if (files.kind(files.realPath(path)) === 'folder') {
    yield* fromFolder(path, disk);
    return;
  }
  const magic = files.readRange(path, 0, 2).toString('latin1');
  if (magic === 'PK') yield* fromZip(path, disk);
  else if (magic === '\u001F\u008B') yield* fromExport(path, disk, announce);
  else if (/\.(?:json|ya?ml)$/.test(path)) yield readFile(path, basename(path), files);
  else throw new FileError('failed', 'is neither a folder nor a zip, an export or a record');
}
