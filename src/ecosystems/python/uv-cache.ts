import { join } from 'node:path';
import { FileError, type Files, type Platform } from '../../io/index.ts';
import { slashes } from '../_slashes.ts';
import { readVenv, sitePackagesOf, type Environment } from './environment.ts';
import { normaliseName } from './requirement.ts';

/** An environment of a cache, with the time it was made (ms since 1970). */
export interface Cached {
  environment: Environment;
  made: number;
}

const MAX_ENVIRONMENTS = 2000;
const MAX_LINK = 4096;

function list(files: Files, path: string): string[] {
  try {
    return files.list(path).flatMap(({ name, kind }) => (kind === 'other' || name.endsWith('.lock') ? [] : [name]));
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
}

/** The folder that an entry stands for: a link, or on Windows a text file that names it. Inside the cache only. */
function target(files: Files, path: string, cache: string): string | null {
  try {
    const isText = files.kind(path) === 'file';
    const named = isText ? join(cache, files.readText(path, MAX_LINK).trim()) : path;
    const real = files.realPath(named);
    return slashes(real).startsWith(`${slashes(files.realPath(cache))}/`) ? real : null;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** Whether the folders of an environment are named after these distributions: told without reading their metadata. */
function mayHold(files: Files, root: string, names: readonly string[]): boolean {
  if (names.length === 0) return true;
  const held = new Set(
    sitePackagesOf(files, root, null)
      .flatMap((site) => list(files, site))
      .map((name) => normaliseName(name.split('-')[0] ?? '')),
  );
  return names.every((name) => held.has(name));
}

function cachedAt(files: Files, root: string, platform: Platform, names: readonly string[]): Cached[] {
  try {
    const environment = mayHold(files, root, names) ? readVenv(files, root, platform) : null;
    return environment === null ? [] : [{ environment, made: files.modified(join(root, 'pyvenv.cfg')) }];
  } catch (error) {
    // A file among the folders, or one that goes while it is read.
    if (error instanceof FileError) return [];
    throw error;
  }
}

const newestFirst = (a: Cached, b: Cached): number =>
  b.made - a.made || (a.environment.root < b.environment.root ? -1 : 1);

/**
 * The environments of uv's cache that hold distributions of these names, the newest first: `environments-v2/<interpreter>/<resolution>`, which lead to
 * `archive-v0/<id>`. Source: uv-cache/src/lib.rs, commands/project/environment.rs of uv 0.13.
 */
export function uvEnvironments(
  files: Files,
  caches: readonly string[],
  platform: Platform,
  names: readonly string[],
): Cached[] {
  const roots = new Set<string>();
  for (const cache of caches) {
    for (const bucket of list(files, cache).filter((name) => /^environments-v[0-9]+$/.test(name))) {
      for (const interpreter of list(files, join(cache, bucket))) {
        for (const resolution of list(files, join(cache, bucket, interpreter)).slice(0, MAX_ENVIRONMENTS)) {
          const root = target(files, join(cache, bucket, interpreter, resolution), cache);
          if (root !== null) roots.add(root);
        }
      }
    }
  }
  return [...roots]
    .slice(0, MAX_ENVIRONMENTS)
    .flatMap((root) => cachedAt(files, root, platform, names))
    .sort(newestFirst);
}

/** The environments that uv keeps for scripts of a name, the newest first: `environments-v2/<stem>-<hash of the path>`. */
export function uvScriptEnvironments(
  files: Files,
  caches: readonly string[],
  stem: string,
  platform: Platform,
  names: readonly string[],
): Cached[] {
  const prefix = `${stem
    .slice(0, 100)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}-`;
  return caches
    .flatMap((cache) =>
      list(files, cache)
        .filter((name) => /^environments-v[0-9]+$/.test(name))
        .flatMap((bucket) =>
          list(files, join(cache, bucket)).map((name) => ({ name, path: join(cache, bucket, name) })),
        ),
    )
    .filter(({ name }) => name.startsWith(prefix) && /^[0-9a-f]{16}$/.test(name.slice(prefix.length)))
    .flatMap(({ path }) => cachedAt(files, path, platform, names))
    .sort(newestFirst);
}

/** The environments that `pipx run` keeps, the newest first: one folder each. */
export function pipxEnvironments(
  files: Files,
  caches: readonly string[],
  platform: Platform,
  names: readonly string[],
): Cached[] {
  return caches
    .flatMap((cache) =>
      list(files, cache)
        .slice(0, MAX_ENVIRONMENTS)
        .map((name) => join(cache, name)),
    )
    .flatMap((path) => cachedAt(files, path, platform, names))
    .sort(newestFirst);
}
