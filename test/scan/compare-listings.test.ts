import { describe, expect, it } from 'vitest';
import { differingTools, shiftOf } from '../../src/scan/compare-listings.ts';

const tool = (name: string, description: string): unknown => ({ name, description, inputSchema: { type: 'object' } });

describe('the tools that differ between two lists', () => {
  it.each<[string, unknown[], unknown[], string[]]>([
    ['none', [tool('a', 'x'), tool('b', 'y')], [tool('a', 'x'), tool('b', 'y')], []],
    ['the order alone', [tool('a', 'x'), tool('b', 'y')], [tool('b', 'y'), tool('a', 'x')], []],
    ['the order of keys', [{ name: 'a', description: 'x' }], [{ description: 'x', name: 'a' }], []],
    ['a word', [tool('a', 'x'), tool('b', 'y')], [tool('a', 'X'), tool('b', 'y')], ['a']],
    ['a character that is not seen', [tool('a', 'x')], [tool('a', 'x\u200b')], ['a']],
    ['one that came', [tool('a', 'x')], [tool('a', 'x'), tool('b', 'y')], ['b']],
    ['one that went', [tool('a', 'x'), tool('b', 'y')], [tool('a', 'x')], ['b']],
    ['one of a repeated name', [tool('a', 'x'), tool('a', 'y')], [tool('a', 'x'), tool('a', 'z')], ['a']],
    ['a half character, which has no canonical text', [tool('a', '\ud800')], [tool('a', '\ud801')], ['a']],
    ['a prototype’s name', [tool('__proto__', 'x')], [tool('__proto__', 'y')], ['__proto__']],
    ['what is no tool', [tool('a', 'x'), null], [tool('a', 'x'), 7], []],
  ])('%s', (_, one, other, expected) => {
    expect(differingTools(one, other)).toEqual(expected);
    expect(differingTools(other, one)).toEqual(expected);
  });
});

describe('what it means', () => {
  it.each([
    ['nothing differs', [], null, null],
    ['it differs for another client alone', ['a'], [], 'by-client'],
    ['it differs for the same client, too', ['a'], ['a'], 'unstable'],
    ['the same client was not heard again', ['a'], null, 'unstable'],
  ])('%s', (_, tools, ofSame, kind) => {
    expect(shiftOf(tools, ofSame)?.kind ?? null).toBe(kind);
  });

  it('is told of a hundred tools at most', () => {
    expect(
      shiftOf(
        Array.from({ length: 500 }, (_, at) => `t${at}`),
        [],
      )?.tools,
    ).toHaveLength(100);
  });
});
