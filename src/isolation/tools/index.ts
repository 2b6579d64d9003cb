import type { Isolation } from '../../model/isolation.ts';
import type { Facts } from '../fact.ts';
import type { Surroundings } from '../surroundings.ts';
import { bubblewrap } from './bubblewrap.ts';
import { codex } from './codex.ts';
import { containers } from './containers.ts';
import { elsewhere } from './elsewhere.ts';
import { firejail } from './firejail.ts';
import { landrun } from './landrun.ts';
import { nsjail } from './nsjail.ts';
import { prlimit } from './prlimit.ts';
import { sandboxExec } from './sandbox-exec.ts';
import { setpriv } from './setpriv.ts';
import { srt } from './srt.ts';
import { sudo } from './sudo.ts';
import { systemdRun } from './systemd-run.ts';
import { taskset } from './taskset.ts';
import { toolhive } from './toolhive.ts';
import { ulimit } from './ulimit.ts';
import { unshare } from './unshare.ts';

/** What the line of one program says of what it starts. */
export interface Reading {
  /** What it changes; of the rest nothing is said. */
  facts: Facts;
  /** True where what it starts is not its child: nothing that is around it holds there. */
  isApart?: true;
  /** True where what is behind it runs in another place: it is not followed, and `facts` is all of it. */
  isEnd?: true;
  /** The words that it starts, where a launch line is not followed through this program by others. */
  next?: readonly string[];
}

/** A program that changes what its command may do. Pure. Adding one: a file here, a line in `TOOLS`, rows in its test. */
export interface Tool {
  /** Also the file's name. */
  id: string;
  programs: readonly string[];
  /** `outer` is what holds around it. Null where the line uses the program for something else. */
  read(line: { program: string; args: readonly string[] }, outer: Isolation, around: Surroundings): Reading | null;
}

export const TOOLS: readonly Tool[] = [
  bubblewrap,
  codex,
  containers,
  elsewhere,
  firejail,
  landrun,
  nsjail,
  prlimit,
  sandboxExec,
  setpriv,
  srt,
  sudo,
  systemdRun,
  taskset,
  toolhive,
  ulimit,
  unshare,
];

const BY_PROGRAM = new Map(TOOLS.flatMap((tool) => tool.programs.map((program) => [program, tool] as const)));

export function toolOf(program: string): Tool | undefined {
  return BY_PROGRAM.get(program);
}
