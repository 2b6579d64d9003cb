import semver from 'semver';
import { FileError } from '../../io/index.ts';
import type { Asked } from './manifest.ts';
import { remembering } from './remember.ts';
import type { Dependency, Tree, TreePackage } from './tree.ts';

/** A package at its place, with what it asks for. */
export interface Placed extends Pick<TreePackage, 'location' | 'name' | 'version' | 'isProject' | 'withdrawn'> {
  asked: readonly Asked[];
}

/** Packages as they lie in node_modules folders, on a disk or in a lockfile that describes one. */
export interface Layout {
  /** By location. */
  packages: ReadonlyMap<string, Placed>;
  /** Links in node_modules folders, to the location of what they lead to; null for what cannot be read there. */
  links: ReadonlyMap<string, string | null>;
  /** Names that lie beside a package in its folder of an isolated store, which its package manager put there for it. */
  neighbours: ReadonlyMap<string, readonly string[]>;
}

/** The node_modules folder that holds a package. */
export function modulesOf(location: string): string {
  return location.slice(0, location.lastIndexOf('node_modules/') + 'node_modules'.length);
}

/** A node_modules folder by the names in it, each with the location that it leads to, and the next one upwards. */
interface Folder {
  holds: Map<string, string | null>;
  above: Folder | null;
}

/** No file system has longer ones; every step of a path is looked at. */
const LONGEST_PATH = 4096;
const MAX_REMEMBERED = 1024 * 1024;

function contentsOf({ packages, links }: Layout): Map<string, Folder['holds']> {
  const contents = new Map<string, Folder['holds']>();
  const put = (slot: string, target: string | null): void => {
    if (slot.length > LONGEST_PATH) throw new FileError('failed', 'has a path that is too long');
    // The root, a workspace: found from nowhere by a name.
    if (!slot.includes('node_modules/')) return;
    const modules = modulesOf(slot);
    const holds = contents.get(modules);
    const name = slot.slice(modules.length + 1);
    if (holds === undefined) contents.set(modules, new Map([[name, target]]));
    else holds.set(name, target);
  };
  for (const location of packages.keys()) put(location, location);
  for (const [slot, target] of links) if (target === null || packages.has(target)) put(slot, target);
  return contents;
}

const folderAbove = (folder: string): string => folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));

/** Gives the nearest node_modules folder upwards from a folder by Node's rule: none inside of node_modules itself. */
function nearestIn(layout: Layout): (from: string) => Folder | null {
  const contents = contentsOf(layout);
  const known = new Map<string, Folder | null>();
  const nearest = (folder: string): Folder | null => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const above = folder === '' ? null : nearest(folderAbove(folder));
    const isModules = folder === 'node_modules' || folder.endsWith('/node_modules');
    const holds = isModules ? undefined : contents.get(folder === '' ? 'node_modules' : `${folder}/node_modules`);
    const found = holds === undefined ? above : { holds, above };
    known.set(folder, found);
    return found;
  };
  return nearest;
}

/** What Node finds for a name from a folder of packages on; null when there is nothing it can be. */
function find({ packages }: Layout, from: Folder | null, name: string): Placed | null {
  for (let folder = from; folder !== null; folder = folder.above) {
    const target = folder.holds.get(name);
    if (target !== undefined) return target === null ? null : (packages.get(target) ?? null);
  }
  return null;
}

/** The registry package and range that a dependency stands for. */
function wantedBy({ name, range }: Asked): { name: string; range: string } {
  if (!range.startsWith('npm:')) return { name, range };
  const at = range.indexOf('@', 'npm:@'.length);
  return { name: range.slice('npm:'.length, at < 0 ? undefined : at), range: at < 0 ? '*' : range.slice(at + 1) };
}

/** A range as parsed; null for a tag, a URL or the like. */
const rangeIn = remembering((range): semver.Range | null => {
  try {
    return new semver.Range(range, true);
  } catch {
    return null;
  }
}, MAX_REMEMBERED);

/** Whether a version is outside a range; tags, URLs and the like say nothing of versions. Rule: arborist's dep-valid. */
function isOutside(version: string, range: string): boolean {
  if (range === '' || range === '*') return false;
  const wanted = rangeIn(range);
  return wanted !== null && !wanted.test(version);
}

/** What is wrong with what was found, in words, or null. Peers are settled by the installer, overrides by the project. */
function problemOf(asked: Asked, found: Placed | null, isSettled: boolean): string | null {
  if (found === null) return asked.mayMiss ? null : `${asked.name} is missing`;
  if (asked.kind !== 'required' || found.isProject || isSettled) return null;
  const { name, range } = wantedBy(asked);
  if (name !== found.name && name !== asked.name) return `${asked.name} is not ${name}`;
  return isOutside(found.version, range) ? `${asked.name} is not ${asked.range}` : null;
}

/**
 * The packages of a layout with their edges, each resolved by Node's rule (Node docs, "Loading from node_modules folders").
 * Time is linear in the edges. `settled` are names whose versions the project itself has decided.
 */
export function treeOf(layout: Layout, settled: ReadonlySet<string>): Tree {
  const tree: Tree = new Map();
  const nearest = nearestIn(layout);
  for (const { location, name, version, isProject, withdrawn = null, asked } of layout.packages.values()) {
    const dependencies: Dependency[] = [];
    const broken: string[] = [];
    const named = new Set<string>([name]);
    const from = nearest(location);
    for (const one of asked) {
      named.add(one.name);
      const found = find(layout, from, one.name);
      const type = one.kind === 'peer' ? (one.mayMiss ? 'optional' : 'required') : one.kind;
      if (found !== null) dependencies.push({ to: found.location, type, range: one.range });
      const problem = problemOf(one, found, settled.has(one.name));
      if (problem !== null) broken.push(problem);
    }
    for (const neighbour of layout.neighbours.get(modulesOf(location)) ?? []) {
      const found = named.has(neighbour) ? null : find(layout, from, neighbour);
      if (found !== null && found.location !== location)
        dependencies.push({ to: found.location, type: 'optional', range: '' });
    }
    tree.set(location, { location, name, version, isProject, withdrawn, dependencies, broken: broken.sort() });
  }
  return tree;
}
