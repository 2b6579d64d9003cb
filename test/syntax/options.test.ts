import { describe, expect, it } from 'vitest';
import { optionTable, readOptions } from '../../src/syntax/options.ts';

const TABLE = optionTable('-i|--interactive -t|--tty -e|--env= -H|--header=2 --color=? -w=?');
const read = (words: string[], order?: 'mixed') => {
  const result = readOptions(words, TABLE, order);
  return result && { options: Object.fromEntries(result.options), operands: result.operands };
};

describe('options', () => {
  it.each<[string[], Record<string, string[]>, string[]]>([
    [['image', '-i'], {}, ['image', '-i']],
    [['-it', 'image'], { interactive: [''], tty: [''] }, ['image']],
    [
      ['-e', 'A', '--env=B=c', '-eD', '-ite', 'E', 'x'],
      { env: ['A', 'B=c', 'D', 'E'], interactive: [''], tty: [''] },
      ['x'],
    ],
    [['-e', '--', 'x'], { env: ['--'] }, ['x']],
    [['-H', 'A', 'b', '--header=C', 'd', 'x'], { header: ['A', 'b', 'C', 'd'] }, ['x']],
    [['--color', 'x'], { color: [''] }, ['x']],
    [['--color=auto', '-w5', 'x'], { color: ['auto'], w: ['5'] }, ['x']],
    [['--', '-i', 'x'], {}, ['-i', 'x']],
    [['-', 'x'], {}, ['-', 'x']],
  ])('of %j', (words, options, operands) => expect(read(words)).toEqual({ options, operands }));

  it('stand anywhere in a mixed line, where unknown ones belong to the command', () => {
    expect(read(['x', '-i', '--other', '-e', 'A', '--', '-t'], 'mixed')).toEqual({
      options: { interactive: [''], env: ['A'] },
      operands: ['x', '--other', '-t'],
    });
    expect(read(['--other', 'x'], 'mixed')).toBeNull();
  });

  it.each([[['--other', 'x']], [['-iz', 'x']], [['-e']], [['-H', 'A']], [['--__proto__', 'x']]])(
    'are not guessed in %j',
    (words) => {
      expect(read(words)).toBeNull();
    },
  );
});
