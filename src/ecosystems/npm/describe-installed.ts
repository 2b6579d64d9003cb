import type { Files } from '../../io/index.ts';
import type { Installation } from '../../model/installation.ts';
import { some } from '../_sentences.ts';
import type { ResolveGap, Resolved } from '../index.ts';
import { closureOf, extraneousIn, folderName, type Closure } from './closure.ts';
import { readDisk, type Disk } from './disk.ts';
import { treeOf } from './edges.ts';
import { gapsOfBuild, installationAt, manifestOf } from './found.ts';
import { readNotes, type Notes } from './hidden-lockfile.ts';
import type { Located } from './locate.ts';
import { readManifest } from './manifest.ts';
import { settledNames } from './overrides.ts';
import { misnamedInStore, pnpmStandings } from './pnpm-record.ts';
import type { Tree } from './tree.ts';

const REINSTALL = 'Remove its node_modules and let the package manager install it again.';

/** The tree on disk, held against what package managers noted of it. */
export function describeInstalled(files: Files, located: Located): Resolved {
  const { root, entry, rootIsPackage } = located;
  const disk = readDisk(files, root, entry);
  const top = disk.packages.get('');
  if (rootIsPackage && top !== undefined) disk.packages.set('', { ...top, isProject: false });
  const notes = readNotes(files, root);
  const isProject = !rootIsPackage && !entry.includes('node_modules/');
  const built = isProject ? gapsOfBuild(manifestOf(files, located), root) : [];
  const gaps = [...gapsOfDisk(disk, root), ...gapsOfRecords(notes, disk, root), ...built];

  const tree = treeOf(disk, settledNames(files, root, readManifest(files, root)));
  let closure: Closure;
  if (tree.has(entry)) closure = closureIn(tree, located);
  else {
    const message = `${root} holds no package at ${entry}: every package found in it is listed, whether the server needs it or not`;
    gaps.push({ kind: 'tree-unreadable', message, hint: REINSTALL });
    closure = { ...closureOf(tree, [], [...tree.keys()]), broken: [] };
  }
  if (closure.broken.length > 0) {
    const message = `the tree in ${root} is not what its manifests ask for: ${some(closure.broken)}`;
    gaps.push({ kind: 'tree-mismatch', message, hint: REINSTALL });
  }
  const standings = pnpmStandings(files, root);
  for (const component of closure.components) {
    const { id, name, version } = component;
    const note = notes.packages.get(id);
    // What was noted of another version says nothing of this one.
    const isSame = note !== undefined && (note.name ?? name) === name && (note.version ?? version) === version;
    component.withdrawn = (isSame ? note.withdrawn : standings.get(`${name}@${version}`)) ?? null;
  }
  return { installation: installationAt(files, located, 'installed', closure.components), gaps };
}

/** Folders that a launcher makes for one launch line alone. */
const OWN_FOLDERS: ReadonlySet<Installation['method']> = new Set(['npx-cache', 'dlx-cache', 'bunx-cache']);

/** What runs when the entry does, and what can be loaded beside it though no manifest asks for it. */
function closureIn(tree: Tree, { entry, method }: Located): Closure {
  const isOwn = OWN_FOLDERS.has(method);
  // A project's own code, and a package that holds its own tree, can load whatever lies in its node_modules.
  const rest = isOwn || entry === '' ? extraneousIn(tree) : [];
  return closureOf(tree, isOwn ? ['', entry] : [entry], rest);
}

function gapsOfDisk({ problems, unsafeLinks }: Disk, root: string): ResolveGap[] {
  const gaps: ResolveGap[] = [];
  if (problems.length > 0) {
    const message = `${problems.length} places in ${root} could not be read: ${some(problems)}`;
    gaps.push({ kind: 'tree-unreadable', message, hint: REINSTALL });
  }
  if (unsafeLinks.length > 0) {
    const message = `${unsafeLinks.length} links in ${root} leave it, lead nowhere or lead back, and were not followed: ${some(unsafeLinks)}`;
    gaps.push({ kind: 'tree-unreadable', message, hint: REINSTALL });
  }
  return gaps;
}

/** What was written down when the tree was installed, where the disk shows something else: somebody has changed it since. */
function gapsOfRecords({ packages: notes, problem }: Notes, { packages }: Disk, root: string): ResolveGap[] {
  if (problem !== null) {
    const message = `the package manager's record of ${root} ${problem}: whether the disk is still as it was installed is not known`;
    return [{ kind: 'tree-unreadable', message, hint: REINSTALL }];
  }
  const installed = [...packages.values()].filter(({ isProject }) => !isProject);
  const changed = installed.filter(({ location, name, version }) => {
    const note = notes.get(location);
    return (
      note !== undefined &&
      ((note.version ?? version) !== version || (note.name ?? folderName(location) ?? name) !== name)
    );
  });
  const unlisted = notes.size === 0 ? [] : installed.filter(({ location }) => location !== '' && !notes.has(location));
  const gone = [...notes.keys()].filter((location) => location.includes('node_modules/') && !packages.has(location));
  const lies = [
    ...[...changed, ...unlisted].map(({ location }) => location),
    ...gone,
    ...misnamedInStore(installed),
  ].sort();
  if (lies.length === 0) return [];
  const message = `the package manager's record of ${root} is not what lies on disk, which is believed: ${some(lies)}`;
  return [{ kind: 'tree-mismatch', message, hint: REINSTALL }];
}
