import { lookup, type Member, type Node } from '../syntax/index.ts';
import { kept, timeOf, type Found } from './_facts.ts';
import { hostIn } from './_hosts.ts';

/** What stands at a path. */
export function nodeAt(root: Node | null | undefined, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => lookup(node, key)?.value, root ?? undefined);
}

/** The members of the object at a path; none where there is no object. */
export function membersAt(root: Node | null | undefined, ...path: readonly string[]): readonly Member[] {
  const node = nodeAt(root, ...path);
  return node?.kind === 'object' ? node.members : [];
}

export function itemsAt(root: Node | null | undefined, ...path: readonly string[]): readonly Node[] {
  const node = nodeAt(root, ...path);
  return node?.kind === 'array' ? node.items : [];
}

/** For comparisons and hosts; a text that is shown must not come from here. */
export function textAt(root: Node | null | undefined, ...path: readonly string[]): string | null {
  const node = nodeAt(root, ...path);
  return node?.kind === 'string' ? node.value : null;
}

/** The secret that stands at a path; none where there is no text, or an empty one. */
export function secretAt(root: Node | null | undefined, ...path: readonly string[]): Found[] {
  const node = nodeAt(root, ...path);
  const protection = node?.kind === 'string' ? kept(node.value) : null;
  return node === undefined || protection === null ? [] : [{ protection, line: node.at.line }];
}

/** Of several places of one login the first that holds a secret. */
export function firstSecret(root: Node | null | undefined, names: readonly string[]): Found[] {
  return names.flatMap((name) => secretAt(root, name)).slice(0, 1);
}

export function timeAt(root: Node | null | undefined, ...path: readonly string[]): string | null {
  const node = nodeAt(root, ...path);
  return node?.kind === 'string' || node?.kind === 'number' ? timeOf(node.value) : null;
}

export function hostAt(root: Node | null | undefined, ...path: readonly string[]): string | null {
  return hostIn(textAt(root, ...path) ?? '');
}
