import type { Component, Installation } from '../model/installation.ts';

/** The step before each component on the shortest way from the server's own package; that one maps to null. */
function trace({ root, components }: Installation): Map<string, string | null> {
  const byId = new Map(components.map((component) => [component.id, component]));
  const before = new Map<string, string | null>();
  if (root === null || !byId.has(root)) return before;
  before.set(root, null);
  // A Map keeps the order of insertion and shows what is added while it is walked: it is the queue, too.
  for (const id of before.keys()) {
    for (const next of byId.get(id)?.dependsOn ?? []) {
      if (byId.has(next) && !before.has(next)) before.set(next, id);
    }
  }
  return before;
}

/**
 * Finds dependency chains in one installation: `name@version` from the server's own package to a component,
 * by the fewest steps. Empty for a component that no chain leads to.
 */
export function chainsOf(installation: Installation): (component: Component) => string[] {
  const before = trace(installation);
  const labels = new Map(installation.components.map(({ id, name, version }) => [id, `${name}@${version}`]));
  return (component) => {
    const chain: string[] = [];
    let id = before.has(component.id) ? component.id : null;
    while (id !== null) {
      chain.push(labels.get(id) ?? id);
      id = before.get(id) ?? null;
    }
    return chain.toReversed();
  };
}
