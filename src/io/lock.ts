import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/** A claim on something that one process at a time may change. */
export interface Lock {
  /** Whether it is still this process's own: after a long sleep another may have taken it over. */
  isHeld(): boolean;
  release(): void;
}

interface Holder {
  pid: number;
  host: string;
  token: string;
}

const HEARTBEAT = 5_000;
/** A holder that has given no sign for so long is gone, whatever its process number now belongs to. */
const SILENCE = 60_000;

function readHolder(path: string): Holder | null {
  try {
    const { pid, host, token } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' && typeof token === 'string'
      ? { pid, host, token }
      : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether nobody holds it any more. A file without a holder in it is one that is being written. */
function isLeftBehind(path: string, holder: Holder | null): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (holder !== null && holder.host === hostname() && !isRunning(holder.pid)) return true;
  return Date.now() - stat.mtimeMs > SILENCE;
}

/** Takes away what a dead process left. Two that find it at once: the renamed file tells whether it was the dead one's. */
function clear(path: string, dead: Holder | null): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
    try {
      const moved = readHolder(aside);
      if (moved !== null && moved.token !== dead?.token) writeFileSync(path, JSON.stringify(moved), { flag: 'wx' });
    } finally {
      rmSync(aside, { force: true });
    }
  } catch {
    // Another process was quicker: the next try finds out.
  }
}

function hold(path: string, holder: Holder): Lock {
  const isHeld = (): boolean => readHolder(path)?.token === holder.token;
  const beat = setInterval(() => {
    try {
      const now = new Date();
      if (isHeld()) utimesSync(path, now, now);
    } catch {
      // Without signs of life it is taken over in a minute, which `isHeld` tells.
    }
  }, HEARTBEAT);
  beat.unref();
  return {
    isHeld,
    release() {
      clearInterval(beat);
      try {
        if (isHeld()) rmSync(path, { force: true });
      } catch {
        // Windows keeps what is being read. It is of a dead process then, and the next one takes it away.
      }
    },
  };
}

/** Tries once to take the lock whose file is at `path`; null while another living process holds it. */
export function tryLock(path: string): Lock | null {
  const holder: Holder = { pid: process.pid, host: hostname(), token: randomBytes(12).toString('hex') };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(path, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
      return hold(path, holder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const other = readHolder(path);
    if (!isLeftBehind(path, other)) return null;
    clear(path, other);
  }
  return null;
}
