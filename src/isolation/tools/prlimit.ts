import type { Limit } from '../../model/isolation.ts';
import { readOptions, type Options } from '../../syntax/options.ts';
import { PRLIMIT_OPTIONS } from '../../syntax/sandbox-options.ts';
import { integerIn, strictest } from '../amount.ts';
import { said, type Facts } from '../fact.ts';
import type { Tool } from './index.ts';

/** `prlimit`: limits of each process by itself. Source: prlimit(1). */
export const prlimit: Tool = {
  id: 'prlimit',
  programs: ['prlimit'],
  read({ args }) {
    const read = readOptions(args, PRLIMIT_OPTIONS);
    if (read === null) {
      const unknown = said<Limit>(null, 'an option of prlimit that is unknown');
      return { facts: { memory: unknown, processes: unknown, cpu: unknown } };
    }
    const { options } = read;
    const facts: Facts = {};
    const limit = (names: readonly string[], unit: Exclude<Limit, 'none'>['unit']): Limit | null =>
      strictest(...names.map((name) => hardLimit(options, name, unit)));
    if (options.has('as') || options.has('data'))
      facts.memory = said(limit(['as', 'data'], 'bytes'), 'prlimit, for each process');
    if (options.has('nproc'))
      facts.processes = said(limit(['nproc'], 'processes'), 'prlimit, for all of its user; root is not held by it');
    if (options.has('cpu')) facts.cpu = said(limit(['cpu'], 'seconds'), 'prlimit, for each process');
    return { facts };
  },
};

/** The limit that a process cannot lift itself: `hard`, `soft:hard`, `:hard`; `soft:` sets none. */
function hardLimit(options: Options, name: string, unit: Exclude<Limit, 'none'>['unit']): Limit | null {
  const value = options.get(name)?.at(-1);
  if (value === undefined) return 'none';
  const [, hard] = /^(?:[^:]*:)?([^:]*)$/.exec(value.replace(/^=/, '')) ?? [];
  if (hard === undefined) return null;
  // Alone it only shows what is set.
  if (hard === '' || /^(?:unlimited|-1)$/.test(hard)) return 'none';
  const amount = integerIn(hard);
  return amount === null || amount < 0 ? null : { amount, unit };
}
