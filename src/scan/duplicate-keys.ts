import { duplicates, pointer, type Duplicate, type Node } from '../syntax/index.ts';

/** Pointers of everything around a place, from the whole document on. */
function ancestorsOf(place: string): string[] {
  const parts = place.split('/');
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * Keys that stand more than once where it decides which servers a file declares: in a server map, around one, or inside
 * an entry. `places` are the pointers of the entries.
 */
export function findAmbiguousKeys(root: Node, places: readonly string[]): Duplicate[] {
  const entries = new Set(places);
  const maps = new Set(places.map((place) => place.slice(0, place.lastIndexOf('/'))));
  const around = new Set(places.flatMap(ancestorsOf));
  const counts = (place: string, parent: string): boolean =>
    maps.has(parent) || around.has(place) || entries.has(place);

  const walk = (node: Node, place: string): Duplicate[] => {
    if (entries.has(place)) return duplicates(node, place);
    if (!around.has(place)) return [];
    const children =
      node.kind === 'object'
        ? [...new Map(node.members.map(({ key, value }) => [key, value]))]
        : node.kind === 'array'
          ? [...node.items.entries()]
          : [];
    const here = duplicates(node, place, 1).filter((duplicate) => counts(duplicate.pointer, place));
    return [...here, ...children.flatMap(([key, child]) => walk(child, place + pointer([key])))];
  };
  return walk(root, '');
}
