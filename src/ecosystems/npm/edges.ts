import semver from 'semver';
import type { Asked } from './manifest.ts';
import type { Dependency, Tree, TreePackage } from './tree.ts';

/** A package at its place, with what it asks for. */
export interface Placed extends Pick<TreePackage, 'location' | 'name' | 'version' | 'isProject'> {
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

/** What Node finds for a name from a folder: the nearest upwards by real path; null when there is nothing it can be. */
function find({ packages, links }: Layout, from: string, name: string): Placed | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    if (folder !== 'node_modules' && !folder.endsWith('/node_modules')) {
      const slot = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
      const target = links.get(slot);
      if (target === null) return null;
      const found = packages.get(target ?? slot);
      if (found !== undefined) return found;
    }
    if (folder === '') return null;
  }
}

/** The registry package and range that a dependency stands for. */
function wantedBy({ name, range }: Asked): { name: string; range: string } {
  if (!range.startsWith('npm:')) return { name, range };
  const at = range.indexOf('@', 'npm:@'.length);
  return { name: range.slice('npm:'.length, at < 0 ? undefined : at), range: at < 0 ? '*' : range.slice(at + 1) };
}

/** Ranges as parsed, null for what is none: a tree asks by the same few thousand times over. */
type Ranges = Map<string, semver.Range | null>;

function parsed(range: string, ranges: Ranges): semver.Range | null {
  const known = ranges.get(range);
  if (known !== undefined) return known;
  let read: semver.Range | null = null;
  try {
    read = new semver.Range(range, true);
  } catch {
    // A tag, a URL or the like.
  }
  ranges.set(range, read);
  return read;
}

/** Whether a version is outside a range; tags, URLs and the like say nothing of versions. Rule: arborist's dep-valid. */
function isOutside(version: string, range: string, ranges: Ranges): boolean {
  if (range === '' || range === '*') return false;
  const wanted = parsed(range, ranges);
  return wanted !== null && !wanted.test(version);
}

/** What is wrong with what was found, in words, or null. Peers are settled by the installer, overrides by the project. */
function problemOf(asked: Asked, found: Placed | null, isSettled: boolean, ranges: Ranges): string | null {
  if (found === null) return asked.mayMiss ? null : `${asked.name} is missing`;
  if (asked.kind !== 'required' || found.isProject || isSettled) return null;
  const { name, range } = wantedBy(asked);
  if (name !== found.name && name !== asked.name) return `${asked.name} is not ${name}`;
  return isOutside(found.version, range, ranges) ? `${asked.name} is not ${asked.range}` : null;
}

/**
 * The packages of a layout with their edges, each resolved by Node's rule (Node docs, "Loading from node_modules folders").
 * Time is linear in the edges. `settled` are names whose versions the project itself has decided.
 */
export function treeOf(layout: Layout, settled: ReadonlySet<string>): Tree {
  const tree: Tree = new Map();
  const ranges: Ranges = new Map();
  for (const { location, name, version, isProject, asked } of layout.packages.values()) {
    const dependencies: Dependency[] = [];
    const broken: string[] = [];
    const named = new Set<string>([name]);
    for (const one of asked) {
      named.add(one.name);
      const found = find(layout, location, one.name);
      const type = one.kind === 'peer' ? (one.mayMiss ? 'optional' : 'required') : one.kind;
      if (found !== null) dependencies.push({ to: found.location, type, range: one.range });
      const problem = problemOf(one, found, settled.has(one.name), ranges);
      if (problem !== null) broken.push(problem);
    }
    for (const neighbour of layout.neighbours.get(modulesOf(location)) ?? []) {
      const found = named.has(neighbour) ? null : find(layout, location, neighbour);
      if (found !== null && found.location !== location)
        dependencies.push({ to: found.location, type: 'optional', range: '' });
    }
    tree.set(location, { location, name, version, isProject, dependencies, broken: broken.sort() });
  }
  return tree;
}
