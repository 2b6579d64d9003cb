import { CONTAINER_GLOBAL, CONTAINER_RUN } from '../syntax/container-options.ts';
import { readOptions, type Options } from '../syntax/options.ts';
import type { Files, Machine } from '../io/index.ts';
import type { Bounds, Containment, Launchable, OwnContainer } from './containment.ts';
import { findProgram } from './find-program.ts';

const ENGINE = /^(?:.*[/\\])?(docker|podman|nerdctl)(?:\.exe)?$/;

/** Options of an engine itself that leave it what and where it is. */
const PLAIN_GLOBAL: ReadonlySet<string> = new Set(['debug', 'log-level']);

/** Options of `run` that let a container out of nothing, and nothing of this machine in. Any other is told. */
const PLAIN: ReadonlySet<string> = new Set(
  `add-host attach cap-drop cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems detach
  detach-keys dns dns-opt dns-search entrypoint env expose group-add help hostname init interactive ip ip6 label mac-address memory
  memory-reservation memory-swap memory-swappiness name net net-alias no-healthcheck oom-score-adj pids-limit platform pull quiet
  read-only restart rm shm-size sig-proxy stop-signal stop-timeout tmpfs tty ulimit user workdir`.split(/\s+/),
);

const others = (options: Options, plain: ReadonlySet<string>): string[] =>
  [...options.keys()].filter((name) => !plain.has(name)).map((name) => `--${name}`);

const realOf = (files: Files, path: string): string | null => {
  try {
    return files.realPath(path);
  } catch {
    return null;
  }
};

/** The engine of this machine that a command names; a program elsewhere that is only called like one is none. */
function engineOf(
  command: string,
  machine: Machine,
  files: Files,
): { engine: keyof typeof CONTAINER_RUN; program: string | null } | null {
  const name = ENGINE.exec(command)?.[1];
  if (name !== 'docker' && name !== 'podman' && name !== 'nerdctl') return null;
  const program = findProgram(name, { path: machine.env['PATH'] ?? '', cwd: machine.home }, machine, files);
  const isPath = /[/\\]/.test(command);
  if (isPath && (program === null || realOf(files, command) !== realOf(files, program))) return null;
  return { engine: name, program };
}

/**
 * How a line is kept in that makes a container of its own: by that container, since no other sandbox has the engine's socket. What its
 * options open is told; where a sandbox is required, such a line is refused, in one sentence. Other lines keep the containment.
 */
export function containmentOf(
  { command, args }: Pick<Launchable, 'command' | 'args'>,
  containment: Containment,
  { machine, files }: { machine: Machine; files: Files },
): Containment | string {
  const found = engineOf(command, machine, files);
  const global = found === null ? null : readOptions(args, CONTAINER_GLOBAL[found.engine]);
  if (found === null || global === null || global.ended || global.operands[0] !== 'run') return containment;
  const { engine, program } = found;
  if (program === null) return `There is no program ${command} on this machine's PATH.`;
  const runAt = args.length - global.operands.length;
  const words = global.operands.slice(1);
  const read = readOptions(words, CONTAINER_RUN[engine]);
  if (read === null) return 'Its line has an option of a container engine that is not known here.';
  const ofEngine = others(global.options, PLAIN_GLOBAL);
  // An engine that runs otherwise may be another program, or on another machine.
  if (ofEngine.length > 0 && containment.sandbox !== null) {
    return `Its line has the container engine run in a way of its own (${ofEngine.join(', ')}), which no sandbox keeps in.`;
  }
  const opens = [...ofEngine, ...others(read.options, PLAIN)];
  const ownNetwork = (read.options.get('net') ?? []).some((network) => network !== 'none');
  if (containment.isRequired && (opens.length > 0 || (ownNetwork && !containment.network))) {
    return `A sandbox is required, and the container of its line is open (${[...opens, ...(ownNetwork ? ['--network'] : [])].join(', ')}).`;
  }
  const sandbox: OwnContainer = {
    kind: 'own-container',
    program,
    runAt,
    imageAt: args.length - read.operands.length - (read.ended ? 1 : 0),
    opens,
    ownNetwork,
    passes: (read.options.get('env') ?? []).filter((value) => !value.includes('=')),
  };
  return { ...containment, sandbox };
}

/**
 * The words of the line with a label by which its container is found again, with limits that the line's own options may change, and,
 * where there is to be no network, without one and without a fetch, whatever they say.
 */
export function labelled(
  args: readonly string[],
  { runAt, imageAt, ownNetwork }: Pick<OwnContainer, 'runAt' | 'imageAt' | 'ownNetwork'>,
  { label, network, bounds }: { label: string; network: boolean; bounds: Bounds },
): string[] {
  const limits = ['--memory', String(bounds.memoryBytes), '--pids-limit', String(bounds.processes)];
  const closed = network ? [] : ['--pull', 'never', ...(ownNetwork ? [] : ['--network', 'none'])];
  return [
    ...args.slice(0, runAt + 1),
    ...limits,
    ...args.slice(runAt + 1, imageAt),
    ...closed,
    '--label',
    label,
    ...args.slice(imageAt),
  ];
}

/** Variables without which an engine does not find its settings. */
const NEEDED = /^(?:HOME|PATH|TMPDIR|XDG_.*)$/;

/**
 * The variables of an engine: this user's, but for those that a line has passed on into its container by their names, which are the
 * entry's own or none. `-e NAME*` is how podman passes on several.
 */
export function engineEnvironment(
  own: Machine['env'],
  declared: Readonly<Record<string, string>>,
  passes: readonly string[],
): Record<string, string | undefined> {
  const isPassed = (name: string): boolean =>
    passes.some((word) => word === name || (word.endsWith('*') && name.startsWith(word.slice(0, -1))));
  return Object.fromEntries([
    ...Object.entries(own).filter(([name]) => NEEDED.test(name) || !isPassed(name)),
    ...Object.entries(declared).filter(([name]) => isPassed(name)),
  ]);
}
