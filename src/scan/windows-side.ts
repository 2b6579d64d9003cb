import { FileError, type Entry, type Files, type Machine } from '../io/index.ts';
import type { Gap } from '../model/gap.ts';
import { configGap } from './config-gap.ts';

/** Where WSL mounts the drives of Windows, unless its `/etc/wsl.conf` says otherwise. */
const DRIVES = '/mnt';
const USERS = `${DRIVES}/c/Users`;

/** Folders that only a WSL has. */
const MARKS = ['/run/WSL', '/proc/sys/fs/binfmt_misc/WSLInterop', '/proc/sys/fs/binfmt_misc/WSLInterop-late'];

/** Folders beside those of the users. */
const NOBODY: ReadonlySet<string> = new Set(['all users', 'default', 'default user', 'public', 'defaultapppool']);

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileError) return otherwise;
    throw error;
  }
}

function isWsl(machine: Machine, files: Files): boolean {
  if (machine.platform !== 'linux') return false;
  return (
    (machine.env['WSL_DISTRO_NAME'] ?? '') !== '' ||
    MARKS.some((path) => attempt(() => files.kind(path), null) !== null)
  );
}

/**
 * The Windows around a WSL as a machine of its own, seen through the mounted drives: the home of the user with the same
 * name, or of the only one. Null where there is none; that several could be meant is a gap.
 */
export function windowsSide(machine: Machine, files: Files): { machine: Machine | null; gaps: Gap[] } {
  if (!isWsl(machine, files)) return { machine: null, gaps: [] };
  const isUser = ({ name, kind }: Entry): boolean => kind === 'folder' && !NOBODY.has(name.toLowerCase());
  const users = attempt(() => files.list(USERS).filter(isUser), []).map(({ name }) => name);
  const login = machine.home.slice(machine.home.lastIndexOf('/') + 1).toLowerCase();
  const user = users.find((name) => name.toLowerCase() === login) ?? (users.length === 1 ? users[0] : undefined);
  if (user !== undefined) {
    const home = `${USERS}/${user}`;
    return { machine: { platform: 'win32', home, env: {}, nodePrefixes: [], drives: DRIVES }, gaps: [] };
  }
  if (users.length === 0) return { machine: null, gaps: [] };
  const message = 'several users of Windows have a folder here and none is called like this one: none was looked at';
  const hint = 'Scan the right one with --home DIR on Windows itself.';
  return { machine: null, gaps: [configGap('config-unreadable', message, USERS, { hint })] };
}
