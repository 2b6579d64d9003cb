import { escapeLine } from '../reporters/_escape.ts';
import { count } from '../reporters/_words.ts';
import type { Node, Position } from '../syntax/index.ts';

/** What stands where a person still has to decide. */
export const TODO = 'TODO';

const MOST = 50;

interface Open {
  key: string;
  at: Position;
}

/** Texts of a policy that begin with TODO, each with its key and place, in the order of the file. */
export function findTodos(node: Node, key = 'entry'): Open[] {
  switch (node.kind) {
    case 'string':
      return /^TODO(?![A-Za-z0-9])/.test(node.value) ? [{ key, at: node.at }] : [];
    case 'array':
      return node.items.flatMap((item) => findTodos(item, key));
    case 'object':
      return node.members.flatMap((member) => findTodos(member.value, member.key));
    default:
      return [];
  }
}

/** A line for each thing that is to be decided. */
export function todoLines(root: Node, file: string): string[] {
  const open = findTodos(root);
  const lines = open
    .slice(0, MOST)
    .map(({ key, at }) =>
      escapeLine(`${file}:${at.line}:${at.column}: warning: \`${key.slice(0, 80)}\` is still ${TODO}`),
    );
  return open.length > MOST ? [...lines, `and ${count(open.length - MOST, 'more', 'more')}`] : lines;
}
