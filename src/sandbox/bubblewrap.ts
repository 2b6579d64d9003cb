import { SETTINGS, SYSTEM } from './readable.ts';

/** The line that runs another one in a place made for it. */
export interface Place {
  /** What it may read, besides the programs of the system. */
  readable: readonly string[];
  /** What it may write: its own temporary folder, in which the home lies. */
  scratch: string;
  /** Shown as `/tmp`. */
  temporary: string;
  cwd: string;
  network: boolean;
  /** Variables that would change the sandbox's own program if it had them: they are for the server alone. */
  loader: Readonly<Record<string, string>>;
}

/**
 * Arguments of bubblewrap: new namespaces of every kind, no privilege, a root that holds only what is bound into it (so no socket of
 * a daemon, no key, no other home), and processes that end with it. Other variables than the
 * loader's come by its own environment, so that none shows here.
 */
export function bubblewrapArguments({ readable, scratch, temporary, cwd, network, loader }: Place): string[] {
  const bind = (path: string): string[] => ['--ro-bind-try', path, path];
  const always =
    '--unshare-user --unshare-pid --unshare-ipc --unshare-uts --unshare-cgroup-try --cap-drop ALL --new-session';
  return [
    ...always.split(' '),
    '--die-with-parent',
    ...(network ? [] : ['--unshare-net']),
    ...[...SYSTEM, ...SETTINGS].flatMap(bind),
    ...'--proc /proc --dev /dev'.split(' '),
    '--bind',
    temporary,
    '/tmp',
    ...readable.flatMap(bind),
    '--bind',
    scratch,
    scratch,
    ...Object.entries(loader).flatMap(([name, value]) => ['--setenv', name, value]),
    '--chdir',
    cwd,
    '--',
  ];
}
