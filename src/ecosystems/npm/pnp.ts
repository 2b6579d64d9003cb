import { resolve } from 'node:path';
import { FileError, type Files } from '../../io/index.ts';
import type { Component } from '../../model/installation.ts';
import { slashes } from '../_slashes.ts';
import { MAX_LOCKFILE } from './limits.ts';
import { branchAt, readIndented, textAt, type Branch } from './lockfiles/indented.ts';
import { askedByManifest, readManifest } from './manifest.ts';
import type { PnpData, PnpInformation } from './pnp-data.ts';
import type { Dependency, Tree, TreePackage } from './tree.ts';

/** A tree in archives, with what of it is not there. */
export interface PnpTree {
  tree: Tree;
  /** Locators of packages that are in no cache, or in an archive that bears another name. */
  missing: string[];
}

const withoutVirtual = (reference: string): string =>
  reference.startsWith('virtual:') ? reference.slice(reference.indexOf('#') + 1) : reference;

/** The locator of what lies on disk: there a package is once, however many instances its peers make of it. */
export function physicalLocator(location: string): string {
  return location.replace(/@virtual:[^#]*#/, '@');
}

/** The folder of a workspace as a location, or null for a package of a registry. */
function workspaceIn(reference: string): string | null {
  return reference.startsWith('workspace:') ? reference.slice('workspace:'.length).replace(/^\.$/, '') : null;
}

/** Instances are kept apart, for each has dependencies of its own; a workspace is a folder whatever its peers. */
const locationOf = (name: string, reference: string): string =>
  workspaceIn(withoutVirtual(reference)) ?? `${name}@${reference}`;

/** `<base>/__virtual__/<hash>/<n>/<rest>` stands for `rest` seen from n folders above `base` (Yarn docs, "Virtual packages"). */
function physicalPath(location: string): string {
  const [, base, steps, rest] = /^(.*?)(?:__virtual__|\$\$virtual)\/[^/]+\/(\d{1,3})\/(.*)$/.exec(location) ?? [];
  return base === undefined ? location : `${base}${'../'.repeat(Number(steps))}${rest ?? ''}`;
}

/** A folder of the project by its path in it; null for one that leads out. */
function folderIn(root: string, path: string): string | null {
  const folder = slashes(resolve(root, path));
  return `${folder}/`.startsWith(`${slashes(root)}/`) ? folder : null;
}

/** The entries of yarn.lock by locator: versions, ranges, platforms. Empty when there is none that can be read. */
export function lockedIn(files: Files, root: string): Map<string, Branch> {
  const locked = new Map<string, Branch>();
  try {
    for (const entry of readIndented(files.readText(`${root}/yarn.lock`, MAX_LOCKFILE)).values()) {
      const resolution = entry instanceof Map ? textAt(entry, 'resolution') : null;
      if (entry instanceof Map && resolution !== null) locked.set(resolution, entry);
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return locked;
}

/** Whether a package is there: in an archive that bears its name, or in a folder of the project with its manifest. */
function isThere(
  files: Files,
  root: string,
  { packageLocation }: PnpInformation,
  name: string,
  version: string,
): boolean {
  const path = physicalPath(packageLocation);
  const archive = path.indexOf('.zip/');
  if (archive < 0) {
    const folder = folderIn(root, path);
    const manifest = folder !== null && files.kind(folder) === 'folder' ? readManifest(files, folder) : null;
    return manifest?.name === name && manifest.version === version;
  }
  const file = path.slice(0, archive + '.zip'.length);
  if (files.kind(resolve(root, file)) !== 'file') return false;
  const bears = file.slice(file.lastIndexOf('/') + 1);
  return (
    bears.startsWith(`${name.replace('/', '-')}-`) && (!bears.includes('-npm-') || bears.includes(`-npm-${version}-`))
  );
}

/** What a package asks for, as far as the lockfile says, or a workspace, as its manifest says: kind and range by name. */
function askedOf(
  files: Files,
  root: string,
  workspace: string | null,
  entry: Branch,
): Map<string, Omit<Dependency, 'to'>> {
  if (workspace !== null) {
    const folder = folderIn(root, workspace);
    const manifest = folder === null ? null : readManifest(files, folder);
    const asked = manifest === null ? [] : askedByManifest(manifest, true);
    return new Map(
      asked.map(({ name, range, kind }) => [name, { type: kind === 'peer' ? 'required' : kind, range }] as const),
    );
  }
  return new Map(
    [...branchAt(entry, 'dependencies'), ...branchAt(entry, 'peerDependencies')].map(([name, range]) => {
      const meta = [branchAt(entry, 'dependenciesMeta', name), branchAt(entry, 'peerDependenciesMeta', name)];
      const isOptional = meta.some((one) => textAt(one, 'optional') === 'true');
      const text = typeof range === 'string' ? range.replace(/^npm:/, '') : '';
      return [name, { type: isOptional ? 'optional' : 'required', range: text }] as const;
    }),
  );
}

/**
 * The tree of a Plug'n'Play project. Packages are at their locators (`a@npm:1.0.0`, `a@virtual:…#npm:1.0.0`), workspaces at
 * their folders. Archives are looked for and not opened.
 */
export function pnpTree(files: Files, root: string, data: PnpData): PnpTree {
  const tree: Tree = new Map();
  const missing = new Set<string>();
  const locked = lockedIn(files, root);

  const place = (name: string, written: string, information: PnpInformation): TreePackage | null => {
    const location = locationOf(name, written);
    const known = tree.get(location);
    if (known !== undefined) return known;
    const reference = withoutVirtual(written);
    const entry = locked.get(`${name}@${reference}`) ?? new Map();
    const version = /^npm:([^:]+)/.exec(reference)?.[1] ?? textAt(entry, 'version') ?? '';
    const isProject = /^(workspace|link|portal):/.test(reference);
    if (!isProject && !isThere(files, root, information, name, version)) {
      // Packages for other platforms are named and never fetched.
      if (textAt(entry, 'conditions') !== null) return null;
      missing.add(`${name}@${reference}`);
    }
    const pack: TreePackage = { location, name, version, isProject, dependencies: [], broken: [] };
    tree.set(location, pack);
    return pack;
  };

  for (const [name, references] of data.packageRegistryData) {
    for (const [written, information] of references) {
      const pack = name === null || written === null ? null : place(name, written, information);
      if (pack === null || written === null) continue;
      const entry = locked.get(physicalLocator(pack.location)) ?? new Map();
      addEdges(pack, information, askedOf(files, root, workspaceIn(withoutVirtual(written)), entry));
    }
  }
  return { tree, missing: [...missing].sort() };
}

function addEdges(
  pack: TreePackage,
  { packageDependencies }: PnpInformation,
  asked: Map<string, Omit<Dependency, 'to'>>,
): void {
  const known = new Set(pack.dependencies.map(({ to }) => to));
  for (const [alias, target] of packageDependencies) {
    if (target === null) continue;
    const [name, reference] = typeof target === 'string' ? [alias, target] : target;
    const to = locationOf(name, reference);
    if (to === pack.location || known.has(to)) continue;
    known.add(to);
    pack.dependencies.push({ to, ...(asked.get(alias) ?? { type: 'required', range: '' }) });
  }
}

/** The components of a closure with the instances of one package made one, with all that any of them needs. */
export function foldInstances(components: readonly Component[]): Component[] {
  const folded = new Map<string, Component>();
  const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].sort();
  for (const component of components) {
    const id = physicalLocator(component.id);
    const known = folded.get(id);
    const needs = component.dependsOn.map(physicalLocator).filter((other) => other !== id);
    folded.set(id, {
      ...component,
      id,
      scope: known?.scope === 'required' ? 'required' : component.scope,
      ranges: union(known?.ranges ?? [], component.ranges),
      dependsOn: union(known?.dependsOn ?? [], needs),
    });
  }
  return [...folded.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
