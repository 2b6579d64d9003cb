import {
  FileError,
  pathsOf,
  type Files,
  type Machine,
  type ProcessEntry,
  type Processes,
  type ProcReader,
} from '../io/index.ts';
import {
  compareIsolation,
  isolationOfContainer,
  mergeIsolation,
  observeTree,
  staticIsolation,
  type Surroundings,
} from '../isolation/index.ts';
import type { Isolation } from '../model/isolation.ts';
import { isActive, type Server } from '../model/server.ts';
import { containerOf, type RunningContainer } from './containers.ts';
import type { Candidate } from './identify.ts';
import { installedLine } from './installed-line.ts';
import { readDocuments } from './isolation-documents.ts';

/** What it takes to look at the processes of this machine. */
export interface Observing {
  processes: Processes;
  reader: ProcReader;
}

const MAX_PASSWD = 1024 * 1024;

/** Ids of the users of this machine by name; empty where its list cannot be read. */
function usersOf(files: Files): Map<string, number> {
  try {
    const lines = files.readText('/etc/passwd', MAX_PASSWD).split('\n');
    return new Map(
      lines.flatMap((line) => {
        const [name = '', , id = ''] = line.split(':');
        return name !== '' && /^\d{1,10}$/.test(id) ? [[name, Number(id)] as const] : [];
      }),
    );
  } catch (error) {
    if (error instanceof FileError) return new Map();
    throw error;
  }
}

/** What any client that would start it says of a sandbox of its own: the weakest word counts. */
function sandboxedBy({ declarations }: Server): boolean | null {
  const said = declarations.filter(({ enabled }) => enabled !== false).map(({ settings }) => settings.sandboxed);
  if (said.includes(false)) return false;
  return said.length > 0 && said.every((one) => one === true) ? true : null;
}

/** Words of processes, each read once; in memory alone, for they may hold secrets. */
class Running {
  private readonly files: Files;
  readonly entries: ProcessEntry[];
  private readonly all: Array<{ pid: number; words: string[] }>;

  constructor(processes: Processes, files: Files) {
    this.files = files;
    this.entries = processes.list();
    this.all = this.entries.flatMap(({ pid }) => {
      const words = processes.commandLine(pid);
      return words.length === 0 ? [] : [{ pid, words }];
    });
  }

  /** The processes that were started with these words. */
  of([command = '', ...args]: readonly string[], script: string | null): number[] {
    const name = nameOf(command);
    return this.all.filter(({ words }) => this.isThat(words, name, args, script)).map(({ pid }) => pid);
  }

  private isThat(words: readonly string[], name: string, args: readonly string[], script: string | null): boolean {
    const [own = '', second = '', ...rest] = words;
    if (nameOf(own) === name && isSame(words.slice(1), args)) return true;
    // What npx and the like start in the end: the package's own file, by its name or by a link to it.
    return script !== null && isSame(rest, args.slice(1)) && this.realPath(second) === script;
  }

  private realPath(path: string): string | null {
    try {
      return path.startsWith('/') ? this.files.realPath(path) : null;
    } catch {
      return null;
    }
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, index) => word === other[index]);

/** How what runs of a server is kept apart; null where nothing of it runs, or several do that are kept apart in several ways. */
function observed(
  server: Server,
  { declared }: Candidate,
  running: Running,
  { reader }: Observing,
  around: Surroundings,
  files: Files,
): Isolation | null {
  const { command, args } = declared.entry;
  if (command === null) return null;
  const installed = installedLine({ command, args }, server.installation, files);
  const script = installed?.command === 'node' ? (installed.args[0] ?? null) : null;
  const roots = [
    ...running.of([command, ...args], null),
    ...(installed === null ? [] : running.of([installed.command, ...installed.args], script)),
  ];
  const seen = [...new Set(roots)].flatMap((root) => {
    const tree = observeTree(reader, running.entries, root, around);
    // What stands before a server is kept apart in another way than the server.
    return (tree.find(({ hasChildren }) => !hasChildren) ?? tree.at(-1))?.isolation ?? [];
  });
  const [first = null, ...others] = seen;
  const isOne = others.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return isOne ? first : null;
}

export interface IsolationOptions {
  machine: Machine;
  files: Files;
  /** Null where no process is looked at. */
  observing: Observing | null;
  /** The containers that run on this machine, as far as an engine tells. */
  containers?: readonly RunningContainer[];
}

/** How each server is kept apart from this machine: by its launch line and, where it runs, by what the system says of it. */
export function findIsolation(
  servers: readonly Server[],
  candidates: ReadonlyMap<string, Candidate>,
  { machine, files, observing, containers = [] }: IsolationOptions,
): Server[] {
  const users = usersOf(files);
  const isStarted = [...candidates.values()].some(({ declared }) => declared.entry.command !== null);
  const running = observing === null || !isStarted ? null : new Running(observing.processes, files);
  return servers.map((server) => {
    const candidate = candidates.get(server.id);
    // What runs on another machine, or is only asked here, is not started by its line.
    if (candidate === undefined || candidate.declared.entry.command === null) return server;
    const { line, cwd, declared } = candidate;
    const around: Surroundings = {
      home: machine.home,
      users,
      variables: [...new Set([...server.environment, ...server.launch.environment])],
      sandboxed: sandboxedBy(server),
      documents: readDocuments(line.steps, cwd, machine, files),
      ...(cwd === null || !pathsOf(machine).isAbsolute(cwd) ? {} : { cwd }),
      ...(declared.project === null ? {} : { project: declared.project }),
    };
    const told = staticIsolation(line.steps, line.isWhole, around);
    const container = isActive(server) ? containerOf(server, declared.entry.args, containers) : null;
    const seen =
      container !== null
        ? isolationOfContainer(container.inspected, around)
        : // The process of an engine's command line is not the server.
          observing === null || running === null || !isActive(server) || server.launch.image !== null
          ? null
          : observed(server, candidate, running, observing, around, files);
    if (seen === null) return { ...server, isolation: told };
    return { ...server, isolation: mergeIsolation(told, seen), isolationDisagreements: compareIsolation(told, seen) };
  });
}
