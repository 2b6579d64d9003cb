import type { Place } from './bubblewrap.ts';

/** A text as the profile language writes it. */
const literal = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** What the dynamic linker and the system libraries of macOS read; not /Users, /Volumes or /private/var of others. */
const SYSTEM = [
  '/System',
  '/Library',
  '/usr',
  '/bin',
  '/sbin',
  '/opt',
  '/nix',
  '/dev',
  '/private/etc',
  '/private/var/db/dyld',
  '/private/var/db/timezone',
  '/private/var/select',
];

/** A profile for sandbox-exec (macOS): nothing but what is named here, no network where it is not allowed. */
export function seatbeltProfile({ readable, scratch, network }: Place): string {
  const folders = (paths: readonly string[]): string => paths.map((path) => `(subpath ${literal(path)})`).join(' ');
  return [
    '(version 1)',
    '(deny default)',
    '(allow process-fork process-exec signal sysctl-read mach-lookup ipc-posix-shm)',
    '(allow file-read-metadata)',
    `(allow file-read* (literal "/") ${folders([...SYSTEM, ...readable, scratch])})`,
    `(allow file-write* ${folders([scratch])} (literal "/dev/null") (literal "/dev/tty") (literal "/dev/dtracehelper"))`,
    network ? '(allow network*)' : '(allow network* (local ip "localhost:*"))',
  ].join('\n');
}
