import { createHash } from 'node:crypto';
import semver from 'semver';
import { FileError, type Files } from '../../io/index.ts';
import { parseManifest } from './manifest.ts';

/** One package as it stands on disk. */
export interface DiskPackage {
  /** Folder relative to the tree's root, with `/`. */
  location: string;
  name: string;
  version: string;
}

export interface Disk {
  packages: Map<string, DiskPackage>;
  /** Of every manifest and link that was read: place and SHA-256. Equal digests mean equal trees. */
  digests: string[];
  /** What could not be read, in words with the place. */
  problems: string[];
  /** Links that leave the tree, lead nowhere or lead back to themselves: nothing may follow them. */
  unsafeLinks: string[];
}

/** Bounds: the largest trees seen have 7,200 packages, 12 deep. */
const MAX_PACKAGES = 50_000;
const MAX_DEPTH = 64;
const MAX_MANIFEST = 4 * 1024 * 1024;

/**
 * Reads every package under `<root>/node_modules` by real path: the independent truth that what npm's own records say
 * is held against. Folders starting with a dot are npm's or a package manager's own (`.bin`, `.pnpm`) and are entered
 * only through links. `root` must be a real path.
 */
export function readDisk(files: Files, root: string): Disk {
  const disk: Disk = { packages: new Map(), digests: [], problems: [], unsafeLinks: [] };
  const seen = new Set<string>();

  const readText = (location: string): string => {
    const text = files.readText(`${root}/${location}/package.json`, MAX_MANIFEST);
    disk.digests.push(`${location} ${createHash('sha256').update(text).digest('hex')}`);
    return text;
  };

  const readPackage = (location: string, depth: number): void => {
    if (seen.has(location)) return;
    seen.add(location);
    if (disk.packages.size >= MAX_PACKAGES || depth > MAX_DEPTH) {
      if (disk.problems.length < 100) disk.problems.push(`${location} is beyond the limits of size or depth`);
      return;
    }
    try {
      const { name, version } = parseManifest(readText(location));
      const folder = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
      if (version === undefined) disk.problems.push(`${location}/package.json states no version`);
      else if (semver.valid(version) !== version.replace(/\+.*$/, '')) {
        disk.problems.push(`${location}/package.json states a version that is none`);
      }
      if (version !== undefined) disk.packages.set(location, { location, name: name ?? folder, version });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (error.problem !== 'not-found') disk.problems.push(`${location}/package.json ${error.message}`);
      // npm sees no package in a folder without manifest, but Node loads what is in it all the same.
      else if (list(location).length > 0) disk.problems.push(`${location} has no package.json`);
    }
    readModules(`${location}/node_modules`, depth + 1);
  };

  const followLink = (location: string, depth: number): void => {
    let real: string;
    try {
      real = files.realPath(`${root}/${location}`).replaceAll('\\', '/');
    } catch {
      disk.unsafeLinks.push(location);
      return;
    }
    const base = root.replaceAll('\\', '/');
    const inside = real.startsWith(`${base}/`) ? real.slice(base.length + 1) : null;
    // A link to the root or to a folder that holds the link would never end.
    if (inside === null || `${location}/`.startsWith(`${inside}/`)) {
      disk.unsafeLinks.push(location);
      return;
    }
    disk.digests.push(`${location} > ${inside}`);
    if (inside.includes('node_modules/')) {
      readPackage(inside, depth);
      // An isolated layout keeps a package's dependencies beside it.
      readModules(inside.slice(0, inside.lastIndexOf('node_modules/') + 'node_modules'.length), depth + 1);
    } else {
      // A workspace or a linked folder of the same project is no registry package; what is installed in it counts.
      readLinked(inside);
      readModules(`${inside}/node_modules`, depth + 1);
    }
  };

  const readLinked = (location: string): void => {
    try {
      readText(location);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (error.problem !== 'not-found') disk.problems.push(`${location}/package.json ${error.message}`);
    }
  };

  const list = (location: string): ReturnType<Files['list']> => {
    try {
      return files.list(`${root}/${location}`);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      disk.problems.push(`${location} ${error.message}`);
      return [];
    }
  };

  const readModules = (location: string, depth: number): void => {
    if (seen.has(location)) return;
    seen.add(location);
    const kind = files.kind(`${root}/${location}`);
    if (kind === 'link') disk.unsafeLinks.push(location);
    if (kind !== 'folder') return;
    readEntries(location, depth, true);
  };

  const readEntries = (location: string, depth: number, scopes: boolean): void => {
    for (const { name, kind } of list(location)) {
      if (name.startsWith('.')) continue;
      const entry = `${location}/${name}`;
      if (kind === 'link') followLink(entry, depth);
      else if (kind === 'folder' && scopes && name.startsWith('@')) readEntries(entry, depth, false);
      else if (kind === 'folder') readPackage(entry, depth);
      // `require('a')` takes the file a.js before the folder a.
      else if (scopes && /\.(js|json|node)$/.test(name)) disk.problems.push(`${entry} is a file among packages`);
    }
  };

  readModules('node_modules', 0);
  return disk;
}
