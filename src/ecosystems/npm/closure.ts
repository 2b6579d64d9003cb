import type { Component } from '../../model/installation.ts';
import { purlOf } from '../../model/purl.ts';
import type { DependencyType, Tree } from './tree.ts';

export interface Closure {
  /** Sorted by id. */
  components: Component[];
  /** Required dependencies that are not there, in words. */
  missing: string[];
}

/** Id of the component at a location; the root package itself is `.`. */
export function componentId(location: string): string {
  return location === '' ? '.' : location;
}

/**
 * Everything the packages at `starts` pull in at run time, themselves included: over required edges first, then over
 * optional ones, so that a package needed both ways counts as required. Folders of the project's own (the root,
 * workspaces) are walked through and not listed, unless the root is itself the installed package.
 */
export function closureOf(tree: Tree, starts: readonly string[], rootIsPackage: boolean): Closure {
  const scopes = new Map<string, DependencyType>();
  const visit = (from: readonly string[], scope: DependencyType, follow: (type: DependencyType) => boolean): void => {
    const queue = [...from];
    for (let location = queue.pop(); location !== undefined; location = queue.pop()) {
      if (scopes.has(location) || !tree.has(location)) continue;
      scopes.set(location, scope);
      for (const { to, type } of tree.get(location)?.dependencies ?? []) if (follow(type)) queue.push(to);
    }
  };
  visit(starts, 'required', (type) => type === 'required');
  const optional = [...scopes.keys()].flatMap((location) =>
    (tree.get(location)?.dependencies ?? []).filter(({ type }) => type === 'optional').map(({ to }) => to),
  );
  visit(optional, 'optional', () => true);

  const isListed = (location: string): boolean =>
    scopes.has(location) && (location.includes('node_modules/') || (location === '' && rootIsPackage));
  const closure: Closure = { components: [], missing: [] };
  for (const [location, scope] of scopes) {
    const pack = tree.get(location);
    if (!pack) continue;
    if (scope === 'required') closure.missing.push(...pack.missing.map((name) => `${name}, needed by ${pack.name}`));
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
      deprecated: null,
      dependsOn: [...new Set(dependsOn)].sort(),
    });
  }
  closure.components.sort((a, b) => (a.id < b.id ? -1 : 1));
  closure.missing.sort();
  return closure;
}
