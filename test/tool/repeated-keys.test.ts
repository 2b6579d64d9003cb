import { describe, expect, it } from 'vitest';
import { repeatedKeys } from '../../src/tool/repeated-keys.ts';

const pathsIn = (text: string): string[] => repeatedKeys(text).paths.map((path) => path.join('/'));

describe('repeatedKeys', () => {
  it.each<[string, string[]]>([
    ['{}', []],
    ['[]', []],
    ['"a"', []],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', []],
    ['{"a":"a","b":"a"}', []],
    ['{"a":1,"A":2,"a ":3}', []],
    ['{"a":1,"a":2}', ['a']],
    ['{ "a" : 1 ,\n\t"a" : 2 }', ['a']],
    ['{"a":1,"a":2,"a":3}', ['a', 'a']],
    ['{"a":{"b":1,"b":2},"c":1,"c":2}', ['a/b', 'c']],
    ['[1,{"x":[[],{"b":{},"b":[]}]}]', ['1/x/1/b']],
    ['{"":1,"":2}', ['']],
    ['{"__proto__":1,"__proto__":2,"constructor":3}', ['__proto__']],
    ['{"name":1,"n\\u0061me":2}', ['name']],
    ['{"a\\"b":1,"a\\u0022b":2}', ['a"b']],
    ['{"a\\\\":1,"b":"\\\\","a\\\\":2}', ['a\\']],
    ['{"a":"{\\"b\\":1,\\"b\\":2}"}', []],
    ['{"a":",","b":"]}","a":1}', ['a']],
    ['{"é":1,"\\u00e9":2}', ['é']],
    ['{"\\ud800":1,"\\ud801":2}', []],
  ])('of %s are %j', (text, expected) => {
    expect(pathsIn(text)).toEqual(expected);
  });

  it('are found in objects of few and of many keys alike', () => {
    for (const many of [1, 5, 11, 12, 13, 14, 40, 1_000]) {
      const keys = Array.from({ length: many }, (_, index) => `"k${index}":{"k0":0}`);
      const object = (more: string): string => `[{"k":1},{${[...keys, more].join()}},{"k0":1}]`;
      expect(pathsIn(object('"other":1')), `${many}`).toEqual([]);
      expect(pathsIn(object('"k0":1')), `${many}`).toEqual(['1/k0']);
      expect(pathsIn(object(`"k${many - 1}":1`)), `${many}`).toEqual([`1/k${many - 1}`]);
    }
  });

  it('agrees with the number of keys that a parser keeps', () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    let written = 0;
    const value = (depth: number): string => {
      const kind = random(depth > 4 ? 3 : 6);
      if (kind < 3) return ['1', '"a,\\"}{"', 'null'][kind] ?? '';
      const items = Array.from({ length: random(5) }, () => value(depth + 1));
      if (kind === 3) return `[${items.join()}]`;
      written += items.length;
      return `{${items.map((item) => `"${'abc\\\\'.slice(0, 1 + random(3))}":${item}`).join()}}`;
    };
    /** Keys of what a parser keeps; what stood below a key that was overwritten is lost. */
    const lost = (text: string): boolean => {
      let kept = 0;
      JSON.parse(text, (_, one: unknown) => {
        if (typeof one === 'object' && one !== null && !Array.isArray(one)) kept += Object.keys(one).length;
        return one;
      });
      return kept < written;
    };
    for (let round = 0; round < 500; round += 1) {
      written = 0;
      const text = value(0);
      expect(repeatedKeys(text).count > 0, text).toBe(lost(text));
    }
  });

  it('are counted to the end and told of as many as are read', () => {
    const { paths, count } = repeatedKeys(`{${Array.from({ length: 500 }, () => '"a":1').join()}}`);
    expect(count).toBe(499);
    expect(paths).toHaveLength(100);
  });

  it('are not looked for in what is nested too deep, and are behind it', () => {
    const deep = `${'{"a":'.repeat(300)}{"b":1,"b":2}${'}'.repeat(300)}`;
    expect(pathsIn(`[${deep},{"c":1,"c":2}]`)).toEqual(['1/c']);
  });

  it.each([
    '',
    '{',
    '{"',
    '{"a',
    '{"a"',
    '{"a":',
    '}',
    ']}',
    '{]',
    '[}',
    '{"a":1,"a"',
    '"\\',
    '{"\\',
    '{,,}',
    '\u0000',
    '{"a\\u12":1}',
  ])('ends on %j', (text) => {
    expect(repeatedKeys(text).count).toBeLessThanOrEqual(1);
  });
});
