import { dirname, isAbsolute, join } from 'node:path';
import { FileError, type Files, type Platform } from '../../io/index.ts';
import type { Distribution } from './distribution.ts';
import type { Interpreter } from './interpreter.ts';
import { readSitePackages } from './site-packages.ts';

/** A place that Python packages are installed in, with all that is importable there. */
export interface Environment {
  root: string;
  interpreter: Interpreter;
  /** Folders of packages, in Python's order of search. */
  folders: string[];
  distributions: Distribution[];
  problems: string[];
  /** The bounds that stopped the reading, in words. */
  limits: string[];
}

const MAX_CONFIG = 64 * 1024;
const MAX_PARENTS = 4;

/** `key = value` lines of pyvenv.cfg, keys in lower case; null when there is none. Throws `FileError`. */
function readPyvenv(files: Files, root: string): Map<string, string> | null {
  if (files.kind(join(root, 'pyvenv.cfg')) === null) return null;
  const values = new Map<string, string>();
  for (const line of files.readText(join(root, 'pyvenv.cfg'), MAX_CONFIG).split(/\r?\n/)) {
    const equals = line.indexOf('=');
    const key = line.slice(0, equals).trim().toLowerCase();
    if (equals > 0 && !values.has(key)) values.set(key, line.slice(equals + 1).trim());
  }
  return values;
}

function foldersIn(files: Files, path: string, pattern: RegExp): string[] {
  try {
    return files.list(path).flatMap(({ name, kind }) => (kind !== 'file' && pattern.test(name) ? [name] : []));
  } catch (error) {
    // A folder that may not be read can hold what the server loads: only one that is not there holds nothing.
    if (error instanceof FileError && error.problem === 'not-found') return [];
    throw error;
  }
}

/**
 * The folders of packages below a prefix, for one version of Python or (null) for every one that is there. Source:
 * documentation of Python's `sysconfig` (schemes posix_prefix, nt) and Debian's Python policy.
 */
export function sitePackagesOf(files: Files, prefix: string, version: string | null): string[] {
  const folders: string[] = [];
  for (const lib of ['lib', 'lib64']) {
    if (lib === 'lib64' && files.kind(join(prefix, lib)) === 'link') continue;
    for (const python of foldersIn(files, join(prefix, lib), /^(python|pypy)[0-9]+(\.[0-9]+)?t?$/)) {
      const isDebian = python === 'python3';
      if (version !== null && !isDebian && python.replace(/^\D+|t$/g, '') !== version) continue;
      folders.push(
        ...foldersIn(files, join(prefix, lib, python), /^(site|dist)-packages$/).map((name) =>
          join(prefix, lib, python, name),
        ),
      );
    }
  }
  const windows = join(prefix, 'Lib', 'site-packages');
  if (folders.length === 0 && files.kind(windows) !== null) folders.push(windows);
  return folders;
}

function versionOf(config: Map<string, string> | null, folders: readonly string[]): string | null {
  const written = config?.get('version_info') ?? config?.get('version');
  if (written !== undefined && /^[0-9]+\.[0-9]+/.test(written)) return written;
  const minors = new Set(folders.map((folder) => /(?:python|pypy)([0-9]+\.[0-9]+)/.exec(folder)?.[1] ?? null));
  const [only = null] = minors;
  return minors.size === 1 ? only : null;
}

function implementationOf(config: Map<string, string> | null, folders: readonly string[]): string | null {
  const written = config?.get('implementation');
  if (written !== undefined) return /^cpython$/i.test(written) ? 'CPython' : /^pypy$/i.test(written) ? 'PyPy' : written;
  if (folders.length === 0) return null;
  return folders.some((folder) => /[\\/]pypy[0-9.]+[\\/]/.test(folder)) ? 'PyPy' : 'CPython';
}

/**
 * Reads a virtual environment, with those it extends: uv's `extends-environment`, and the installation below it where it
 * includes system packages. Null when there is no pyvenv.cfg. Throws `FileError`.
 */
export function readVenv(files: Files, root: string, platform: Platform): Environment | null {
  const config = readPyvenv(files, root);
  if (config === null) return null;
  const all = sitePackagesOf(files, root, null);
  const minor = /^[0-9]+\.[0-9]+/.exec(versionOf(config, all) ?? '')?.[0] ?? null;
  // One that was made for another Python before keeps what that had: nothing finds it there.
  const own = all.length < 2 ? all : sitePackagesOf(files, root, minor);
  const folders = [...own];
  const problems: string[] = [];
  if (minor === null && all.length > 1) problems.push('which of its folders of packages counts is not known');
  const seen = new Set([root]);
  for (let above: Map<string, string> | null = config; above !== null;) {
    const parent: string | undefined = above.get('extends-environment');
    const home = above.get('home');
    if (/^true$/i.test(above.get('include-system-site-packages') ?? '') && home !== undefined && isAbsolute(home)) {
      const version = versionOf(above, own);
      folders.push(...sitePackagesOf(files, dirname(home), /^[0-9]+\.[0-9]+/.exec(version ?? '')?.[0] ?? null));
    }
    if (parent === undefined || !isAbsolute(parent)) break;
    if (seen.has(parent) || seen.size > MAX_PARENTS) {
      problems.push('it extends environments that lead back to themselves');
      break;
    }
    seen.add(parent);
    folders.push(...sitePackagesOf(files, parent, null));
    above = readPyvenv(files, parent);
  }
  if (own.length === 0) problems.push('it has no folder of packages');
  if (files.kind(join(root, 'conda-meta')) !== null) problems.push('packages that conda installed are not read');
  const interpreter = { version: versionOf(config, own), implementation: implementationOf(config, own), platform };
  return environmentAt(files, root, folders, interpreter, problems);
}

/** An environment of these folders, by whatever names they go. */
export function environmentAt(
  files: Files,
  root: string,
  folders: readonly string[],
  interpreter: Interpreter,
  problems: readonly string[] = [],
): Environment {
  const read = readSitePackages(files, folders, root);
  return {
    root,
    interpreter,
    folders: read.folders,
    distributions: read.distributions,
    problems: [...problems, ...read.problems],
    limits: read.limits,
  };
}

/** The installation of Python at a prefix that is no virtual environment (`/usr`, `/opt/homebrew`, a pyenv version). */
export function readPrefix(
  files: Files,
  prefix: string,
  version: string | null,
  more: readonly string[],
  platform: Platform,
): Environment {
  const own = sitePackagesOf(files, prefix, version);
  const interpreter = {
    version: version ?? versionOf(null, own),
    implementation: implementationOf(null, own),
    platform,
  };
  const problems =
    files.kind(join(prefix, 'conda-meta')) === null ? [] : ['packages that conda installed are not read'];
  return environmentAt(files, prefix, [...more, ...own], interpreter, problems);
}
