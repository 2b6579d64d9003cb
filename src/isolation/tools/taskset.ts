import type { Limit } from '../../model/isolation.ts';
import { optionTable, readOptions } from '../../syntax/options.ts';
import { processorsIn } from '../amount.ts';
import { said } from '../fact.ts';
import type { Tool } from './index.ts';

const OPTIONS = optionTable('-a|--all-tasks -c|--cpu-list');

/** `taskset mask command`, `taskset -c list command`: on which processors it runs, which it may change itself. Source: taskset(1). */
export const taskset: Tool = {
  id: 'taskset',
  programs: ['taskset'],
  read({ args }) {
    const read = readOptions(args, OPTIONS);
    const [which = ''] = read?.operands ?? [];
    const count = read?.options.has('cpu-list') ? processorsIn(which) : bitsIn(which);
    const limit: Limit | null = count === null || count === 0 ? null : { amount: count, unit: 'cores' };
    return { facts: { cpu: said(limit, 'taskset, which the process may change itself') } };
  },
};

function bitsIn(mask: string): number | null {
  const [, digits] = /^(?:0x)?([0-9a-f]{1,64})$/i.exec(mask) ?? [];
  return digits === undefined ? null : [...BigInt(`0x${digits}`).toString(2)].filter((bit) => bit === '1').length;
}
