import type { Policy } from '../model/policy.ts';
import { find, lookup, type Node } from '../syntax/index.ts';
import type { Mistake } from './policy-mistakes.ts';
import { quote } from './quote.ts';

const LISTS = [
  { noun: 'rule', path: ['gate', 'rules'] },
  { noun: 'exception', path: ['exceptions'] },
  { noun: 'private finding', path: ['private'] },
];

/** Ids that an earlier entry of the same list has. Read from the text, so that no other mistake hides them. */
export function findRepeatedIds(root: Node): Mistake[] {
  return LISTS.flatMap(({ noun, path }) => {
    const list = find(root, path);
    if (list.depth < path.length || list.node.kind !== 'array') return [];
    const seen = new Set<string>();
    return list.node.items.flatMap((entry) => {
      const id = lookup(entry, 'id')?.value;
      if (id?.kind !== 'string') return [];
      if (seen.has(id.value)) {
        const words = `an earlier ${noun} has the same id (saw ${quote(id.value)}, wanted an id of its own)`;
        return [{ at: id.at, words }];
      }
      seen.add(id.value);
      return [];
    });
  });
}

/** Approvals that name no rule, or one that no approval clears. */
export function findUnfitApprovals({ gate, approvals = [] }: Policy, root: Node): Mistake[] {
  const known = new Set(gate.rules.map(({ id }) => id));
  const approvable = new Set(gate.rules.filter(({ override }) => override === 'approval').map(({ id }) => id));
  return approvals.flatMap(({ rule }, index) => {
    if (approvable.has(rule)) return [];
    const words = known.has(rule)
      ? `rule \`${rule}\` exists, but has no \`override: approval\``
      : `no such rule (saw ${quote(rule)}, wanted the id of a rule with \`override: approval\`)`;
    return [{ at: find(root, ['approvals', index, 'rule']).node.at, words }];
  });
}
