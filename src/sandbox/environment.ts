import type { Machine } from '../io/index.ts';

/** Variables of this user that a program needs to run at all and that hold no secret. */
const PASSED = ['PATH', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'USER', 'LOGNAME', 'SHELL', 'TERM'];
const PASSED_WINDOWS = [
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'PATHEXT',
  'USERNAME',
  'PROCESSOR_ARCHITECTURE',
];
/** Where the certificates of this machine's network are. */
const PASSED_FOR_NETWORK = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

/** Variables that name a home or a place for temporary files. */
const HOMES = ['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'];
const TEMPORARY = ['TMPDIR', 'TMP', 'TEMP'];

/**
 * The environment of a server: a few variables of this user, what its entry declares, and a home and a temporary folder of
 * its own, which win over what the entry says of them.
 */
export function environmentFor(
  declared: Readonly<Record<string, string>>,
  { platform, env }: Machine,
  {
    home,
    temporary,
    network,
    hasOwnPrograms,
  }: { home: string; temporary: string; network: boolean; hasOwnPrograms: boolean },
): Record<string, string> {
  const names = [
    ...PASSED.filter((name) => name !== 'PATH' || !hasOwnPrograms),
    ...(platform === 'win32' ? PASSED_WINDOWS : []),
    ...(network ? PASSED_FOR_NETWORK : []),
  ];
  const passed = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const homes = (platform === 'win32' ? HOMES : ['HOME']).map((name) => [name, home] as const);
  return Object.fromEntries([
    ...passed,
    ...Object.entries(declared).filter(([name]) => !HOMES.includes(name)),
    ...homes,
    ...TEMPORARY.map((name) => [name, temporary] as const),
  ]);
}

/** Variables by which the loader and the C library bring code into any program that has them. */
const LOADER = /^(LD_|DYLD_|GLIBC_|MALLOC_|GCONV_PATH$|LOCPATH$|NLSPATH$)/;
/** Variables that the command line of an engine obeys, or a script that stands for it. */
const OBEYED_BY_ENGINES =
  /^(DOCKER_|BUILDKIT_|_?CONTAINER|NERDCTL|PODMAN|CNI_|NETAVARK|STORAGE_|REGISTRY_AUTH_FILE$|SSH_|SSL_CERT_|GO(DEBUG|TRACEBACK)$|BASH_|(ENV|SHELLOPTS|IFS)$|XDG_|HOME$|PATH$|TMPDIR$|(HTTPS?|NO|ALL)_PROXY$)/i;

/**
 * Takes the variables apart that would change the sandbox's own program: an entry that declares `LD_PRELOAD` is to have it inside of
 * the sandbox and not outside of it. They are paths and settings, no secrets.
 */
export function splitEnvironment(
  env: Readonly<Record<string, string>>,
  sandbox: 'bubblewrap' | 'sandbox-exec' | 'docker' | 'own-container',
): { loader: Record<string, string>; others: Record<string, string> } {
  const isLoader = (name: string): boolean =>
    LOADER.test(name) || ((sandbox === 'docker' || sandbox === 'own-container') && OBEYED_BY_ENGINES.test(name));
  const entries = Object.entries(env);
  return {
    loader: Object.fromEntries(entries.filter(([name]) => isLoader(name))),
    others: Object.fromEntries(entries.filter(([name]) => !isLoader(name))),
  };
}
