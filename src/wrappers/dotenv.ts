import { variableIn } from '../syntax/options.ts';
import type { Wrapper } from './index.ts';

/** Options of dotenv-cli 11 that give a value to one word and none to the next. */
const LONE = /^--(?:no-.+|.+=.*)$|^-\w=/s;

/**
 * The words that dotenv-cli's parser (minimist, told of no option) leaves for the command: an option takes the next word
 * unless that looks like an option too.
 */
function operandsOf(words: readonly string[]): { operands: string[]; variables: string[] } {
  const operands: string[] = [];
  const variables: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    if (word === '--') return { operands: [...operands, ...words.slice(index + 1)], variables };
    if (!/^--?[^-]/.test(word)) operands.push(word);
    else if (!LONE.test(word) && next !== undefined && !/^--?[^-]|^--$/.test(next)) {
      if (word === '-v') variables.push(variableIn(next));
      index++;
    }
  }
  return { operands, variables };
}

/** `dotenv [-e file] -- command` of npm's dotenv-cli, and `dotenv [-f file] run -- command` of python-dotenv. */
export const dotenv: Wrapper = {
  id: 'dotenv',
  kind: 'environment',
  programs: ['dotenv'],
  packages: { 'npm:dotenv-cli': 'dotenv', 'pypi:python-dotenv': 'dotenv' },
  nameOf: () => 'dotenv',
  unwrap({ args }) {
    const { operands, variables } = operandsOf(args);
    const inner = operands[0] === 'run' ? operands.slice(operands[1] === '--' ? 2 : 1) : operands;
    if (inner.length === 0) return { problem: 'dotenv without a command' };
    return { kind: 'command', inner, environment: variables };
  },
};
