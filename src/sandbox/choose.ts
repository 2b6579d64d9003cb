import type { Files, Machine, Run } from '../io/index.ts';
import { bubblewrapArguments } from './bubblewrap.ts';
import { findProgram } from './find-program.ts';
import { DEFAULT_BOUNDS, type Bounds, type Containment, type Sandbox } from './containment.ts';

export interface ContainmentOptions {
  /** `require` starts nothing without a sandbox; `none` uses none. */
  sandbox: 'auto' | 'require' | 'none';
  /** The image to use with docker; without one docker is no sandbox, as a line needs programs that an image may not have. */
  image?: string | null;
  network: boolean;
  realHome: boolean;
  bounds?: Partial<Bounds>;
}

const PROBE_MS = 10_000;

/** Tries a program of this machine's PATH with arguments that do nothing; its file when that works, since one that is installed may be forbidden. */
type Try = (command: string, args: readonly string[]) => Promise<string | null>;

/** The first sandbox that works here. */
async function findSandbox(image: string | null, { platform }: Machine, works: Try): Promise<Sandbox | null> {
  if (image !== null) {
    // `--type image`: a container may bear the same name.
    const program = await works('docker', ['inspect', '--type', 'image', '--', image]);
    return program === null ? null : { kind: 'docker', program, image };
  }
  if (platform === 'linux') {
    const place = { readable: [], scratch: '/tmp', temporary: '/tmp', cwd: '/', network: false, loader: {} };
    const program = await works('bwrap', [...bubblewrapArguments(place), 'true']);
    return program === null ? null : { kind: 'bubblewrap', program };
  }
  if (platform === 'darwin') {
    const program = await works('sandbox-exec', ['-p', '(version 1)(allow default)', '/usr/bin/true']);
    return program === null ? null : { kind: 'sandbox-exec', program };
  }
  return null;
}

/** How a server would be kept in here, or in one sentence why it may not be started. */
export async function chooseContainment(
  { sandbox, image = null, network, realHome, bounds }: ContainmentOptions,
  { machine, files, run }: { machine: Machine; files: Files; run: Run },
): Promise<Containment | string> {
  const { platform, env } = machine;
  const cwd = platform === 'win32' ? 'C:\\' : '/';
  const works: Try = async (command, args) => {
    const program = findProgram(command, { path: env['PATH'] ?? '', cwd }, machine, files);
    if (program === null) return null;
    return (await run(program, args, { cwd, env, timeoutMs: PROBE_MS })).exitCode === 0 ? program : null;
  };
  const found = sandbox === 'none' ? null : await findSandbox(image, machine, works);
  if (found === null && (sandbox === 'require' || (sandbox !== 'none' && image !== null))) {
    return image === null
      ? 'A sandbox is required, and none works here (bubblewrap on Linux, sandbox-exec on macOS, or docker with an image).'
      : `The image ${image} is not here, or docker is not; nothing was fetched.`;
  }
  const prlimit = platform === 'linux' ? await works('prlimit', ['--core=0', 'true']) : null;
  return {
    sandbox: found,
    isRequired: sandbox === 'require',
    prlimit,
    network,
    realHome,
    bounds: { ...DEFAULT_BOUNDS, ...bounds },
  };
}
