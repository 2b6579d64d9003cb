import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';

/** Files of `/proc/PID` that say how a process is kept apart; none of them holds a value of its environment. */
export const PROCESS_FILES = [
  'stat',
  'status',
  'cgroup',
  'mountinfo',
  'limits',
  'uid_map',
  'attr/current',
  'net/dev',
] as const;
export type ProcessFile = (typeof PROCESS_FILES)[number];

/** What the system tells of a process, as a port. Nothing here throws: null is what is not there, or may not be read. */
export interface ProcReader {
  /** A process by its id; `self` is the one that asks. */
  text(pid: number | 'self', file: ProcessFile): string | null;
  /** Where a link leads: `root`, `ns/net`. */
  link(pid: number | 'self', name: string): string | null;
  /** A file of a control group, by its absolute path. */
  cgroupFile(path: string): string | null;
}

/** A process may have as many mounts as it likes. */
const MOST_BYTES = 1024 * 1024;

/** The text of a file of the kernel's, whose size is not told before; null where it is longer than that. */
function textAt(path: string): string | null {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
    const buffer = Buffer.alloc(MOST_BYTES + 1);
    let length = 0;
    for (let read = 1; read > 0 && length <= MOST_BYTES; length += read) {
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    }
    return length > MOST_BYTES ? null : buffer.toString('latin1', 0, length);
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

const procReader: ProcReader = {
  text: (pid, file) => textAt(`/proc/${pid}/${file}`),
  link(pid, name) {
    try {
      return /^(?:root|ns\/[a-z]+)$/.test(name) ? readlinkSync(`/proc/${pid}/${name}`) : null;
    } catch {
      return null;
    }
  },
  // Only the one file system is asked, and nothing above it.
  cgroupFile: (path) => (/^\/sys\/fs\/cgroup\/(?!.*\/\.\.?(?:\/|$))/s.test(path) ? textAt(path) : null),
};

/** The reader of this machine, or null where the system tells none of this (macOS, Windows). */
export function realProcReader(platform: NodeJS.Platform = process.platform): ProcReader | null {
  return platform === 'linux' ? procReader : null;
}
