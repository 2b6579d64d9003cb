import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import type npa from 'npm-package-arg';
import semver from 'semver';
import { FileError, type Files } from '../../io/index.ts';
import { localCommand, mustBelong } from './locate-command.ts';
import { exists, locateFolder, locateScript, type Located } from './locate.ts';
import { commandsOf, readManifest } from './manifest.ts';
import type { Places } from './places.ts';
import { parseSpec } from './spec.ts';

/**
 * The folder of npx's cache for a set of specs: the first 16 hex digits of the SHA-512 of the sorted specs, one a line.
 * Source: libnpmexec (npm 7 to 11), verified against real caches.
 */
export function npxHash(specs: readonly string[]): string {
  const sorted = specs.toSorted((a, b) => a.localeCompare(b, 'en'));
  return createHash('sha512').update(sorted.join('\n')).digest('hex').slice(0, 16);
}

/** What is asked of npx. */
export interface NpxQuestion {
  specs: readonly string[];
  /** The first operand, when no `--package` is given: npx looks for a command of this name first. */
  operand: string | null;
  /** The command, when packages are given by `--package`. */
  command: string | null;
  /** npm's local prefix (the project), or null when it depends on the client. */
  prefix: string | null;
}

export const PACKAGE_NAME = /^(?:@[^/\\]+\/)?[^@/\\.][^/\\]*$/;

/** Whether an installed version is what a spec asks for. A tag can mean any: only the registry knows. */
export function satisfies(spec: npa.Result, version: string | undefined): boolean {
  if (version === undefined) return false;
  if (spec.type === 'version') return version === spec.fetchSpec;
  if (spec.type === 'range') return spec.rawSpec === '*' || semver.satisfies(version, spec.fetchSpec ?? '');
  return true;
}

/** Whether npx would take it without asking the registry. */
const isSettled = (spec: npa.Result): boolean => spec.type === 'version' || spec.type === 'range';

/** npm's local prefix for a folder: the nearest upwards that has a manifest or node_modules, else the folder itself. */
export function localPrefix(files: Files, cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (exists(files, join(folder, 'package.json')) || exists(files, join(folder, 'node_modules'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** Throws when none of the packages has a command: the line then starts whatever else has this name. */
export function mustOffer(files: Files, folders: readonly string[], command: string): void {
  const offers = (folder: string): boolean => {
    const manifest = readManifest(files, folder);
    return manifest !== null && commandsOf(manifest).has(command);
  };
  if (folders.some(offers)) return;
  throw new FileError('failed', `offers no command ${command}: the launch line starts something else`);
}

function locateOperand(files: Files, { globals }: Places, operand: string, prefix: string | null): Located | null {
  if (prefix !== null) {
    const manifest = readManifest(files, prefix);
    if (manifest && commandsOf(manifest).has(operand)) return locateFolder(files, files.realPath(prefix), 'project');
    const command = localCommand(files, prefix, operand);
    if (command !== null) return mustBelong(locateScript(files, command, 'project'), operand);
  }
  for (const folder of globals) {
    const command = join(dirname(dirname(folder)), 'bin', operand);
    if (exists(files, command)) return mustBelong(locateScript(files, files.realPath(command), 'global'), operand);
  }
  return null;
}

function locateInstalled(files: Files, folder: string, spec: npa.Result, method: 'project' | 'global'): Located | null {
  if (!isSettled(spec) || !exists(files, folder) || !satisfies(spec, readManifest(files, folder)?.version)) return null;
  return locateFolder(files, files.realPath(folder), method);
}

/** The names of the packages that specs stand for in npx's folder; its own manifest names git, URL and aliased ones. */
function namesIn(files: Files, folder: string, specs: readonly npa.Result[]): string[] {
  const listed = Object.keys(readManifest(files, folder)?.dependencies ?? {});
  return specs.length === 1 && !specs[0]?.registry ? listed.slice(0, 1) : specs.map(({ name }) => name ?? '');
}

/** What npx has in its cache for these specs, all of them or none. */
function locateCached(
  files: Files,
  folder: string,
  specs: readonly npa.Result[],
  command: string | null,
): Located | null {
  if (!exists(files, join(folder, 'node_modules'))) return null;
  const names = namesIn(files, folder, specs);
  const [first] = names;
  if (first === undefined) return null;
  for (const [index, name] of names.entries()) {
    const spec = specs[index];
    const manifest = PACKAGE_NAME.test(name) ? readManifest(files, join(folder, 'node_modules', name)) : null;
    if (manifest === null || spec === undefined || !satisfies(spec, manifest.version)) return null;
  }
  const folders = names.map((name) => join(folder, 'node_modules', name));
  if (command !== null) mustOffer(files, folders, command);
  return { root: files.realPath(folder), entry: `node_modules/${first}`, rootIsPackage: false, method: 'npx-cache' };
}

/**
 * What `npx` would run, in the order libnpmexec looks: a command of the project, one in a `.bin` at or above it, a global
 * one; then the package in the local tree, in the global tree, in npx's cache. Null: it would be fetched. Throws
 * `FileError` where it cannot be told.
 */
export function locateNpx(files: Files, places: Places, question: NpxQuestion): Located | null {
  const { specs, operand, command, prefix } = question;
  if (operand !== null) {
    const found = locateOperand(files, places, operand, prefix);
    if (found !== null) return found;
  }
  const parsed = specs.map((text) => parseSpec(text, prefix ?? undefined));
  const [first, ...others] = parsed;
  if (first === undefined) return null;
  if (first.type === 'directory' && first.fetchSpec && others.length === 0) {
    const isKnown = (prefix !== null || isAbsolute(first.rawSpec)) && exists(files, first.fetchSpec);
    return isKnown ? locateFolder(files, files.realPath(first.fetchSpec), 'file') : null;
  }
  const inProject = parsed.map(({ name }, index) => {
    const spec = parsed[index];
    if (prefix === null || !name || spec === undefined) return null;
    return locateInstalled(files, join(prefix, 'node_modules', name), spec, 'project');
  });
  const [local] = inProject;
  if (local && others.length === 0) {
    if (command !== null) mustOffer(files, [`${local.root}/${local.entry}`], command);
    return local;
  }
  if (inProject.some((found) => found !== null)) throw new FileError('failed', 'is spread over the project and npx');
  if (first.name && operand !== null) {
    for (const folder of places.globals) {
      const found = locateInstalled(files, join(folder, first.name), first, 'global');
      if (found !== null) return found;
    }
  }
  return locateCached(files, join(places.npx, npxHash(specs)), parsed, command);
}
