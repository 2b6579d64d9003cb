import type { Component } from '../../model/installation.ts';
import { purlOf } from '../../model/purl.ts';
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
    for (const edge of pack.dependencies) if (follow(edge)) queue.push(edge.to);
  }
}

/**
 * Everything that runs with the packages at `starts`, themselves included: over required edges first, then over optional
 * ones, so that a package needed both ways counts as required; then the packages at `rest`, which no manifest asks for.
 * Folders of the project's own (the root, workspaces) are walked through and not listed, unless the root is itself the
 * installed package.
 */
export function closureOf(
  tree: Tree,
  starts: readonly string[],
  rest: readonly string[],
  rootIsPackage: boolean,
): Closure {
  const scopes: Scopes = new Map();
  visit(tree, starts, scopes, 'required', ({ type }) => type === 'required');
  const optional = [...scopes.keys()].flatMap((location) => tree.get(location)?.dependencies ?? []);
  visit(
    tree,
    optional.map(({ to }) => to),
    scopes,
    'optional',
    () => true,
  );
  visit(tree, rest, scopes, 'extraneous', () => true);

  const isListed = (location: string): boolean =>
    scopes.has(location) && (location.includes('node_modules/') || (location === '' && rootIsPackage));
  const asked = new Map<string, Set<string>>();
  for (const location of scopes.keys()) {
    for (const { to, range } of tree.get(location)?.dependencies ?? [])
      asked.set(to, (asked.get(to) ?? new Set()).add(range));
  }
  const closure: Closure = { components: [], broken: [] };
  for (const [location, scope] of scopes) {
    const pack = tree.get(location);
    if (!pack) continue;
    const ranges = [...(asked.get(location) ?? [])].sort();
    const problems = scope === 'required' ? pack.broken.map((words) => `${words}, for ${pack.name}`) : [];
    const folder = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (
      isListed(location) &&
      location !== '' &&
      folder !== pack.name &&
      !ranges.some((range) => range.startsWith('npm:'))
    ) {
      problems.push(`the folder ${folder} holds ${pack.name}, which nothing asks for under this name`);
    }
    for (const problem of problems) if (closure.broken.length < MAX_BROKEN) closure.broken.push(problem);
    if (!isListed(location)) continue;
    const identity = { ecosystem: 'npm', name: pack.name, version: pack.version };
    const dependsOn = pack.dependencies
      .map(({ to }) => to)
      .filter(isListed)
      .map(componentId);
    closure.components.push({
      id: componentId(location),
      purl: purlOf(identity),
      ...identity,
      scope,
      ranges,
      deprecated: null,
      dependsOn: [...new Set(dependsOn)].sort(),
    });
  }
  closure.components.sort((a, b) => (a.id < b.id ? -1 : 1));
  closure.broken.sort();
  return closure;
}
