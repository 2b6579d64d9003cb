import { FileError, type Files } from '../../io/index.ts';
import type { Component, Installation } from '../../model/installation.ts';
import type { ResolveGap, Resolved, Surroundings } from '../index.ts';
import { closureOf, componentId, type Closure } from './closure.ts';
import { readDisk, type Disk } from './disk.ts';
import { deprecationsIn, readHiddenLockfile } from './hidden-lockfile.ts';
import type { Located } from './locate.ts';
import { readManifest } from './manifest.ts';
import { readTree, type Tree } from './tree.ts';
import { readVerifiedTree, treeOfDisk } from './verified-tree.ts';

const REINSTALL = 'Remove the folder and let the package manager install it again.';

/** A few of many, for a sentence. */
function some(items: readonly string[]): string {
  const rest = items.length - 3;
  return `${items.slice(0, 3).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function installationAt(
  files: Files,
  { root, entry, method }: Located,
  fidelity: Installation['fidelity'],
  components: Component[],
): Installation {
  const id = componentId(entry);
  return {
    path: root,
    method,
    fidelity,
    version: readManifest(files, entry === '' ? root : `${root}/${entry}`)?.version ?? null,
    root: components.some((component) => component.id === id) ? id : null,
    components,
  };
}

/** Reads the tree at a place, holds it against the disk, and lists the runtime closure of the server in it. */
export async function describe(located: Located, { io, cache }: Surroundings): Promise<Resolved> {
  const { root, entry, rootIsPackage, method } = located;
  const { files } = io;

  if (files.kind(`${root}/.pnp.cjs`) !== null) {
    const message = "Yarn Plug'n'Play keeps packages in archives, which this version does not read";
    const gaps: ResolveGap[] = [{ kind: 'tree-unsupported', message, hint: '' }];
    return { installation: installationAt(files, located, 'declared', []), gaps };
  }
  if (files.kind(`${root}/node_modules`) === null && !rootIsPackage) return describeLocked(files, located);

  const disk = readDisk(files, root);
  const lockfile = readHiddenLockfile(files, root);
  const gaps = gapsOf(disk, root);
  const closure = await readClosure();
  if (closure.missing.length > 0) {
    const message = `required packages are not installed: ${some(closure.missing)}`;
    gaps.push({ kind: 'tree-mismatch', message, hint: REINSTALL });
  }
  const deprecations = deprecationsIn(lockfile);
  for (const component of closure.components) component.deprecated = deprecations.get(component.id) ?? null;
  return { installation: installationAt(files, located, 'installed', closure.components), gaps };

  async function readClosure(): Promise<Closure> {
    try {
      const { tree, lies } = await readVerifiedTree(files, root, disk, lockfile, cache);
      if (lies.length > 0) {
        const message = `npm's record of ${root} is not what lies on disk, which is believed: ${some(lies)}`;
        gaps.push({ kind: 'tree-mismatch', message, hint: REINSTALL });
      }
      return method === 'npx-cache' ? closureOfCache(tree, entry) : closureOf(tree, [entry], rootIsPackage);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const message = `${root} ${error.message}: every package found in it is listed, whether the server needs it or not`;
      gaps.push({ kind: 'tree-unreadable', message, hint: REINSTALL });
      const tree = treeOfDisk(disk);
      return closureOf(tree, [...tree.keys()], rootIsPackage);
    }
  }
}

function gapsOf(disk: Disk, root: string): ResolveGap[] {
  const gaps: ResolveGap[] = [];
  if (disk.problems.length > 0) {
    const message = `${disk.problems.length} places in ${root} could not be read: ${some(disk.problems)}`;
    gaps.push({ kind: 'tree-unreadable', message, hint: REINSTALL });
  }
  return gaps;
}

/** npx's folder serves one launch line alone: what no manifest in it asks for can be loaded all the same. */
function closureOfCache(tree: Tree, entry: string): Closure {
  const closure = closureOf(tree, ['', entry], false);
  const listed = new Set(closure.components.map(({ id }) => id));
  const rest = [...tree.keys()].filter((location) => location !== '' && !listed.has(location));
  const extraneous = closureOf(tree, rest, false).components.filter(({ id }) => !listed.has(id));
  for (const component of extraneous) closure.components.push({ ...component, scope: 'extraneous' });
  closure.components.sort((a, b) => (a.id < b.id ? -1 : 1));
  return closure;
}

/** A project whose dependencies are not installed: its lockfile is weaker evidence, its manifest none. */
async function describeLocked(files: Files, located: Located): Promise<Resolved> {
  const { root, entry } = located;
  if (Object.keys(readManifest(files, root)?.dependencies ?? {}).length === 0) {
    return { installation: installationAt(files, located, 'installed', []), gaps: [] };
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
  const { components } = closureOf(await readTree(root, 'locked'), [entry], false);
  return { installation: installationAt(files, located, 'locked', components), gaps };
}
