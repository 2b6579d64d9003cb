import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, relative } from 'node:path';
import npa from 'npm-package-arg';
import semver from 'semver';
import type { Files } from '../../io/index.ts';
import type { Installation } from '../../model/installation.ts';
import { commandsOf, readManifest } from './manifest.ts';
import type { Places } from './places.ts';

/** Where the tree of a server was found. */
export interface Located {
  /** Real path of the folder that holds the tree. */
  root: string;
  /** Location of the server's own package in the tree; `''` is the root. */
  entry: string;
  /** The root is an installed package, not somebody's project. */
  rootIsPackage: boolean;
  method: Installation['method'];
}

/**
 * The folder of npx's cache for a set of specs: the first 16 hex digits of the SHA-512 of the sorted specs, one a line.
 * Source: libnpmexec (npm 7 to 11), verified against real caches.
 */
export function npxHash(specs: readonly string[]): string {
  const sorted = specs.toSorted((a, b) => a.localeCompare(b, 'en'));
  return createHash('sha512').update(sorted.join('\n')).digest('hex').slice(0, 16);
}

const slashes = (path: string): string => path.replaceAll('\\', '/');
const exists = (files: Files, path: string): boolean => files.kind(path) !== null;

const PACKAGE_FOLDER = /^(.*?)\/(node_modules\/(?:@[^/]+\/)?[^/]+)(\/.*)?$/;

/**
 * A package folder, or a folder of a project, with the tree that it is part of. A package below no manifest is a global
 * one: it holds its own tree. `folder` must be a real path.
 */
function locateFolder(files: Files, folder: string, method: Installation['method']): Located {
  const [, root, first, rest] = PACKAGE_FOLDER.exec(slashes(folder)) ?? [];
  if (root === undefined || first === undefined) return { root: folder, entry: '', rootIsPackage: false, method };
  if (exists(files, join(root, 'package.json'))) {
    return { root, entry: `${first}${rest ?? ''}`, rootIsPackage: false, method };
  }
  return { root: `${root}/${first}`, entry: (rest ?? '').slice(1), rootIsPackage: true, method: 'global' };
}

/** The package or project that a script belongs to, or null when no manifest is above it. `file` must be a real path. */
export function locateScript(files: Files, file: string, method: Installation['method']): Located | null {
  const inside = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(slashes(file));
  if (inside) return locateFolder(files, file.slice(0, inside[0].length), method);
  let project: string | null = null;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = readManifest(files, folder);
    // A manifest with neither name nor dependencies only sets the module type of a build folder.
    const counts = manifest !== null && (manifest.name !== undefined || manifest.dependencies !== undefined);
    if (project === null && counts) project = folder;
    if (project !== null && files.kind(join(folder, 'node_modules')) === 'folder') {
      // A workspace without own node_modules uses those of the project above it.
      return { root: folder, entry: slashes(relative(folder, project)), rootIsPackage: false, method };
    }
    if (dirname(folder) === folder) break;
  }
  return project === null ? null : { root: project, entry: '', rootIsPackage: false, method };
}

/** Whether npx would take an installed version for a spec without asking the registry. Tags need the registry. */
function satisfies(spec: npa.Result, version: string | undefined): boolean {
  if (version === undefined) return false;
  if (spec.type === 'version') return version === spec.fetchSpec;
  if (spec.type !== 'range') return false;
  return spec.rawSpec === '*' || semver.satisfies(version, spec.fetchSpec ?? '');
}

/** npm's local prefix: the nearest folder upwards that has a manifest or node_modules, else the folder itself. */
function localPrefix(files: Files, cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (exists(files, join(folder, 'package.json')) || exists(files, join(folder, 'node_modules'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** A command in a `node_modules/.bin` at or above a folder: the file it links to. */
function localCommand(files: Files, from: string, command: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const link = join(folder, 'node_modules', '.bin', command);
    if (exists(files, link)) return files.realPath(link);
    if (dirname(folder) === folder) return null;
  }
}

export interface NpxQuestion {
  specs: readonly string[];
  operand: string | null;
  cwd: string | null;
}

/**
 * What `npx` would run, in the order libnpmexec looks: a command of the project at `cwd`, one in a `.bin` at or above it,
 * a global one; then the package in the local tree, in the global tree, in npx's cache. Null: it would be fetched.
 */
export function locateNpx(files: Files, places: Places, { specs, operand, cwd }: NpxQuestion): Located | null {
  const prefix = cwd === null ? null : localPrefix(files, cwd);
  if (operand !== null && prefix !== null) {
    const manifest = readManifest(files, prefix);
    if (manifest && commandsOf(manifest).has(operand)) return locateFolder(files, files.realPath(prefix), 'project');
    const command = localCommand(files, prefix, operand);
    if (command !== null) return locateScript(files, command, 'project');
  }
  const [first] = specs;
  if (first === undefined) return null;
  const spec = npa(first, prefix ?? undefined);
  if (spec.type === 'directory' && spec.fetchSpec && isAbsolute(spec.fetchSpec)) {
    const known = (cwd !== null || isAbsolute(spec.rawSpec)) && exists(files, spec.fetchSpec);
    return known ? locateFolder(files, files.realPath(spec.fetchSpec), 'file') : null;
  }
  if (operand !== null) {
    for (const folder of places.globals) {
      // A global command of the operand's name wins over any package.
      const command = join(dirname(dirname(folder)), 'bin', operand);
      if (exists(files, command)) return locateScript(files, files.realPath(command), 'global');
    }
  }
  if (spec.name && prefix !== null) {
    const folder = join(prefix, 'node_modules', spec.name);
    if (exists(files, folder) && satisfies(spec, readManifest(files, folder)?.version)) {
      return locateFolder(files, files.realPath(folder), 'project');
    }
  }
  if (spec.name && operand !== null) {
    for (const parent of places.globals) {
      const folder = join(parent, spec.name);
      if (exists(files, folder) && satisfies(spec, readManifest(files, folder)?.version)) {
        return locateFolder(files, files.realPath(folder), 'global');
      }
    }
  }
  return locateCached(files, join(places.npx, npxHash(specs)), spec);
}

const PACKAGE_NAME = /^(?:@[^/\\]+\/)?[^@/\\.][^/\\]*$/;

function locateCached(files: Files, folder: string, spec: npa.Result): Located | null {
  if (!exists(files, join(folder, 'node_modules'))) return null;
  // The cache's own manifest names what was installed, also for git and URL specs, whose names the spec does not say.
  const names = Object.keys(readManifest(files, folder)?.dependencies ?? {});
  const name = spec.registry && spec.name ? spec.name : names[0];
  if (name === undefined || !PACKAGE_NAME.test(name) || !exists(files, join(folder, 'node_modules', name))) return null;
  return { root: files.realPath(folder), entry: `node_modules/${name}`, rootIsPackage: false, method: 'npx-cache' };
}
