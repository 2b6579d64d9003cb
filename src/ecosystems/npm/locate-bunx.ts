import { join } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import { localCommand, locateExecutable, mustBelong } from './locate-command.ts';
import { exists, locateScript, type Located } from './locate.ts';
import { PACKAGE_NAME, mustOffer, satisfies } from './locate-npx.ts';
import { readManifest } from './manifest.ts';
import { findExecutable } from '../_executable.ts';
import { parseSpec } from './spec.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Folders that hold what bunx has fetched: in bun's install cache, or, for older versions, in the folder for temporary files. */
function* cachesOf(files: Files, machine: Machine, env: Variables): Generator<string> {
  const variable = (name: string): string | undefined => env[name] || machine.env[name];
  const install = variable('BUN_INSTALL');
  const xdg = variable('XDG_CACHE_HOME');
  const fallback = join(xdg ?? machine.home, '.bun', 'install', 'cache');
  const cache =
    variable('BUN_INSTALL_CACHE_DIR') ?? (install === undefined ? fallback : join(install, 'install', 'cache'));
  if (exists(files, cache)) {
    for (const { name, kind } of files.list(cache)) {
      if (kind === 'folder' && /^\.bunx-\d+$/.test(name)) yield `${join(cache, name)}/`;
    }
  }
  const temporary =
    variable('BUN_TMPDIR') ?? variable('TMPDIR') ?? (machine.platform === 'win32' ? variable('TEMP') : '/tmp');
  if (temporary === undefined || !exists(files, temporary)) return;
  const users = new Set(files.list(temporary).flatMap(({ name }) => /^bunx-\d+-/.exec(name)?.[0] ?? []));
  for (const user of users) yield join(temporary, user);
}

/** What a bare name starts before bun looks into its cache: a command of that name in a project or in PATH (bun 1.4). */
function locateNamed(files: Files, machine: Machine, command: string, cwd: string | null): Located | null {
  const local = cwd === null ? null : localCommand(files, cwd, command);
  if (local !== null) return mustBelong(locateScript(files, local, 'project'), command);
  const file = findExecutable(files, machine, command, cwd);
  const located = file === null ? null : locateExecutable(files, machine, command, file);
  if (located === null && file !== null) {
    throw new FileError('failed', `is none: bun takes the program ${command} of this machine instead of the package`);
  }
  return located;
}

/**
 * What `bunx` would run: for a name without version a command of the project or of PATH, else what its cache holds under
 * `<name>@<spec>`. Null: it would be fetched. Throws `FileError` where it cannot be told. Rules measured with bun 1.4.5.
 */
export function locateBunx(
  files: Files,
  machine: Machine,
  {
    specs,
    command,
    cwd,
    env,
  }: { specs: readonly string[]; command: string | null; cwd: string | null; env: Variables },
): Located | null {
  const [text = '', ...others] = specs;
  const spec = parseSpec(text);
  if (!spec.registry || !spec.name || !PACKAGE_NAME.test(spec.name) || others.length > 0) return null;
  const { name, raw, rawSpec } = spec;
  const isBare = raw === name;
  if (isBare) {
    const found = locateNamed(files, machine, command ?? name.slice(name.lastIndexOf('/') + 1), cwd);
    if (found !== null) return found;
  }
  const folders = [...cachesOf(files, machine, env)].map((start) => `${start}${name}@${isBare ? 'latest' : rawSpec}`);
  for (const folder of folders) {
    const own = join(folder, 'node_modules', name);
    const manifest = exists(files, own) ? readManifest(files, own) : null;
    if (manifest === null || !satisfies(spec, manifest.version)) continue;
    if (command !== null) mustOffer(files, [own], command);
    return { root: files.realPath(folder), entry: `node_modules/${name}`, rootIsPackage: false, method: 'bunx-cache' };
  }
  return null;
}
