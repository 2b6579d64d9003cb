import { describe, expect, it } from 'vitest';
import { lastValue, optionTable, readOptions } from '../../src/syntax/options.ts';

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

  it('are the operand of no option where a table has the lone dash', () => {
    expect(readOptions(['-', 'x'], optionTable('-i|--ignore - -v'))).toMatchObject({ operands: ['x'] });
  });

  it('say whether a double dash ended them', () => {
    expect(readOptions(['-i', '--'], TABLE)).toMatchObject({ operands: [], ended: true });
    expect(readOptions(['-i', 'x', '--'], TABLE)).toMatchObject({ operands: ['x', '--'], ended: false });
  });

  it('count by their last value', () => {
    const options = readOptions(['-e', 'A', '--env=B'], TABLE)?.options ?? new Map();
    expect([lastValue(options, 'env'), lastValue(options, 'tty')]).toEqual(['B', null]);
  });
});

describe('options of a strict table', () => {
  const strict = optionTable('-q|--quiet -p|--python= -P|--allow=? --lock= --lock-path=', { strict: true });
  const first = (words: string[], style?: Parameters<typeof optionTable>[1]) =>
    readOptions(words, { ...strict, ...style })
      ?.options.entries()
      .next().value ?? null;

  it.each<[string[], [string, string[]] | null]>([
    [['--quiet=yes'], null],
    [['-p', '-q'], null],
    [['-p', '--'], null],
    [
      ['-p', '-c import x', 'y'],
      ['python', ['-c import x']],
    ],
    [['-p', '--a=b c'], null],
    [
      ['-p=3', 'y'],
      ['python', ['3']],
    ],
    [
      ['-P', 'y'],
      ['allow', ['']],
    ],
    [
      ['-P=/tmp', 'y'],
      ['allow', ['/tmp']],
    ],
  ])('read %j', (words, option) => expect(first(words)).toEqual(option));

  it('may stand joined, or not', () => {
    expect(readOptions(['-qp=3', 'y'], strict)?.options.get('python')).toEqual(['3']);
    expect(first(['-qp=3', 'y'], { joined: false })).toBeNull();
    expect(first(['-p3', 'y'], { joined: false })).toBeNull();
  });

  it('may be abbreviated where one alone begins so', () => {
    expect(first(['--py', '3'])).toBeNull();
    expect(first(['--py', '3'], { abbreviated: true })).toEqual(['python', ['3']]);
    expect(first(['--loc', 'x'], { abbreviated: true })).toBeNull();
    expect(first(['--lock', 'x'], { abbreviated: true })).toEqual(['lock', ['x']]);
  });
});
