import type { Files, Machine } from '../io/index.ts';
import type { Bounds, Containment, Launchable } from './containment.ts';
import { findProgram } from './find-program.ts';

const ENGINE = /^(?:.*[/\\])?(docker|podman|nerdctl)(?:\.exe)?$/;

/** Options that let a container out of what an engine keeps it in, or files of the machine into it. */
const OPENS =
  /^(?:-v.*|--(?:volumes?(?:-from)?|mount|privileged|device|cap-add|security-opt|pid|ipc|uts|userns|cgroupns|cgroup-parent|gpus|runtime|use-api-socket|env-file|rootfs)(?:=.*)?)$/;
const NETWORK = /^--net(?:work)?(?:=|$)/;

/** Where `run` stands in the words of an engine: behind options and their values alone. */
const runAt = (args: readonly string[]): number =>
  args.findIndex(
    (word, index) =>
      word === 'run' && args.slice(0, index).every((one, at) => one.startsWith('-') || args[at - 1]?.startsWith('-')),
  );

/**
 * How a line is kept in that makes a container of its own: by that container, since no other sandbox has the engine's socket. What its
 * options open is told; where a sandbox is required, such a line is refused, in one sentence. Other lines keep the containment.
 */
export function containmentOf(
  { command, args }: Pick<Launchable, 'command' | 'args'>,
  containment: Containment,
  { machine, files }: { machine: Machine; files: Files },
): Containment | string {
  const at = ENGINE.test(command) ? runAt(args) : -1;
  if (at === -1) return containment;
  // The engine's program is this machine's, wherever the entry's own PATH leads.
  const program = findProgram(command, { path: machine.env['PATH'] ?? '', cwd: machine.home }, machine, files);
  if (program === null) return `There is no program ${command} on this machine's PATH.`;
  const options = args.slice(at + 1);
  const opens = [
    ...new Set(
      options.filter((word) => OPENS.test(word)).map((word) => word.replace(/=.*/s, '').replace(/^(-v).+/s, '$1')),
    ),
  ];
  const ownNetwork = options.some(
    (word, index) =>
      NETWORK.test(word) && word !== '--network=none' && word !== '--net=none' && options[index + 1] !== 'none',
  );
  if (containment.isRequired && (opens.length > 0 || (ownNetwork && !containment.network))) {
    return `A sandbox is required, and the container of its line is open (${[...opens, ...(ownNetwork ? ['--network'] : [])].join(', ')}).`;
  }
  return { ...containment, sandbox: { kind: 'own-container', program, runAt: at, opens, ownNetwork } };
}

/**
 * The words of the line with a label by which its container is found again, with limits that the line's own options may change, and,
 * where there is to be no network, without one.
 */
export function labelled(
  args: readonly string[],
  { runAt: at, ownNetwork }: { runAt: number; ownNetwork: boolean },
  { label, network, bounds }: { label: string; network: boolean; bounds: Bounds },
): string[] {
  const closed = network ? [] : ['--pull', 'never', ...(ownNetwork ? [] : ['--network', 'none'])];
  const limits = ['--memory', String(bounds.memoryBytes), '--pids-limit', String(bounds.processes)];
  return [...args.slice(0, at + 1), '--label', label, ...limits, ...closed, ...args.slice(at + 1)];
}
