import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

export type FileProblem =
  | 'not-found'
  | 'denied'
  | 'not-a-file'
  | 'not-a-folder'
  | 'too-large'
  | 'not-utf8'
  | 'link-loop'
  | 'failed';

/** A file could not be read; `message` says why in words and names no content. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly problem: FileProblem;

  constructor(problem: FileProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

export interface Entry {
  name: string;
  /** Of the entry itself: a link is a link, wherever it points. */
  kind: 'file' | 'folder' | 'link' | 'other';
}

/**
 * The file system as a port. Synchronous: a scan reads thousands of small files, and Node's promises cost
 * three times the read itself. Every call throws `FileError` and nothing else.
 */
export interface Files {
  /** Text of a regular file of at most `maxBytes`; strict UTF-8, a BOM is kept. Links are followed. Never blocks on a FIFO. */
  readText(path: string, maxBytes: number): string;
  readBytes(path: string, maxBytes: number): Buffer;
  /** At most `length` bytes of a regular file from an offset on, however large it is; fewer where it ends. Links are followed. */
  readRange(path: string, offset: number, length: number): Buffer;
  /** Entries of a folder, sorted by name. */
  list(path: string): Entry[];
  /** What is at the path itself; null when there is nothing. */
  kind(path: string): Entry['kind'] | null;
  /** When what is at the path (behind a link) was last written to, in milliseconds since 1970. */
  modified(path: string): number;
  /** The path with every link resolved. */
  realPath(path: string): string;
  /** Creates the folders on the way (mode 0700), writes beside the target and renames: old or new, never half. */
  writeAtomic(path: string, text: string, mode?: number): void;
  /**
   * Writes where a user asked for it. A regular file, also behind a link, is replaced as by `writeAtomic` and keeps its mode;
   * what is no regular file (a device, a pipe, a link to nothing yet) is written into and stays what it is.
   */
  writeNamed(path: string, text: string): void;
  remove(path: string): void;
}

const PROBLEMS: Record<string, [FileProblem, string]> = {
  ENOENT: ['not-found', 'does not exist'],
  ENOTDIR: ['not-found', 'does not exist'],
  ENAMETOOLONG: ['not-found', 'has a name that is too long'],
  EACCES: ['denied', 'may not be read by this user'],
  EPERM: ['denied', 'may not be read by this user'],
  EISDIR: ['not-a-file', 'is a folder, not a file'],
  ELOOP: ['link-loop', 'is a link that leads back to itself'],
  ENOSPC: ['failed', 'is on a full disk'],
  EDQUOT: ['failed', 'is on a disk of which this user has no more'],
  EROFS: ['denied', 'is on a disk that may only be read'],
};

/** What the system throws, as `FileError`. */
export function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const [problem, words] = PROBLEMS[code] ?? ['failed', `could not be read (${code || 'unknown error'})`];
    throw new FileError(problem, words, error);
  }
}

/** Opens a regular file for reading, for as long as `read` takes. */
function withFile<T>(path: string, read: (descriptor: number, stat: Stats) => T): T {
  // O_NONBLOCK: opening a FIFO that nobody writes to must not hang.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw new FileError('not-a-file', 'is a folder, not a file');
    if (!stat.isFile()) throw new FileError('not-a-file', 'is not a regular file');
    return read(descriptor, stat);
  } finally {
    closeSync(descriptor);
  }
}

function readBytes(path: string, maxBytes: number): Buffer {
  return withFile(path, (descriptor, stat) => {
    if (stat.size > maxBytes) {
      throw new FileError('too-large', `is ${stat.size} bytes; more than ${maxBytes} are not read`);
    }
    // The size can grow between stat and read: read one byte more than allowed and judge what came.
    const buffer = Buffer.allocUnsafe(Math.min(stat.size, maxBytes) + 1);
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += count;
      if (count === 0 || length === buffer.length) break;
    }
    if (length > stat.size) throw new FileError('failed', 'grew while it was read');
    return buffer.subarray(0, length);
  });
}

function readRange(path: string, offset: number, length: number): Buffer {
  return withFile(path, (descriptor, stat) => readAt(descriptor, stat.size, offset, length));
}

/** Up to `length` bytes at `offset` of an open file of `size` bytes; fewer where it ends before. */
export function readAt(descriptor: number, size: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
  let read = 0;
  while (read < buffer.length) {
    const count = readSync(descriptor, buffer, read, buffer.length - read, offset + read);
    if (count === 0) break;
    read += count;
  }
  return buffer.subarray(0, read);
}

/** Writes beside the target and renames. With `exact` the mode is not narrowed by the process's mask. */
function replace(path: string, text: string, mode: number, exact = false): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(temporary, text, { mode, flag: 'wx', flush: true });
    if (exact) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeNamed(path: string, text: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isFile()) return replace(realpathSync(path), text, there.mode & 0o777, true);
  const isNothing = lstatSync(path, { throwIfNoEntry: false }) === undefined;
  return isNothing ? replace(path, text, 0o644) : writeFileSync(path, text);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const realFiles: Files = {
  readBytes: (path, maxBytes) => guard(() => readBytes(path, maxBytes)),

  readRange: (path, offset, length) => guard(() => readRange(path, offset, length)),

  readText(path, maxBytes) {
    const bytes = guard(() => readBytes(path, maxBytes));
    try {
      return utf8.decode(bytes);
    } catch (error) {
      throw new FileError('not-utf8', 'is not valid UTF-8 text', error);
    }
  },

  list: (path) =>
    guard(() =>
      readdirSync(path, { withFileTypes: true })
        .map((entry): Entry => ({
          name: entry.name,
          kind: entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other',
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ),

  kind: (path) =>
    guard(() => {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (!stat) return null;
      if (stat.isSymbolicLink()) return 'link';
      return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other';
    }),

  modified: (path) => guard(() => statSync(path).mtimeMs),

  realPath: (path) => guard(() => realpathSync(path)),

  writeAtomic: (path, text, mode = 0o600) => guard(() => replace(path, text, mode)),

  writeNamed: (path, text) => guard(() => writeNamed(path, text)),

  remove: (path) => guard(() => rmSync(path, { recursive: true, force: true })),
};
