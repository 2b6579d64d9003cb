import { execFile } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { endianness, networkInterfaces } from 'node:os';
import { parseProcNet, type ProcSocket } from './listeners-linux.ts';
import { parseLsof, parsePs } from './listeners-macos.ts';
import { parseNetstat, parseNetTcpConnections, parseWindowsProcesses } from './listeners-windows.ts';

/** A TCP socket that takes connections. */
export interface ListeningSocket {
  /** As IPv4 or IPv6 is written, without zone; `0.0.0.0` and `::` are every address. */
  address: string;
  port: number;
  /** Its process; null where this user may not know it. */
  pid: number | null;
}

/** Who listens on this machine, and the parents of those processes, and theirs, by process id. */
export interface Listeners {
  sockets: ListeningSocket[];
  parents: ReadonlyMap<number, number>;
}

/** Null where the table cannot be read. Never rejects. */
export type ReadListeners = () => Promise<Listeners | null>;

const CHUNK = 64 * 1024;

/**
 * The rows of listening sockets, which the kernel writes first: the rest is not read, since a busy machine has
 * hundreds of thousands of connections.
 */
function readListening(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    let text = '';
    for (;;) {
      const length = readSync(descriptor, chunk);
      text += chunk.toString('latin1', 0, length);
      if (length === 0 || /^ *\d+: \S+ \S+ 0[^A]/m.test(text.slice(-2 * CHUNK))) return text;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The listening sockets of a network namespace, of which a process's folder below `/proc` has the tables. Throws where there are none. */
function tablesIn(folder: string): ProcSocket[] {
  const rows = parseProcNet(readListening(`${folder}/tcp`), endianness());
  try {
    rows.push(...parseProcNet(readListening(`${folder}/tcp6`), endianness()));
  } catch {
    // A kernel without IPv6.
  }
  return rows;
}

/** The inodes of the sockets that a process holds; none where this user may not know. */
function socketsOf(pid: number | string): string[] {
  let descriptors: string[] = [];
  try {
    descriptors = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
  return descriptors.flatMap((descriptor) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1] ?? [];
    } catch {
      // It was closed meanwhile.
      return [];
    }
  });
}

/** Where one process takes connections, as `address:port`, in a network namespace of its own too (Linux). */
export function listensOf(pid: number): string[] {
  try {
    const own = new Set(socketsOf(pid));
    return own.size === 0
      ? []
      : tablesIn(`/proc/${pid}/net`).flatMap(({ address, port, inode }) =>
          own.has(inode) ? `${address.includes(':') ? `[${address}]` : address}:${port}` : [],
        );
  } catch {
    return [];
  }
}

/** The processes that hold these sockets, by inode; of others than this user's only root sees them. */
function holdersOf(inodes: ReadonlySet<string>): Map<string, number> {
  const byInode = new Map<string, number>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (byInode.size === inodes.size) break;
    for (const inode of socketsOf(pid)) {
      if (inodes.has(inode) && !byInode.has(inode)) byInode.set(inode, Number(pid));
    }
  }
  return byInode;
}

/** The parents of these processes, and theirs. */
function parentsOf(pids: Iterable<number>): Map<number, number> {
  const parents = new Map<number, number>();
  for (const start of pids) {
    for (let pid = start; pid > 0 && !parents.has(pid); pid = parents.get(pid) ?? 0) {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        parents.set(pid, Number(parent));
      } catch {
        // It ended meanwhile.
        break;
      }
    }
  }
  return parents;
}

const listenersOfLinux: ReadListeners = async () => {
  try {
    const rows = tablesIn('/proc/net');
    const byInode = holdersOf(new Set(rows.map(({ inode }) => inode)));
    const sockets = rows.map(({ address, port, inode }) => ({ address, port, pid: byInode.get(inode) ?? null }));
    return { sockets, parents: parentsOf(byInode.values()) };
  } catch {
    return null;
  }
};

const MAX_OUTPUT = 8 * 1024 * 1024;

/** What a program of the system prints; null when it does not end well. */
function output(program: string, args: readonly string[]): Promise<string | null> {
  const options = { timeout: 10_000, maxBuffer: MAX_OUTPUT, windowsHide: true, encoding: 'utf8' } as const;
  return new Promise((resolve) => {
    execFile(program, [...args], options, (error, stdout) => resolve(error === null ? stdout : null));
  });
}

const listenersOfMacos: ReadListeners = async () => {
  const [listed, processes] = await Promise.all([
    output('/usr/sbin/lsof', ['-nP', '-iTCP', '-sTCP:LISTEN', '-Fpctn']),
    output('/bin/ps', ['-axo', 'pid=,ppid=']),
  ]);
  return listed === null ? null : { sockets: parseLsof(listed), parents: parsePs(processes ?? '') };
};

const powershell = (script: string): Promise<string | null> =>
  output('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]);

const listenersOfWindows: ReadListeners = async () => {
  const [connections, processes] = await Promise.all([
    powershell(
      'Get-NetTCPConnection -State Listen | Select-Object LocalAddress,LocalPort,OwningProcess | ConvertTo-Json -Compress',
    ),
    powershell('Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId | ConvertTo-Json -Compress'),
  ]);
  const parents = parseWindowsProcesses(processes ?? '');
  if (connections !== null) return { sockets: parseNetTcpConnections(connections), parents };
  const tables = await Promise.all(['TCP', 'TCPv6'].map((protocol) => output('netstat.exe', ['-ano', '-p', protocol])));
  if (tables.every((table) => table === null)) return null;
  return { sockets: tables.flatMap((table) => parseNetstat(table ?? '')), parents };
};

export function realListeners(platform: NodeJS.Platform = process.platform): ReadListeners {
  if (platform === 'win32') return listenersOfWindows;
  return platform === 'darwin' ? listenersOfMacos : listenersOfLinux;
}

/** The addresses by which other machines may reach this one; link-local ones of IPv6 need a zone and are left out. */
export function realOwnAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address))
    .map(({ address }) => address)
    .sort();
}
