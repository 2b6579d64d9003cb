import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { FileError, guard, readAt } from './files.ts';

/** A file that is read in parts; it stays readable while it is open, also when another process replaces or removes it. */
export interface StoredFile {
  /** Bytes, when it was opened. */
  readonly size: number;
  /** Fewer bytes than asked for at the end of the file. */
  read(offset: number, length: number): Buffer;
  close(): void;
}

/** A file that is written from its beginning to its end. */
export interface Output {
  /** Bytes written so far, and what was there before in an appended one. */
  readonly length: number;
  write(bytes: Uint8Array): void;
  /** Everything is on the disk when it returns. */
  finish(): void;
  /** Closes it and takes it away. */
  abandon(): void;
}

/** A file could not be written. */
export class WriteError extends FileError {}

function guardWrite<T>(work: () => T): T {
  try {
    return guard(work);
  } catch (error) {
    throw error instanceof FileError ? new WriteError(error.problem, error.message, error) : error;
  }
}

/** mcp-audit's own data: large files on this machine. Every call throws `FileError` and nothing else; those that write, `WriteError`. */
export interface Storage {
  open(path: string): StoredFile;
  /** A new file, in the place of what was there. Makes the folders on the way (mode 0700). */
  create(path: string): Output;
  /** Goes on after the first `length` bytes of a file that is there. */
  append(path: string, length: number): Output;
  /** Puts a file in the place of another at once; it is there after a crash, too. */
  rename(from: string, to: string): void;
}

function openStored(path: string): StoredFile {
  const descriptor = openSync(path, 'r');
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    closeSync(descriptor);
    throw new FileError('not-a-file', 'is not a regular file');
  }
  return {
    size: stat.size,
    read: (offset, length) => guard(() => readAt(descriptor, stat.size, offset, length)),
    close: () => closeSync(descriptor),
  };
}

/** Small writes are gathered: each call of the system costs as much as copying 10 kB. */
const GATHERED = 1024 * 1024;

function outputTo(path: string, descriptor: number, start: number): Output {
  let pending: Uint8Array[] = [];
  let waiting = 0;
  let length = start;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const flush = (): void => {
    const bytes = Buffer.concat(pending);
    pending = [];
    waiting = 0;
    const place = length - bytes.length;
    for (let written = 0; written < bytes.length;) {
      written += writeSync(descriptor, bytes, written, bytes.length - written, place + written);
    }
  };
  return {
    get length() {
      return length;
    },
    write: (bytes) =>
      guardWrite(() => {
        pending.push(bytes);
        waiting += bytes.length;
        length += bytes.length;
        if (waiting >= GATHERED) flush();
      }),
    finish: () =>
      guardWrite(() => {
        try {
          flush();
          fsyncSync(descriptor);
        } finally {
          close();
        }
      }),
    abandon: () =>
      guardWrite(() => {
        close();
        rmSync(path, { force: true });
      }),
  };
}

/** A renamed file is safe from a crash once its folder is on the disk; Windows has no such call and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export const realStorage: Storage = {
  open: (path) => guard(() => openStored(path)),

  create: (path) =>
    guardWrite(() => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      rmSync(path, { force: true });
      return outputTo(path, openSync(path, 'wx', 0o600), 0);
    }),

  append: (path, length) =>
    guardWrite(() => {
      const descriptor = openSync(path, 'r+');
      const { size } = fstatSync(descriptor);
      if (size < length) {
        closeSync(descriptor);
        throw new FileError('failed', `has ${size} bytes, fewer than ${length}`);
      }
      ftruncateSync(descriptor, length);
      return outputTo(path, descriptor, length);
    }),

  rename: (from, to) =>
    guardWrite(() => {
      renameSync(from, to);
      syncFolder(dirname(to));
    }),
};
