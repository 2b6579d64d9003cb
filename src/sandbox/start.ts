import { randomInt } from 'node:crypto';
import {
  FileError,
  toEnd,
  type Files,
  type Machine,
  type MakeScratch,
  type Processes,
  type Program,
} from '../io/index.ts';
import type { FolderContents, Run, RunResult, Scratch, Start } from '../io/index.ts';
import { bubblewrapArguments, type Place } from './bubblewrap.ts';
import { containerArguments } from './container.ts';
import type { Containment, Launchable } from './containment.ts';
import { describeContainment } from './describe.ts';
import { endMembers, endMembersNow } from './end-members.ts';
import { environmentFor, splitEnvironment } from './environment.ts';
import { findProgram } from './find-program.ts';
import { trackMembers } from './members.ts';
import { engineEnvironment, labelled } from './own-container.ts';
import { readablePaths } from './readable.ts';
import { seatbeltProfile } from './seatbelt.ts';
import { prlimitArguments } from './system-limits.ts';
import { watch } from './watch.ts';

/** What starting needs of the machine. */
export interface StartIo {
  files: Files;
  machine: Machine;
  start: Start;
  run: Run;
  /** Null where the processes of the machine cannot be looked at. */
  processes: Processes | null;
  makeScratch: MakeScratch;
}

/** What a server left, when it was ended. */
export interface Aftermath {
  /** What it used too much of, for which it was ended; or null. */
  exceeded: string | null;
  /** Numbers of processes that could not be ended. */
  left: number[];
  /** Where it took TCP connections at its end, as `address:port`. */
  listened: string[];
  /** What it had written into its home and temporary folder, which are gone. */
  wrote: FolderContents;
  /** False when something of them could not be removed. */
  isRemoved: boolean;
}

/** A server that runs and is kept in. */
export interface Contained {
  program: Program;
  /** How it is kept in, one sentence each. */
  applied: string[];
  /** Ends it and all it started, and takes away what it wrote. Never rejects. */
  end(): Promise<Aftermath>;
}

/** How long an engine may take to end a container. */
const REMOVE_MS = 20_000;

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

function isFolder(files: Files, path: string): boolean {
  try {
    return files.kind(files.realPath(path)) === 'folder';
  } catch {
    return false;
  }
}

interface Line {
  command: string;
  args: string[];
  /** Of the first program of the line. */
  env: Record<string, string | undefined>;
  /** Takes away what the sandbox keeps outside of the process tree. */
  clean(): Promise<void>;
}

const nothing = async (): Promise<void> => {};

/** The line that starts a program inside of its sandbox, with the variables that the program is to have. */
function lineFor(
  [program, ...args]: readonly [string, ...string[]],
  env: Record<string, string>,
  { sandbox, bounds }: Containment,
  place: Omit<Place, 'loader'>,
  { machine, run }: StartIo,
  mark: number,
): Line {
  if (sandbox === null) return { command: program, args, env, clean: nothing };
  const { loader, others } = splitEnvironment(env, sandbox.kind);
  const inside = { ...place, loader };
  const engine = (...words: readonly string[]): Promise<RunResult> =>
    run(sandbox.program, words, { cwd: '/', env: machine.env, timeoutMs: REMOVE_MS });
  if (sandbox.kind === 'own-container') {
    // The key itself cannot be guessed: of two labels with one key the later counts.
    const label = `session-${mark}`;
    return {
      command: sandbox.program,
      args: labelled(args, sandbox, { label, network: place.network, bounds }),
      env: engineEnvironment(machine.env, others, sandbox.passes),
      async clean() {
        const { output } = await engine('ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${label}`);
        const ids = output.split('\n').filter((line) => /^[0-9a-f]{64}$/.test(line));
        if (ids.length > 0) await engine('rm', '--force', ...ids);
      },
    };
  }
  if (sandbox.kind !== 'docker') {
    const own = sandbox.kind === 'bubblewrap' ? bubblewrapArguments(inside) : ['-p', seatbeltProfile(inside)];
    return { command: sandbox.program, args: [...own, program, ...args], env: others, clean: nothing };
  }
  const name = `session-${mark}`;
  const user = process.getuid === undefined ? null : `${process.getuid()}:${process.getgid?.() ?? 0}`;
  const container = { image: sandbox.image, name, variables: Object.keys(others), user };
  return {
    command: sandbox.program,
    args: [...containerArguments(inside, container, bounds), program, ...args],
    env: { ...machine.env, ...others },
    async clean() {
      await engine('rm', '--force', name);
    },
  };
}

/**
 * Starts a server under limits: an environment of its own, an empty home unless the user's was asked for, a session of its own, and a
 * sandbox where there is one. Returns it, or one sentence that says why it was not started. Whoever starts it ends it.
 */
export function startContained(launchable: Launchable, containment: Containment, io: StartIo): Contained | string {
  const { files, machine, start, processes, makeScratch } = io;
  const { sandbox, prlimit, network, realHome, bounds } = containment;
  let scratch: Scratch;
  let ownHome: string;
  let temporary: string;
  try {
    // A name that any program could have made: a server is not to know by it that it is looked at.
    scratch = makeScratch('session-');
    ownHome = scratch.folder('home');
    temporary = scratch.folder('tmp');
  } catch (error) {
    return `No temporary folder could be made: ${error instanceof FileError ? error.message : 'unknown error'}.`;
  }
  const isInImage = sandbox?.kind === 'docker' || sandbox?.kind === 'own-container';
  const home = realHome ? machine.home : ownHome;
  const env = environmentFor(launchable.env, machine, { home, temporary, network, hasOwnPrograms: isInImage });
  const path = env['PATH'] ?? '';
  const declaredCwd = launchable.cwd !== null && isFolder(files, launchable.cwd) ? launchable.cwd : null;
  // An image has programs of its own.
  const program = isInImage
    ? launchable.command
    : findProgram(launchable.command, { path, cwd: declaredCwd ?? home }, machine, files);
  if (program === null) {
    scratch.remove();
    return `There is no program ${launchable.command} on this machine's PATH.`;
  }

  const { args, reads } = launchable;
  const readable = readablePaths(
    { program: isInImage ? null : program, words: args, cwd: declaredCwd, reads },
    machine,
    files,
  );
  if (realHome) readable.push(machine.home);
  // Inside of a sandbox a folder that is not let in is not there.
  const isOutside = sandbox === null || sandbox.kind === 'own-container';
  const isIn = declaredCwd !== null && (isOutside || readable.includes(files.realPath(declaredCwd)));
  const cwd = declaredCwd !== null && isIn ? declaredCwd : home;
  const place = { readable, scratch: scratch.path, temporary, cwd, network };
  const mark = randomInt(2 ** 40, 2 ** 47);
  const line = lineFor([program, ...args], env, containment, place, io, mark);
  const limited =
    prlimit === null
      ? line
      : { ...line, command: prlimit, args: [...prlimitArguments(bounds, mark), line.command, ...line.args] };

  const before = processes?.list() ?? [];
  const running = start(limited.command, limited.args, {
    cwd: isOutside ? cwd : scratch.path,
    env: limited.env,
  });
  const members =
    processes === null ? () => [] : trackMembers(processes, running.pid, { folder: scratch.path, brand: mark }, before);

  let exceeded: string | null = null;
  const killNow = async (): Promise<number[]> => {
    running.signal('SIGKILL');
    const left = processes === null ? [] : await endMembers(members, processes);
    return left.map(({ pid }) => pid);
  };
  const exceed = (what: string): void => {
    exceeded ??= what;
    void killNow();
  };
  const stopWatching = processes === null ? () => {} : watch(members, { processes, scratch, bounds }, exceed);
  const lifetime = setTimeout(() => exceed(`more than ${bounds.lifetimeMs / 1000} s`), bounds.lifetimeMs);
  lifetime.unref();

  async function endIt(): Promise<Aftermath> {
    clearTimeout(lifetime);
    const listened = members().flatMap(({ pid }) => processes?.listens(pid) ?? []);
    running.closeInput();
    await Promise.race([running.ended, sleep(bounds.graceMs)]);
    running.signal('SIGTERM');
    const others = members().filter(({ pid }) => pid !== running.pid);
    for (const { pid } of others) processes?.signal(pid, 'SIGTERM');
    await Promise.race([running.ended, sleep(bounds.graceMs)]);
    stopWatching();
    const left = await killNow();
    running.release();
    await line.clean();
    const wrote = scratch.contents();
    isEnded();
    return { exceeded, left, listened: [...new Set(listened)].sort(), wrote, isRemoved: scratch.remove() };
  }
  let ending: Promise<Aftermath> | null = null;
  const end = (): Promise<Aftermath> => (ending ??= endIt());
  // Also when this process is told to end.
  const isEnded = toEnd(end, () => processes && endMembersNow(members, processes));
  return { program: running, applied: describeContainment(containment), end };
}
