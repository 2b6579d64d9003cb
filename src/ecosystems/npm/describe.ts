import { FileError, type Files } from '../../io/index.ts';
import type { Component, Installation } from '../../model/installation.ts';
import type { ResolveGap, Resolved, Surroundings } from '../index.ts';
import { closureOf, componentId, type Closure } from './closure.ts';
import { readDisk, type Disk } from './disk.ts';
import { notesIn, readHiddenLockfile, type Note } from './hidden-lockfile.ts';
import type { Located } from './locate.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { readTree, type Tree } from './tree.ts';
import { readVerifiedTree, refuseWorkspaces, treeOfDisk } from './verified-tree.ts';

/** arborist's time grows with the square of a lockfile's packages: beyond this it takes too long. */
const MAX_LOCKED = 3000;
const MAX_LOCKFILE = 16 * 1024 * 1024;

const REINSTALL = 'Remove the folder and let the package manager install it again.';

/** A few of many, for a sentence. */
function some(items: readonly string[]): string {
  const rest = items.length - 3;
  return `${items.slice(0, 3).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function manifestOf(files: Files, { root, entry }: Located): Manifest | null {
  return readManifest(files, entry === '' ? root : `${root}/${entry}`);
}

function installationAt(
  files: Files,
  located: Located,
  fidelity: Installation['fidelity'],
  components: Component[],
): Installation {
  const id = componentId(located.entry);
  return {
    path: located.root,
    method: located.method,
    fidelity,
    version: manifestOf(files, located)?.version ?? null,
    root: components.some((component) => component.id === id) ? id : null,
    components,
  };
}

/** Reads the tree at a place, holds it against the disk, and lists the runtime closure of the server in it. */
export async function describe(located: Located, { io, cache }: Surroundings): Promise<Resolved> {
  const { root, rootIsPackage } = located;
  const { files } = io;

  if (files.kind(`${root}/.pnp.cjs`) !== null) {
    const message = "Yarn Plug'n'Play keeps packages in archives, which this version does not read";
    const gaps: ResolveGap[] = [{ kind: 'tree-unsupported', message, hint: '' }];
    return { installation: installationAt(files, located, 'declared', []), gaps };
  }
  if (files.kind(`${root}/node_modules`) === null && !rootIsPackage) return describeLocked(files, located);

  const disk = readDisk(files, root);
  const notes = notesIn(readHiddenLockfile(files, root));
  const isProject = !rootIsPackage && !located.entry.includes('node_modules/');
  const built = isProject ? gapsOfBuild(manifestOf(files, located), root) : [];
  const gaps = [...gapsOfDisk(disk, root), ...gapsOfNotes(notes, disk, root), ...built];
  let closure: Closure;
  try {
    closure = closureIn(await readVerifiedTree(files, root, disk, cache), located);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const message = `${root} ${error.message}: every package found in it is listed, whether the server needs it or not`;
    gaps.push({ kind: 'tree-unreadable', message, hint: REINSTALL });
    closure = closureOf(treeOfDisk(disk), [...disk.packages.keys()], [], rootIsPackage);
    closure.broken = [];
  }
  if (closure.broken.length > 0) {
    const message = `the tree in ${root} is not what its manifests ask for: ${some(closure.broken)}`;
    gaps.push({ kind: 'tree-mismatch', message, hint: REINSTALL });
  }
  for (const component of closure.components) component.deprecated = notes.get(component.id)?.deprecated ?? null;
  return { installation: installationAt(files, located, 'installed', closure.components), gaps };
}

/** What runs when the entry does, and what can be loaded beside it though no manifest asks for it. */
function closureIn(tree: Tree, { entry, method, rootIsPackage }: Located): Closure {
  if (!tree.has(entry)) throw new FileError('failed', `holds no package at ${entry}`);
  // npx's folder serves one launch line alone, and a project's own code can load whatever lies in its node_modules.
  const isOwnTree = method === 'npx-cache' || (entry === '' && !rootIsPackage);
  const extraneous = [...tree.values()].filter((pack) => pack.extraneous && pack.location.includes('node_modules/'));
  const rest = isOwnTree ? extraneous.map(({ location }) => location) : [];
  return closureOf(tree, method === 'npx-cache' ? ['', entry] : [entry], rest, rootIsPackage);
}

function gapsOfDisk({ problems }: Disk, root: string): ResolveGap[] {
  if (problems.length === 0) return [];
  const message = `${problems.length} places in ${root} could not be read: ${some(problems)}`;
  return [{ kind: 'tree-unreadable', message, hint: REINSTALL }];
}

/** What npm wrote down when it installed, where the disk shows something else: somebody has changed it since. */
function gapsOfNotes(notes: ReadonlyMap<string, Note>, { packages }: Disk, root: string): ResolveGap[] {
  const changed = [...packages.values()].filter(({ location, name, version }) => {
    const note = notes.get(location);
    return note !== undefined && ((note.version ?? version) !== version || (note.name ?? name) !== name);
  });
  const unlisted = notes.size === 0 ? [] : [...packages.keys()].filter((location) => !notes.has(location));
  const gone = [...notes.keys()].filter((location) => location.includes('node_modules/') && !packages.has(location));
  const lies = [...changed.map(({ location }) => location), ...unlisted, ...gone].sort();
  if (lies.length === 0) return [];
  const message = `npm's record of ${root} is not what lies on disk, which is believed: ${some(lies)}`;
  return [{ kind: 'tree-mismatch', message, hint: REINSTALL }];
}

/** A project of development packages alone has built what it runs, or loads what it should not. */
function gapsOfBuild(manifest: Manifest | null, root: string): ResolveGap[] {
  const has = (ranges: Manifest['dependencies']): boolean => Object.keys(ranges ?? {}).length > 0;
  if (manifest === null || !has(manifest.devDependencies) || has(manifest.dependencies)) return [];
  const message = `${root} names development packages alone: which of them the script loads or holds is not known`;
  return [{ kind: 'tree-unsupported', message, hint: '' }];
}

/** A project whose dependencies are not installed: its lockfile is weaker evidence, its manifest none. */
async function describeLocked(files: Files, located: Located): Promise<Resolved> {
  const { root, entry } = located;
  const manifest = readManifest(files, root);
  const named = { ...manifest?.dependencies, ...manifest?.optionalDependencies, ...manifest?.peerDependencies };
  if (Object.keys(named).length === 0) {
    return { installation: installationAt(files, located, 'installed', []), gaps: gapsOfBuild(manifest, root) };
  }
  const lockfile = ['npm-shrinkwrap.json', 'package-lock.json'].find(
    (name) => files.kind(`${root}/${name}`) === 'file',
  );
  const knows = lockfile === undefined ? 'no lockfile names them' : `only ${lockfile} says what they would be`;
  const gaps: ResolveGap[] = [
    {
      kind: 'not-installed',
      message: `the dependencies of ${root} are not installed; ${knows}`,
      hint: `Run npm ci in ${root} and scan again.`,
    },
  ];
  if (lockfile === undefined) return { installation: installationAt(files, located, 'declared', []), gaps };
  refuseWorkspaces(files, root);
  const size = files.readText(`${root}/${lockfile}`, MAX_LOCKFILE).split('"version"').length;
  if (size > MAX_LOCKED) throw new FileError('too-large', `in ${lockfile} has more than ${MAX_LOCKED} packages`);
  const { components } = closureOf(await readTree(root, 'locked'), [entry], [], false);
  return { installation: installationAt(files, located, 'locked', components), gaps };
}
