import { pathsOf, type Files, type Machine } from '../io/index.ts';

/** Programs and libraries of a system; nothing of them is secret. */
export const SYSTEM = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/opt',
  '/nix',
  '/gnu/store',
  '/snap',
  '/home/linuxbrew/.linuxbrew',
];

/** What programs look up below /etc, without the files there that are only for root. */
export const SETTINGS = [
  'alternatives',
  'ca-certificates',
  'crypto-policies',
  'fonts',
  'group',
  'host.conf',
  'hosts',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'locale.alias',
  'locale.conf',
  'localtime',
  'mime.types',
  'nsswitch.conf',
  'os-release',
  'passwd',
  'pki',
  'protocols',
  'resolv.conf',
  'services',
  'ssl',
  'timezone',
].map((name) => `/etc/${name}`);

/** Folders of a home that hold programs and nothing that a user would keep from them. */
const TOOL_FOLDERS = [
  '.asdf',
  '.bun/bin',
  '.bun/install',
  '.cargo/bin',
  '.deno/bin',
  '.dotnet',
  '.fnm',
  '.local/bin',
  '.local/lib',
  '.local/pipx',
  '.local/share/fnm',
  '.local/share/mise',
  '.local/share/pipx',
  '.local/share/pnpm',
  '.local/share/uv',
  '.cache/uv',
  '.npm/_npx',
  '.nvm',
  '.pyenv',
  '.rbenv',
  '.rustup',
  '.volta',
  'go/bin',
  'Library/pnpm',
  'Library/Application Support/fnm',
];

/** Where the system shows processes, devices and the sockets of daemons: never let in, whatever a line names. */
const LIVE = ['/proc', '/sys', '/dev', '/run', '/var/run'];

const MANIFESTS = ['package.json', 'pyproject.toml', 'pyvenv.cfg', 'deno.json', 'go.mod'];
const MAX_LEVELS = 8;

/** What a server's line needs to read beyond the system: existing paths, without links on the way, none above another user's or this user's home. */
export function readablePaths(
  {
    program,
    words,
    cwd,
    reads,
  }: { program: string | null; words: readonly string[]; cwd: string | null; reads: readonly string[] },
  machine: Machine,
  files: Files,
): string[] {
  const { dirname, basename, join, isAbsolute, sep } = pathsOf(machine);
  const isWithin = (path: string, folder: string): boolean =>
    path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  const real = (path: string): string | null => {
    try {
      return files.realPath(path);
    } catch {
      return null;
    }
  };
  const home = real(machine.home) ?? machine.home;
  /** A path is too wide when all of a home, or of the machine, lies in it. */
  const isTooWide = (path: string): boolean => dirname(path) === path || isWithin(home, path);
  const isLetIn = (path: string): boolean => {
    const target = real(path);
    if (target === null || isTooWide(path) || isTooWide(target) || files.kind(target) === 'other') return false;
    return ![path, target].some((one) => LIVE.some((folder) => isWithin(one, folder)));
  };

  /** The folder whose manifest a file belongs to, and the tree of packages it lies in; else its own folder. */
  const rootOf = (file: string): string => {
    const tree = /^(.*?)[/\\]node_modules[/\\]/.exec(file)?.[1];
    if (tree !== undefined && tree !== '') return isTooWide(tree) ? join(tree, 'node_modules') : tree;
    let folder = dirname(file);
    for (let level = 0; level < MAX_LEVELS && !isTooWide(folder); level++, folder = dirname(folder)) {
      if (MANIFESTS.some((name) => files.kind(join(folder, name)) !== null)) return folder;
    }
    return dirname(file);
  };
  /** A program's own folder and what stands beside `bin`. */
  const around = (file: string): string[] => {
    const folder = dirname(file);
    const beside = ['lib', 'lib64', 'libexec', 'share', 'include', 'pyvenv.cfg'].map((name) =>
      join(dirname(folder), name),
    );
    return basename(folder) === 'bin' ? [folder, ...beside] : [rootOf(file)];
  };
  const needed = (path: string): string[] => {
    const target = real(path);
    if (target === null) return [];
    const isFile = files.kind(target) === 'file';
    return [path, target].map((one) => (isFile ? rootOf(one) : one));
  };

  const programs = program === null ? [] : [program, real(program) ?? program].flatMap(around);
  const named = words.filter((word) => isAbsolute(word)).flatMap(needed);
  const tools = program === null ? [] : TOOL_FOLDERS.map((name) => join(home, name));
  const paths = [...programs, ...named, ...reads.flatMap(needed), ...(cwd === null ? [] : needed(cwd)), ...tools];
  const wanted = [...new Set(paths)].filter(isLetIn);
  return wanted.filter((path) => !SYSTEM.some((folder) => isWithin(path, folder))).sort();
}
