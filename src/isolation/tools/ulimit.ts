import type { Limit } from '../../model/isolation.ts';
import { simpleCommandOf } from '../../syntax/shell-line.ts';
import { integerIn } from '../amount.ts';
import { said, type Facts } from '../fact.ts';
import type { Tool } from './index.ts';

/** One `ulimit` before a command, and what stands between them. */
const ULIMIT = /^\s*ulimit((?:\s+-[A-Za-z]+|\s+\w+){1,8})\s*(?:&&|;)/;

/** `sh -c 'ulimit -v 1000000; exec command'`: the limits of a line that begins with them, up to the one command behind. */
export const ulimit: Tool = {
  id: 'ulimit',
  programs: ['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh'],
  read({ program, args }) {
    const at = args.findIndex((word) => /^-[a-z]*c$/.test(word));
    let line = (at < 0 ? undefined : args[at + 1]) ?? '';
    if (line.length > 10_000) return null;
    const facts: Facts = {};
    for (let count = 0; count < 16; count++) {
      const [whole, words] = ULIMIT.exec(line) ?? [];
      if (whole === undefined || words === undefined) break;
      Object.assign(facts, limitsOf(words.trim().split(/\s+/), program));
      line = line.slice(whole.length);
    }
    const next = simpleCommandOf(line);
    return Object.keys(facts).length === 0 || next === null || next.expands ? null : { facts, next: next.words };
  },
};

/** What a shell's letters limit, in its units. Source: bash(1), dash(1). */
const LETTERS: ReadonlyMap<string, readonly ['memory' | 'processes' | 'cpu', Exclude<Limit, 'none'>['unit'], number]> =
  new Map([
    ['v', ['memory', 'bytes', 1024]],
    ['d', ['memory', 'bytes', 1024]],
    ['u', ['processes', 'processes', 1]],
    // Processes in some shells, the size of pipes in others.
    ['p', ['processes', 'processes', 1]],
    ['t', ['cpu', 'seconds', 1]],
  ]);

/** Shells of which `-u` is an option. */
const HAVE_U = /^(?:bash|zsh|ksh)$/;

function limitsOf(words: readonly string[], shell: string): Facts {
  const facts: Facts = {};
  const flags = words.filter((word) => word.startsWith('-')).join('');
  // A soft limit alone is lifted again by whoever has it; a hard one alone is refused where it is below the soft one.
  const isSoft = flags.includes('S') && !flags.includes('H');
  const isHard = flags.includes('H') && !flags.includes('S');
  for (const [index, word] of words.entries()) {
    const letter = word.startsWith('-') ? word.slice(1).replace(/[HS]/g, '') : '';
    const [key, unit, factor] = LETTERS.get(letter) ?? [];
    const value = words[index + 1];
    if (key === undefined || unit === undefined || factor === undefined || !value || value.startsWith('-')) continue;
    const amount = integerIn(value);
    const isDoubtful = isHard || letter === 'p' || (letter === 'u' && !HAVE_U.test(shell));
    const limit: Limit | null = amount === null || isDoubtful ? null : { amount: amount * factor, unit };
    facts[key] = said(isSoft || value === 'unlimited' ? 'none' : limit, 'ulimit, for each process');
  }
  return facts;
}
