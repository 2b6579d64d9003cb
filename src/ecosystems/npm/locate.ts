import { basename, dirname, join, relative } from 'node:path';
import { FileError, type Files } from '../../io/index.ts';
import type { Installation } from '../../model/installation.ts';
import { slashes } from '../_slashes.ts';
import { installRoot } from './install-root.ts';
import { commandsOf, readManifest } from './manifest.ts';
import { shimTarget } from './shim.ts';

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

export const exists = (files: Files, path: string): boolean => files.kind(path) !== null;

/** A package in an isolated store, which pnpm's global folder has outside of node_modules. */
const STORED = /^(.*?)\/((?:node_modules\/)?\.(?:pnpm|bun|store)\/[^/]+\/node_modules\/.+)$/;
const PACKAGE_FOLDER = /^(.*?)\/(node_modules\/(?:@[^/]+\/)?[^/]+)(\/.*)?$/;

/**
 * A package folder, or a folder of a project, with the tree that it is part of. A package below no manifest is a global
 * one: it holds its own tree. `folder` must be a real path.
 */
export function locateFolder(files: Files, folder: string, method: Installation['method']): Located {
  const [, store, stored] = STORED.exec(slashes(folder)) ?? [];
  if (store !== undefined && stored !== undefined) return { root: store, entry: stored, rootIsPackage: false, method };
  const [, above, first, rest] = PACKAGE_FOLDER.exec(slashes(folder)) ?? [];
  if (above === undefined || first === undefined) return locateProject(files, folder, method);
  if (exists(files, join(above, 'package.json'))) {
    const project = locateProject(files, above, method);
    return { ...project, entry: [project.entry, `${first}${rest ?? ''}`].filter((part) => part !== '').join('/') };
  }
  return { root: `${above}/${first}`, entry: (rest ?? '').slice(1), rootIsPackage: true, method: 'global' };
}

/** A folder of a project, with the folder whose installation it uses. */
function locateProject(files: Files, folder: string, method: Installation['method']): Located {
  const root = installRoot(files, folder);
  return { root, entry: slashes(relative(root, folder)), rootIsPackage: false, method };
}

/**
 * The package that offers a command, among those directly in a node_modules folder: `.bin` holds links to files of
 * packages, but where links cannot be had (Windows, pnpm) it holds scripts that start them.
 */
function packageOffering(files: Files, modules: string, command: string): string | null {
  const names = files.list(modules).flatMap(({ name, kind }) => {
    if (name.startsWith('.') || kind === 'file') return [];
    return name.startsWith('@') ? files.list(join(modules, name)).map((scoped) => `${name}/${scoped.name}`) : [name];
  });
  const offers = (name: string): boolean => {
    const manifest = readManifest(files, join(modules, name));
    return manifest !== null && commandsOf(manifest).has(command);
  };
  const [offering, ...others] = names.filter(offers);
  return offering === undefined || others.length > 0 ? null : files.realPath(join(modules, offering));
}

/** The package or project that a script belongs to, or null when no manifest is above it. `file` must be a real path. */
export function locateScript(files: Files, file: string, method: Installation['method']): Located | null {
  const started = shimTarget(files, file);
  if (started !== null) return locateScript(files, started, method);
  const folder = dirname(file);
  if (basename(folder) === '.bin' && basename(dirname(folder)) === 'node_modules') {
    const offering = packageOffering(files, dirname(folder), basename(file).replace(/\.(cmd|ps1)$/i, ''));
    return offering === null ? null : locateFolder(files, offering, method);
  }
  const inside = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(slashes(file));
  if (inside) return locateFolder(files, file.slice(0, inside[0].length), method);
  for (let above = folder; ; above = dirname(above)) {
    const manifest = readManifest(files, above);
    // A manifest with neither name nor dependencies only sets the module type of a build folder.
    if (manifest !== null && (manifest.name !== undefined || manifest.dependencies !== undefined)) {
      return locateProject(files, above, method);
    }
    if (files.kind(join(above, 'node_modules')) !== null) {
      throw new FileError('failed', `is spread: ${above} has packages below the manifest that names them`);
    }
    if (dirname(above) === above) return null;
  }
}
