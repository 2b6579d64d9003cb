import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { listensOf } from './listeners.ts';

/** One process of this machine. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  /** Process group. */
  group: number;
  /** Session; 0 where the system does not tell. */
  session: number;
  /** When it was started, in the system's words: with `pid` it names a process for good, as numbers are used again. */
  started: string;
}

/** The processes of this machine as a port. Nothing here throws: what cannot be read is not there. */
export interface Processes {
  /** Every process that has not ended; one that nobody has waited for yet counts as ended. */
  list(): ProcessEntry[];
  /** Whether it was started with the text in its environment; false where that cannot be read. */
  hasInEnvironment(pid: number, text: string): boolean;
  /** Its hard limit on resident memory, which Linux hands on to children and does not enforce; null where there is none. */
  residentLimit(pid: number): number | null;
  /** Bytes of memory that are its own or shared; 0 where that is not known. */
  residentBytes(pid: number): number;
  /** The words that it was started with, or what it wrote in their place; they may hold secrets. Empty where they cannot be read. */
  commandLine(pid: number): string[];
  /** Where it takes TCP connections, as `address:port`; empty where that is not known. */
  listens(pid: number): string[];
  signal(pid: number, name: 'SIGSTOP' | 'SIGTERM' | 'SIGKILL'): void;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone, or another user's.
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** The fields of `/proc/PID/stat` behind the name, which may hold anything. Source: proc_pid_stat(5). */
function readStat(pid: number): ProcessEntry | null {
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = '', parent, group, session] = fields;
  const started = fields[19];
  if (started === undefined || 'ZX'.includes(state)) return null;
  return { pid, parent: Number(parent), group: Number(group), session: Number(session), started };
}

const procProcesses: Processes = {
  list() {
    let names: string[] = [];
    try {
      names = readdirSync('/proc');
    } catch {
      // Without /proc there is nothing to tell.
    }
    return names.flatMap((name) => {
      const entry = /^\d+$/.test(name) ? readStat(Number(name)) : null;
      return entry === null ? [] : [entry];
    });
  },
  hasInEnvironment: (pid, text) => textOf(`/proc/${pid}/environ`).includes(text),
  residentLimit(pid) {
    const [, hard] = /^Max resident set\s+\S+\s+(\d+)/m.exec(textOf(`/proc/${pid}/limits`)) ?? [];
    return hard === undefined ? null : Number(hard);
  },
  residentBytes(pid) {
    const [, kibibytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`)) ?? [];
    return Number(kibibytes) * 1024;
  },
  listens: listensOf,
  commandLine: (pid) =>
    Buffer.from(textOf(`/proc/${pid}/cmdline`), 'latin1')
      .toString('utf8')
      .split('\0')
      .slice(0, -1),
  signal,
};

const PS_FIELDS = ['-axo', 'pid=,ppid=,pgid=,stat=,rss=,lstart='];

/** By `ps`, where there is no `/proc` (macOS): lineage and groups alone. */
function psProcesses(): Processes {
  const resident = new Map<number, number>();
  return {
    list() {
      const { stdout } = spawnSync('ps', PS_FIELDS, {
        encoding: 'latin1',
        env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
      });
      resident.clear();
      return (stdout ?? '').split('\n').flatMap((line) => {
        const [pid, parent, group, state = 'Z', kibibytes, ...started] = line.trim().split(/\s+/);
        if (group === undefined || state.startsWith('Z')) return [];
        resident.set(Number(pid), Number(kibibytes) * 1024);
        const numbers = { pid: Number(pid), parent: Number(parent), group: Number(group), session: 0 };
        return [{ ...numbers, started: started.join(' ') }];
      });
    },
    hasInEnvironment: () => false,
    residentLimit: () => null,
    residentBytes: (pid) => resident.get(pid) ?? 0,
    listens: () => [],
    commandLine: () => [],
    signal,
  };
}

/** The processes of this machine, or null where this version cannot look at them (Windows). */
export function realProcesses(platform: NodeJS.Platform = process.platform): Processes | null {
  if (platform === 'linux') return procProcesses;
  return platform === 'win32' ? null : psProcesses();
}
