import { basename, dirname, posix, relative } from 'node:path';
import { FileError, type Files } from '../../io/index.ts';
import { componentOf, type Component, type Installation } from '../../model/installation.ts';
import { slashes } from '../_slashes.ts';
import type { Resolved } from '../index.ts';
import { binariesIn, ownParts, type Found } from './binaries.ts';
import { WHOLE_PACKAGE, bundledIn, type Scope } from './bundled.ts';
import { NOTICE } from './bundled-notices.ts';
import { readScriptPaths } from './bundled-paths.ts';
import { readManifest, type Manifest } from './manifest.ts';

/** What of a package is looked at to tell whether it is a bundle. */
const MAX_PROBED = 24;
const PROBED_BYTES = 512 * 1024;

/**
 * Those of which a question is true. It is put to all of them before the first error is thrown: an image takes out what
 * was read in vain, and should be asked for everything at once.
 */
function askEach<T>(items: readonly T[], question: (item: T) => boolean): T[] {
  let first: FileError | null = null;
  const found = items.filter((item) => {
    try {
      return question(item);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      first ??= error;
      return false;
    }
  });
  if (first !== null) throw first;
  return found;
}

/** Whether a package says that it holds others: it keeps their licences, or a script beside its entry names modules of theirs. */
function holdsOthers(files: Files, folder: string): boolean {
  const entries = files.list(folder).filter(({ kind }) => kind === 'file');
  if (entries.some(({ name }) => NOTICE.test(name))) return true;
  const main = mainOf(readManifest(files, folder));
  const place = posix.normalize(posix.join(folder, posix.dirname(main)));
  if (`${place}/`.startsWith(`${folder}/`) && files.kind(place) === 'folder') {
    const beside = place === folder ? entries : files.list(place);
    const scripts = beside.filter(({ name, kind }) => kind === 'file' && /\.[cm]?js$/.test(name));
    const namesModules = (name: string): boolean =>
      readScriptPaths(files.readRange(`${place}/${name}`, 0, PROBED_BYTES)).paths.size > 0;
    return askEach(scripts.slice(0, MAX_PROBED), ({ name }) => namesModules(name)).length > 0;
  }
  return false;
}

/** The first file that a manifest names for those who load the package. */
function mainOf(manifest: Manifest | null): string {
  const named: unknown[] = [manifest?.fields['main'], manifest?.fields['module'], manifest?.fields['exports']];
  for (let value = named.shift(); value !== undefined || named.length > 0; value = named.shift()) {
    if (typeof value === 'string' && value.endsWith('js')) return value;
    if (typeof value === 'object' && value !== null) named.push(...Object.values(value).slice(0, 50));
    if (named.length > 500) break;
  }
  return 'index.js';
}

/** Packages that the server's own one needs and that hold others. */
function bundlesAmong(files: Files, root: string, own: Component, components: readonly Component[]): Component[] {
  const needed = new Set(own.dependsOn);
  return askEach(components, ({ id }) => needed.has(id) && holdsOthers(files, `${root}/${id}`));
}

function merge(components: readonly Component[], finds: readonly Found[]): Component[] {
  const inside = (id: string): Component[] => finds.flatMap((found) => found.inside.get(id) ?? []);
  const holding = components.map((component) => {
    const held = inside(component.id).map(({ id }) => id);
    return held.length === 0
      ? component
      : { ...component, dependsOn: [...new Set([...component.dependsOn, ...held])].sort() };
  });
  return [...holding, ...components.flatMap(({ id }) => inside(id))].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Adds to an installed tree the packages that lie inside the server's own files: bundles and native executables. */
export function withParts(files: Files, { installation, gaps, ...rest }: Resolved): Resolved {
  const own = ownOf(installation);
  const root = installation?.path ?? null;
  if (installation === null || root === null || own === undefined) return { installation, gaps, ...rest };
  try {
    const parts = ownParts(files, root, own, installation.components);
    const bundles = bundlesAmong(files, root, own, installation.components).filter((one) => !parts.includes(one));
    const finds = [bundledIn(files, root, [...parts, ...bundles]), binariesIn(files, root, parts)];
    const components = merge(installation.components, finds);
    return {
      installation: { ...installation, components },
      gaps: [...gaps, ...finds.flatMap((found) => found.gaps)],
      ...rest,
    };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const message = `what ${own.name} holds besides its dependencies ${error.message}`;
    return { installation, gaps: [...gaps, { kind: 'tree-unreadable', message, hint: '' }], ...rest };
  }
}

/** A script, whatever it is called, and the files beside it, where its bundler puts the rest of what it made. */
function besideScript(script: string): Scope {
  return {
    list: (files, folder) => ({
      paths: files.list(folder).flatMap(({ name, kind }) => (kind === 'file' ? [name] : [])),
      isWhole: true,
    }),
    isScript: (path) => path === basename(script) || WHOLE_PACKAGE.isScript(path),
  };
}

/**
 * Adds what is bundled into a script of somebody's project. A project is no package of its own, so that its files are not
 * looked through; the script that is started, and what lies beside it, is. `script` is a real path.
 */
export function withScript(files: Files, script: string, resolved: Resolved): Resolved {
  const { installation, gaps } = resolved;
  const root = installation?.path ?? null;
  if (installation === null || root === null || ownOf(installation) !== undefined) return resolved;
  const id = slashes(relative(root, dirname(script))) || '.';
  if (id.startsWith('..') || id.includes('node_modules')) return resolved;
  try {
    const holder = componentOf({ id, ecosystem: 'npm', name: readManifest(files, root)?.name ?? '', version: '' });
    const found = bundledIn(files, root, [holder], besideScript(script));
    const inside = found.inside.get(id) ?? [];
    const components = [...installation.components, ...inside].sort((a, b) => (a.id < b.id ? -1 : 1));
    return { ...resolved, installation: { ...installation, components }, gaps: [...gaps, ...found.gaps] };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const message = `what is bundled into the script ${error.message}`;
    return { ...resolved, gaps: [...gaps, { kind: 'tree-unreadable', message, hint: '' }] };
  }
}

function ownOf(installation: Installation | null): Component | undefined {
  if (installation?.fidelity !== 'installed') return undefined;
  return installation.components.find(({ id }) => id === installation.root);
}
