import type { Member, Node, Position } from './document.ts';

/** JSON pointer of a path. Source: RFC 6901, section 3. */
export function pointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The member of that name, the last one when there are several: `JSON.parse` keeps that one too. */
export function lookup(node: Node | null | undefined, key: string): Member | undefined {
  return node?.kind === 'object' ? node.members.findLast((member) => member.key === key) : undefined;
}

/** A place on a path into a tree. */
export interface Found {
  node: Node;
  /** Where its key stands, or for an item of an array the item itself. */
  at: Position;
  /** How many parts of the path exist: all of them when the path leads somewhere. */
  depth: number;
}

/** The deepest place on the path that exists. */
export function find(root: Node, path: readonly PropertyKey[]): Found {
  let found: Found = { node: root, at: root.at, depth: 0 };
  for (const part of path) {
    const { node, depth } = found;
    const member = typeof part === 'symbol' ? undefined : lookup(node, String(part));
    const item = node.kind === 'array' && typeof part === 'number' ? node.items[part] : undefined;
    if (member) found = { node: member.value, at: member.at, depth: depth + 1 };
    else if (item) found = { node: item, at: item.at, depth: depth + 1 };
    else break;
  }
  return found;
}

/** A key that stands more than once in one object. */
export interface Duplicate {
  pointer: string;
  /** How often it stands there. */
  count: number;
  first: Position;
  /** The last one, which counts. */
  at: Position;
}

const MAX_DUPLICATES = 100;

/**
 * Every repeated key below a node, in the order of the text; at most 100. `base` is the node's own pointer, `levels` how
 * far down objects and arrays are looked at.
 */
export function duplicates(root: Node, base = '', levels = Infinity): Duplicate[] {
  const found: Duplicate[] = [];
  const path: (string | number)[] = [];
  const enter = (part: string | number, node: Node): void => {
    if ((node.kind !== 'object' && node.kind !== 'array') || path.length + 1 >= levels) return;
    path.push(part);
    walk(node);
    path.pop();
  };
  const walk = (node: Node): void => {
    if (node.kind === 'array') for (const [index, item] of node.items.entries()) enter(index, item);
    if (node.kind !== 'object') return;
    const first = new Map<string, Position>();
    const again = new Map<string, Duplicate>();
    for (const { key, at, value } of node.members) {
      const earlier = first.get(key);
      const known = again.get(key);
      if (earlier === undefined) first.set(key, at);
      else if (known) Object.assign(known, { at, count: known.count + 1 });
      else if (found.length < MAX_DUPLICATES) {
        const duplicate = { pointer: base + pointer([...path, key]), count: 2, first: earlier, at };
        again.set(key, duplicate);
        found.push(duplicate);
      }
      enter(key, value);
    }
  };
  walk(root);
  return found;
}

/** The tree as plain data: objects without a prototype, of equal keys the last. */
export function toData(node: Node): unknown {
  if (node.kind === 'object') {
    const data = Object.create(null) as Record<string, unknown>;
    for (const { key, value } of node.members) data[key] = toData(value);
    return data;
  }
  if (node.kind === 'array') return node.items.map(toData);
  return node.kind === 'null' ? null : node.value;
}
