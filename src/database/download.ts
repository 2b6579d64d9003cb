import { createHash } from 'node:crypto';
import { z } from 'zod';
import { FileError, HttpError, WriteError, type Io, type Storage } from '../io/index.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { checksumsIn, fileAgrees } from './checksums.ts';
import { discard, DumpError, get, persist, type DumpServer } from './dump-server.ts';

const MOST_DUMP = 16 * 1024 ** 3;

/** What is known of a download that is not whole yet. */
const partialSchema = z.object({
  /** SHA-256 of the address, which may hold a key. */
  address: z.string(),
  /** What the server calls these bytes: they fit only others of the same name. */
  validator: z.string().min(1),
  md5: z.string().nullable(),
  crc32c: z.string().nullable(),
});

type Partial = z.infer<typeof partialSchema>;

const MINUTE = 60_000;

/** A strong tag, else a date that is old enough to be one, else `''`. Source: RFC 9110, 8.8.2.2 and 13.1.5. */
function validatorIn(headers: Readonly<Record<string, string>>): string {
  const { etag, date, 'last-modified': modified } = headers;
  if (etag !== undefined) return etag.startsWith('"') ? etag : '';
  const isOld = Date.parse(date ?? '') - Date.parse(modified ?? '') >= MINUTE;
  return isOld ? (modified ?? '') : '';
}

const fingerprintOf = (address: string): string => createHash('sha256').update(address).digest('hex');

function readPartial(path: string, address: string, { files }: Io): Partial | null {
  try {
    const parsed = partialSchema.safeParse(parseJson(files.readText(`${path}.json`, 10_000)));
    return parsed.success && parsed.data.address === address && files.kind(path) === 'file' ? parsed.data : null;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

function sizeOf(path: string, storage: Storage): number {
  const file = storage.open(path);
  file.close();
  return file.size;
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);

interface Download {
  bytes: number;
  /** Bytes that were there already: of a download that was cut, or all of them. */
  resumedAt: number;
}

/** Headers by which a server says whether it has anything newer. */
function conditionOf(validator: string): Record<string, string> {
  return validator.startsWith('"') ? { 'if-none-match': validator } : { 'if-modified-since': validator };
}

/** Whether a file of an earlier download is what the server still has. */
async function isCurrent(server: DumpServer, path: string, target: string): Promise<boolean> {
  const known = readPartial(target, fingerprintOf(server.address(path)), server.io);
  if (known === null) return false;
  const answer = await persist(
    server,
    () => get(server, path, conditionOf(known.validator)),
    () => 0,
  );
  await discard(answer);
  return answer.status === 304 && fileAgrees(target, known, server.io.storage);
}

/** Writes what comes behind what is there. Returns what is known of the file; throws `HttpError` when it is not whole yet. */
async function receive(
  server: DumpServer,
  path: string,
  part: string,
  told: { length: number; resumedAt: number },
): Promise<Partial> {
  const { io } = server;
  const address = fingerprintOf(server.address(path));
  const known = readPartial(part, address, io);
  const offset = known === null ? 0 : sizeOf(part, io.storage);
  const range = known === null || offset === 0 ? null : { range: `bytes=${offset}-`, 'if-range': known.validator };
  const answer = await get(server, path, range ?? {});
  const [, start] = /^bytes (\d+)-/.exec(answer.headers['content-range'] ?? '') ?? [];
  const isRest = known !== null && range !== null && answer.status === 206 && Number(start) === offset;
  if (answer.status !== 200 && !isRest) {
    // Nothing is left to be had, or of something else: from the beginning.
    forget(part, io);
    await discard(answer);
    throw new HttpError(`HTTP ${answer.status} for a part of it`);
  }
  const partial = isRest ? known : { address, validator: validatorIn(answer.headers), ...checksumsIn(answer.headers) };
  if (isRest) told.resumedAt = offset;
  else {
    // What is known of new bytes must never stand beside old ones.
    io.files.remove(part);
    io.files.writeAtomic(`${part}.json`, JSON.stringify(partial));
  }
  const whole = (isRest ? offset : 0) + Number(answer.headers['content-length'] ?? Number.NaN);
  const output = isRest ? io.storage.append(part, offset) : io.storage.create(part);
  told.length = output.length;
  try {
    for await (const piece of answer.body) {
      server.checkTime();
      output.write(piece);
      if (output.length > MOST_DUMP) throw new DumpError(`${path} is longer than ${MOST_DUMP} bytes`);
      if (Math.floor(output.length / 1e6) > Math.floor(told.length / 1e6)) {
        const of = Number.isNaN(whole) ? '' : ` of ${megabytes(whole)}`;
        io.progress(`downloading ${path}: ${megabytes(output.length)}${of} MB`);
      }
      told.length = output.length;
    }
  } finally {
    output.finish();
  }
  if (!Number.isNaN(whole) && told.length !== whole) throw new HttpError(`${told.length} bytes instead of ${whole}`);
  return partial;
}

function forget(path: string, { files }: Io): void {
  files.remove(path);
  files.remove(`${path}.json`);
}

/**
 * Downloads a file to `target` and holds it against what the server says of it. What a cut connection or a killed process left is
 * gone on with. Throws `DumpError`; the file is there and whole when it returns. What is known of it stands beside it.
 */
export async function downloadTo(server: DumpServer, path: string, target: string): Promise<Download> {
  const { io } = server;
  const part = `${target}.part`;
  const told = { length: 0, resumedAt: 0 };
  if (await isCurrent(server, path, target)) {
    const bytes = sizeOf(target, io.storage);
    return { bytes, resumedAt: bytes };
  }
  forget(target, io);
  let wrong = 0;
  const attempt = async (): Promise<void> => {
    const partial = await receive(server, path, part, told);
    if (fileAgrees(part, partial, io.storage)) return;
    forget(part, io);
    wrong += 1;
    if (wrong >= 3) throw new DumpError(`${path} does not add up to its checksum, three times over`);
    throw new HttpError('what came does not add up to its checksum');
  };
  try {
    await persist(server, attempt, () => told.length);
  } catch (error) {
    // What does not fit on the disk is not to fill it.
    if (error instanceof WriteError) forget(part, io);
    throw error;
  }
  io.storage.rename(`${part}.json`, `${target}.json`);
  io.storage.rename(part, target);
  return { bytes: told.length, resumedAt: told.resumedAt };
}
