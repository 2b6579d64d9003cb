import semver from 'semver';
import { FileError, type Files } from '../../io/index.ts';
import { slashes } from '../_slashes.ts';
import type { Layout, Placed } from './edges.ts';
import { modulesOf } from './edges.ts';
import { askedByManifest, readManifest, type Asked, type Manifest } from './manifest.ts';

/** Everything that stands in the node_modules folders of a tree. */
export interface Disk extends Layout {
  packages: Map<string, Placed>;
  /** What could not be read, in words with the place. */
  problems: string[];
  /** Links that leave the tree, lead nowhere or lead back to themselves: nothing follows them. */
  unsafeLinks: string[];
}

/** Bounds: the largest trees seen have 7,200 packages, 12 deep. */
const MAX_PACKAGES = 100_000;
const MAX_DEPTH = 64;
const MAX_PROBLEMS = 1000;
const MAX_ASKED = 1_000_000;

/** A package's own folder in an isolated store of pnpm (`.pnpm`), bun (`.bun`) or npm (`.store`). */
const STORE = /(?:^|\/)\.(?:pnpm|bun|store)\/[^/]+\/node_modules$/;

/**
 * Reads every package that Node could find from `entry` or from the root, by real path: the truth that what package
 * managers note is held against. Each folder is read once, so links cost no more than their number, wherever they lead.
 * Folders that start with a dot are a package manager's own and entered only through links. `root` must be a real path.
 */
export function readDisk(files: Files, root: string, entry = ''): Disk {
  return new Walk(files, slashes(root)).from(entry);
}

class Walk {
  private readonly files: Files;
  private readonly root: string;
  private readonly packages = new Map<string, Placed>();
  private readonly links = new Map<string, string | null>();
  private readonly neighbours = new Map<string, string[]>();
  private readonly problems: string[] = [];
  private readonly unsafeLinks: string[] = [];
  private readonly seen = new Set<string>();
  /** node_modules folders still to be read: a list and no recursion, for chains of links can be as long as a tree is large. */
  private readonly pending: string[] = [];
  /** Folders from which the node_modules folders upwards are planned. */
  private readonly climbed = new Set<string>();
  private asked = 0;

  constructor(files: Files, root: string) {
    this.files = files;
    this.root = root === '/' ? '' : root;
  }

  from(entry: string): Disk {
    this.readProject('');
    if (entry !== '') this.readTarget(entry);
    for (let folder = this.pending.pop(); folder !== undefined; folder = this.pending.pop()) this.readModules(folder);
    const { packages, links, neighbours, problems, unsafeLinks } = this;
    return { packages, links, neighbours, problems: problems.sort(), unsafeLinks: unsafeLinks.sort() };
  }

  private note(problem: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
  }

  /** A package or folder that a link or the question leads to, and what lies beside and above it. */
  private readTarget(location: string): void {
    if (!location.includes('node_modules/')) return this.readProject(location);
    this.readPackage(location);
    this.plan(modulesOf(location));
  }

  /** The root, a workspace or a linked folder: no registry package. */
  private readProject(location: string): void {
    if (this.seen.has(location)) return;
    this.seen.add(location);
    const manifest = this.manifestAt(location);
    this.packages.set(location, {
      location,
      name: manifest?.name ?? '',
      version: manifest?.version ?? '',
      isProject: true,
      asked: manifest === null ? [] : this.askedBy(manifest, location, true),
    });
    for (let folder = location; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
      if (this.climbed.has(folder)) return;
      this.climbed.add(folder);
      this.plan(folder === '' ? 'node_modules' : `${folder}/node_modules`);
    }
  }

  private manifestAt(location: string): Manifest | null {
    const file = location === '' ? 'package.json' : `${location}/package.json`;
    try {
      if (this.files.kind(`${this.root}/${file}`) === 'link' && this.targetOf(file) === null) {
        throw new FileError('failed', 'is a link that leaves the tree');
      }
      return readManifest(this.files, location === '' ? this.root : `${this.root}/${location}`);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.note(`${file} ${error.message}`);
      return null;
    }
  }

  private readPackage(location: string): void {
    if (this.seen.has(location)) return;
    this.seen.add(location);
    if (this.packages.size >= MAX_PACKAGES || location.split('node_modules/').length > MAX_DEPTH) {
      this.note(`${location} is beyond the limits of size or depth`);
      return;
    }
    const problems = this.problems.length;
    const manifest = this.manifestAt(location);
    if (manifest === null) {
      // npm sees no package in a folder without manifest, but Node loads what is in it all the same.
      if (this.problems.length === problems && this.list(location).length > 0)
        this.note(`${location} has no package.json`);
      if (this.problems.length > problems) this.links.set(location, null);
    } else this.place(location, manifest);
    this.plan(`${location}/node_modules`);
  }

  private place(location: string, manifest: Manifest): void {
    const { name = location.slice(modulesOf(location).length + 1), version } = manifest;
    if (version === undefined) return this.note(`${location}/package.json states no version`);
    if (semver.valid(version) !== version.replace(/\+.*$/, '')) {
      this.note(`${location}/package.json states a version that is none`);
    }
    const asked = this.askedBy(manifest, location, false);
    this.packages.set(location, { location, name, version, isProject: false, asked });
  }

  private askedBy(manifest: Manifest, location: string, isProject: boolean): Asked[] {
    const asked = askedByManifest(manifest, isProject);
    this.asked += asked.length;
    if (this.asked <= MAX_ASKED) return asked;
    this.note(`${location}/package.json asks for more than is followed`);
    return [];
  }

  private plan(modules: string): void {
    if (this.seen.has(modules)) return;
    this.seen.add(modules);
    this.pending.push(modules);
  }

  private kind(location: string): ReturnType<Files['kind']> {
    try {
      return this.files.kind(`${this.root}/${location}`);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.note(`${location} ${error.message}`);
      return null;
    }
  }

  private list(location: string): ReturnType<Files['list']> {
    try {
      return this.files.list(`${this.root}/${location}`);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.note(`${location} ${error.message}`);
      return [];
    }
  }

  private readModules(modules: string): void {
    const kind = this.kind(modules);
    if (kind === 'link') this.unsafeLinks.push(modules);
    if (kind !== 'folder') return;
    for (const { name, kind: is } of this.list(modules)) {
      if (name.startsWith('.')) continue;
      if (!name.startsWith('@')) this.readSlot(modules, name, is);
      else if (is === 'link') this.unsafeLinks.push(`${modules}/${name}`);
      else if (is === 'folder') {
        for (const inner of this.list(`${modules}/${name}`))
          this.readSlot(modules, `${name}/${inner.name}`, inner.kind);
      }
    }
  }

  private readSlot(modules: string, name: string, kind: string): void {
    const location = `${modules}/${name}`;
    if (kind === 'folder') this.readPackage(location);
    else if (kind === 'link') this.followLink(modules, name);
    // `require('a')` takes the file a.js before the folder a.
    else if (/\.(js|json|node)$/.test(name)) this.note(`${location} is a file among packages`);
  }

  private followLink(modules: string, name: string): void {
    const location = `${modules}/${name}`;
    const target = this.targetOf(location);
    const leadsBack = target === '' || `${location}/`.startsWith(`${target}/`);
    if (target === null || (leadsBack && !this.isItself(target, name))) {
      this.unsafeLinks.push(location);
      this.links.set(location, null);
      return;
    }
    this.links.set(location, target);
    if (STORE.test(modules)) this.addNeighbour(modules, name);
    this.readTarget(target);
  }

  private addNeighbour(modules: string, name: string): void {
    const names = this.neighbours.get(modules);
    if (names === undefined) this.neighbours.set(modules, [name]);
    else names.push(name);
  }

  /** Where a link leads inside the tree; null when it leads nowhere or out of it. */
  private targetOf(location: string): string | null {
    let real: string;
    try {
      real = slashes(this.files.realPath(`${this.root}/${location}`));
    } catch {
      return null;
    }
    if (real === this.root) return '';
    return real.startsWith(`${this.root}/`) ? real.slice(this.root.length + 1) : null;
  }

  /** A package that depends on itself has a link to itself below it. */
  private isItself(target: string, name: string): boolean {
    return this.packages.get(target)?.name === name || this.manifestAt(target)?.name === name;
  }
}
