import { dirname, join } from 'node:path';
import type npa from 'npm-package-arg';
import semver from 'semver';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import { slashes } from '../_slashes.ts';
import { exists, type Located } from './locate.ts';
import { PACKAGE_NAME, mustOffer, satisfies } from './locate-npx.ts';
import { readManifest } from './manifest.ts';
import { parseSpec } from './spec.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** pnpm's cache folder: setting, XDG or the platform's own (pnpm 10 and 12, `cacheDir` of its settings). */
function cacheOf(machine: Machine, env: Variables): string {
  const variable = (name: string): string | undefined => env[name] || machine.env[name];
  const set = variable('npm_config_cache_dir') ?? variable('NPM_CONFIG_CACHE_DIR') ?? variable('pnpm_config_cache_dir');
  if (set !== undefined) return set;
  const xdg = variable('XDG_CACHE_HOME');
  if (xdg !== undefined) return join(xdg, 'pnpm');
  if (machine.platform === 'darwin') return join(machine.home, 'Library', 'Caches', 'pnpm');
  if (machine.platform === 'linux') return join(machine.home, '.cache', 'pnpm');
  const local = variable('LOCALAPPDATA');
  return local === undefined ? join(machine.home, '.pnpm-cache') : join(local, 'pnpm-cache');
}

/** One set of packages that pnpm dlx has installed: its folder, and the version of the first package. */
interface Cached {
  root: string;
  name: string;
  version: string;
}

function cachedAt(files: Files, link: string, specs: readonly npa.Result[]): Cached | null {
  const [first] = specs;
  if (!exists(files, link) || !first?.name) return null;
  const root = files.realPath(link);
  if (!slashes(root).startsWith(`${slashes(files.realPath(dirname(link)))}/`)) return null;
  const held = Object.keys(readManifest(files, root)?.dependencies ?? {}).sort();
  if (
    held.join('\n') !==
    specs
      .map(({ name }) => name ?? '')
      .sort()
      .join('\n')
  )
    return null;
  const versions = specs.map((spec) => {
    const folder = join(root, 'node_modules', spec.name ?? '');
    const version = exists(files, folder) ? readManifest(files, folder)?.version : undefined;
    return satisfies(spec, version) ? version : undefined;
  });
  const [version] = versions;
  return version === undefined || versions.includes(undefined) ? null : { root, name: first.name, version };
}

/**
 * What `pnpm dlx` has in its cache for these specs: a folder `dlx/<key>/pkg` whose manifest names just these packages, in
 * versions that fit. Its key holds the versions that the registry gave, and is made differently by each pnpm (10: SHA-256
 * of packages and registries; 12: 32 digits), so the folders are asked and not the key. With several that fit, the
 * highest version is given and the others are named: which one runs is the registry's to say. Null: it would be fetched.
 */
export function locateDlx(
  files: Files,
  machine: Machine,
  { specs, command, env }: { specs: readonly string[]; command: string | null; env: Variables },
): { located: Located; rivals: string[] } | null {
  const parsed = specs.map((text) => parseSpec(text));
  if (parsed.some(({ registry, name }) => !registry || !name || !PACKAGE_NAME.test(name))) return null;
  const cache = join(cacheOf(machine, env), 'dlx');
  if (!exists(files, cache)) return null;
  const found = files
    .list(cache)
    .filter(({ name, kind }) => kind === 'folder' && /^[0-9a-z]{16,128}$/.test(name))
    .flatMap(({ name }) => cachedAt(files, join(cache, name, 'pkg'), parsed) ?? [])
    .sort((a, b) => semver.rcompare(a.version, b.version, true) || (a.root < b.root ? -1 : 1));
  const [best] = found;
  if (best === undefined) return null;
  const folders = parsed.map(({ name }) => join(best.root, 'node_modules', name ?? ''));
  if (command !== null) mustOffer(files, folders, command);
  const versions = [...new Set(found.map(({ version }) => version))];
  const own = slashes(files.realPath(join(best.root, 'node_modules', best.name)));
  if (!own.startsWith(`${slashes(best.root)}/`))
    throw new FileError('failed', 'lies outside of the folder that pnpm made for it');
  const entry = own.slice(best.root.length + 1);
  return {
    located: { root: best.root, entry, rootIsPackage: false, method: 'dlx-cache' },
    rivals: versions.filter((version) => version !== best.version),
  };
}
