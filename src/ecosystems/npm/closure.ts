import { componentOf, type Component } from '../../model/installation.ts';
import type { Dependency, Tree } from './tree.ts';

export interface Closure {
  /** Sorted by id. */
  components: Component[];
  /** What is not as its manifests ask for, in words. */
  broken: string[];
}

const MAX_BROKEN = 1000;

/** Id of the component at a location; the root package itself is `.`. */
export function componentId(location: string): string {
  return location === '' ? '.' : location;
}

type Scopes = Map<string, Component['scope']>;

/** Adds what the packages at `starts` pull in, themselves included, over the edges that `follow` picks. */
function visit(
  tree: Tree,
  starts: Iterable<string>,
  scopes: Scopes,
  scope: Component['scope'],
  follow: (edge: Dependency) => boolean,
): void {
  const queue = [...starts];
  for (let location = queue.pop(); location !== undefined; location = queue.pop()) {
    const pack = tree.get(location);
    if (pack === undefined || scopes.has(location)) continue;
    scopes.set(location, scope);
    for (const edge of pack.dependencies) if (follow(edge) && !scopes.has(edge.to)) queue.push(edge.to);
  }
}

const isRuntime = ({ type }: Dependency): boolean => type !== 'development';

/** The packages that no manifest of the tree asks for, not even for development. */
export function extraneousIn(tree: Tree): string[] {
  const reached: Scopes = new Map();
  const starts = [...tree.values()].filter(({ location, isProject }) => isProject || location === '');
  visit(
    tree,
    starts.map(({ location }) => location),
    reached,
    'required',
    () => true,
  );
  return [...tree.keys()].filter((location) => !reached.has(location));
}

/**
 * Everything that runs with the packages at `starts`, themselves included: over required edges first, then over optional
 * ones, so that a package needed both ways counts as required; then the packages at `rest`, which no manifest asks for.
 * Folders of the project's own (the root, workspaces) are walked through and not listed.
 */
export function closureOf(tree: Tree, starts: readonly string[], rest: readonly string[]): Closure {
  const scopes: Scopes = new Map();
  visit(tree, starts, scopes, 'required', ({ type }) => type === 'required');
  const optional: string[] = [];
  for (const location of scopes.keys()) {
    for (const edge of tree.get(location)?.dependencies ?? []) {
      if (isRuntime(edge) && !scopes.has(edge.to)) optional.push(edge.to);
    }
  }
  visit(tree, optional, scopes, 'optional', isRuntime);
  visit(tree, rest, scopes, 'extraneous', isRuntime);

  const asked = rangesIn(tree, scopes.keys());
  const closure: Closure = { components: [], broken: [] };
  for (const [location, scope] of scopes) {
    const pack = tree.get(location);
    if (!pack) continue;
    const ranges = [...(asked.get(location) ?? [])].sort();
    const problems = scope === 'required' ? pack.broken.map((words) => `${words}, for ${pack.name}`) : [];
    const folder = folderName(location);
    const isAlias = ranges.some((range) => `${range}@`.startsWith(`npm:${pack.name}@`));
    if (!pack.isProject && folder !== null && folder !== pack.name && !isAlias) {
      problems.push(`the folder ${folder} holds ${pack.name}, which nothing asks for under this name`);
    }
    for (const problem of problems) if (closure.broken.length < MAX_BROKEN) closure.broken.push(problem);
    if (pack.isProject) continue;
    const dependsOn = pack.dependencies
      .filter((edge) => isRuntime(edge) && tree.get(edge.to)?.isProject === false)
      .map(({ to }) => componentId(to));
    closure.components.push(
      componentOf(
        { id: componentId(location), ecosystem: 'npm', name: pack.name, version: pack.version },
        { scope, ranges, dependsOn: [...new Set(dependsOn)].sort(), withdrawn: pack.withdrawn ?? null },
      ),
    );
  }
  closure.components.sort((a, b) => (a.id < b.id ? -1 : 1));
  closure.broken.sort();
  return closure;
}

/** The ranges by which these packages ask for others, by location. */
function rangesIn(tree: Tree, locations: Iterable<string>): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const location of locations) {
    for (const { to, range, type } of tree.get(location)?.dependencies ?? []) {
      if (type === 'development' || range === '') continue;
      const ranges = asked.get(to);
      if (ranges === undefined) asked.set(to, new Set([range]));
      else ranges.add(range);
    }
  }
  return asked;
}

/** The name that a package goes by in its node_modules folder; null outside of one. */
export function folderName(location: string): string | null {
  const at = location.lastIndexOf('node_modules/');
  return at < 0 ? null : location.slice(at + 'node_modules/'.length);
}
