import { ArchiveError } from '../../archive/index.ts';

/** A file of an image: which entry of which layer holds it, and its content once it was taken out. */
export interface FileNode {
  kind: 'file';
  layer: number;
  /** Number of the entry in its layer, from 0. */
  entry: number;
  size: number;
  executable: boolean;
  modified: number;
  content: Buffer | null;
}

export interface FolderNode {
  kind: 'folder';
  children: Map<string, ImageNode>;
}

export type ImageNode = FileNode | FolderNode | { kind: 'link'; target: string } | { kind: 'other' };

/** An entry of a layer in short; a hard link names its target. */
export interface LayerEntry {
  path: string;
  node: ImageNode | { kind: 'hard-link'; target: string };
}

/** What was refused or kept inside, by its kind, with how often. */
export type Oddities = Map<string, number>;

const MAX_LINKS = 40;
/** Deeper folders than any image has. */
const MAX_DEPTH = 256;
/** Steps that may be taken to lay all layers: links could make every entry take thousands. */
const MAX_STEPS = 20_000_000;
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/** Steps taken so far while layers are laid. */
export interface Taken {
  steps: number;
}

/** A folder without anything in it. */
export const emptyFolder = (): FolderNode => ({ kind: 'folder', children: new Map() });

/** Steps along a path; `.` and empty ones are none. */
export function stepsOf(path: string): string[] {
  return path.split('/').filter((step) => step !== '' && step !== '.');
}

/**
 * Follows steps from the root, links included, as a kernel would whose root this is: `..` at the root stays there. `create`
 * makes the folders that are missing. Null when there is nothing; `loop` for links that lead in a circle.
 */
export function walk(
  root: FolderNode,
  steps: readonly string[],
  { followLast = true, create = false, taken }: { followLast?: boolean; create?: boolean; taken?: Taken } = {},
): { node: ImageNode; path: string[] } | 'loop' | null {
  const way: Array<{ node: FolderNode; name: string }> = [];
  let node: ImageNode = root;
  const left = steps.toReversed();
  for (let links = 0; left.length > 0;) {
    const step = left.pop() ?? '';
    if (node.kind !== 'folder') return null;
    if (taken !== undefined && ++taken.steps > MAX_STEPS) {
      throw new ArchiveError('limit', 'has links that take too many steps to follow');
    }
    if (step === '..') {
      node = way.pop()?.node ?? root;
      continue;
    }
    let next: ImageNode | undefined = node.children.get(step);
    if (next === undefined && create && way.length < MAX_DEPTH) {
      next = emptyFolder();
      node.children.set(step, next);
    }
    if (next === undefined) return null;
    if (next.kind === 'link' && (left.length > 0 || followLast)) {
      if (++links > MAX_LINKS) return 'loop';
      if (next.target.startsWith('/')) {
        way.length = 0;
        node = root;
      }
      left.push(...stepsOf(next.target).toReversed());
      continue;
    }
    way.push({ node, name: step });
    node = next;
  }
  return { node, path: way.map(({ name }) => name) };
}

/** The steps of an entry's name with `..` taken out; null when it climbs above the root. */
function cleanSteps(path: string): string[] | null {
  const steps: string[] = [];
  for (const step of stepsOf(path)) {
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps;
}

/** Puts what cannot be read at each path that something of another place is laid over when the image is started. */
export function cover(root: FolderNode, paths: readonly string[]): void {
  for (const path of paths) {
    const found = walk(root, stepsOf(path));
    const steps = found === null || found === 'loop' ? (cleanSteps(path) ?? []) : found.path;
    const parent = walk(root, steps.slice(0, -1), { create: true });
    const name = steps.at(-1);
    if (name === undefined || parent === null || parent === 'loop' || parent.node.kind !== 'folder') continue;
    parent.node.children.set(name, { kind: 'other' });
  }
}

/** Whether a relative link climbs above the root from where it stands. */
function climbsOut(steps: readonly string[], target: string): boolean {
  let depth = target.startsWith('/') ? 0 : steps.length - 1;
  return stepsOf(target).some((step) => (depth += step === '..' ? -1 : 1) < 0);
}

/**
 * Lays a layer over what is below it: first everything that its whiteouts hide, then its own entries; of two with one
 * name the later counts. Source: OCI image-spec, layer.md; a folder on the way that is a link is followed within the
 * image, as containerd does.
 */
export function applyLayer(root: FolderNode, entries: readonly LayerEntry[], oddities: Oddities, taken: Taken): void {
  const note = (what: string): void => void oddities.set(what, (oddities.get(what) ?? 0) + 1);
  const placed: Array<{ steps: string[]; name: string; node: LayerEntry['node'] }> = [];
  for (const { path, node } of entries) {
    const steps = cleanSteps(path);
    if (steps === null) {
      note('a name that leads out of the image (refused)');
      continue;
    }
    if (path.startsWith('/')) note('an absolute name (taken as one inside the image)');
    const name = steps.pop();
    if (name === undefined) continue;
    if (name.startsWith(WHITEOUT)) hide(root, steps, name, taken);
    placed.push({ steps, name, node });
  }
  for (const { steps, name, node } of placed) {
    if (name.startsWith(WHITEOUT)) {
      // Everything from below is hidden: what is there now came before in this layer.
      const isLate = name !== OPAQUE && hide(root, steps, name, taken, { keep: true });
      if (isLate) note('a file after which it hides the same name (kept; engines differ)');
      continue;
    }
    const parent = walk(root, steps, { create: true, taken });
    if (parent === null || parent === 'loop' || parent.node.kind !== 'folder') {
      note('a name below something that is no folder, or too deep (refused)');
      continue;
    }
    const { children } = parent.node;
    if (node.kind === 'hard-link') {
      const target = cleanSteps(node.target);
      const found = target === null ? null : walk(root, target, { followLast: false, taken });
      if (found === null || found === 'loop' || found.node.kind !== 'file') {
        note('a hard link to no file of the image (refused)');
      } else children.set(name, found.node);
      continue;
    }
    if (node.kind === 'link' && climbsOut([...steps, name], node.target)) {
      note('a link that leads out of the image (kept inside)');
    }
    // An image can have one layer twice: a folder is made anew, so that it never brings what others laid into it.
    if (node.kind !== 'folder') children.set(name, node);
    else if (children.get(name)?.kind !== 'folder') children.set(name, emptyFolder());
  }
}

/** Removes what a whiteout is about, or with `keep` only looks; tells whether there was something. */
function hide(
  root: FolderNode,
  steps: readonly string[],
  name: string,
  taken: Taken,
  { keep = false }: { keep?: boolean } = {},
): boolean {
  const parent = walk(root, steps, { taken });
  if (parent === null || parent === 'loop' || parent.node.kind !== 'folder') return false;
  const { children } = parent.node;
  if (name === OPAQUE) children.clear();
  else if (!name.startsWith('.wh..wh.')) {
    const hidden = name.slice(WHITEOUT.length);
    return keep ? children.has(hidden) : children.delete(hidden);
  }
  return false;
}
