import { describe, expect, it } from 'vitest';
import { duplicates, find, lookup, parse, pointer, toData, type Node } from '../../src/syntax/index.ts';

function tree(text: string): Node {
  const { root } = parse(text, 'json');
  if (!root) throw new Error('no root');
  return root;
}

describe('pointer', () => {
  it('escapes as RFC 6901 says', () => {
    expect(pointer([])).toBe('');
    expect(pointer(['a/b', 'm~n', '', 0, '~1'])).toBe('/a~1b/m~0n//0/~01');
  });
});

describe('lookup', () => {
  it('gives the last of equal keys, and nothing of what is no object', () => {
    expect(lookup(tree('{"a": 1, "b": 2, "a": 3}'), 'a')?.value).toMatchObject({ value: 3 });
    expect(lookup(tree('{"a": 1}'), 'constructor')).toBeUndefined();
    expect(lookup(tree('[1]'), '0')).toBeUndefined();
    expect(lookup(null, 'a')).toBeUndefined();
  });
});

describe('find', () => {
  const root = tree('{\n"a": [\n{"b": 1}\n]\n}');

  it('goes as deep as the path exists', () => {
    expect(find(root, ['a', 0, 'b'])).toMatchObject({ at: { line: 3, column: 2 }, depth: 3, node: { value: 1 } });
    expect(find(root, ['a', 0, 'x', 'y'])).toMatchObject({ at: { line: 3, column: 1 }, depth: 2 });
    expect(find(root, ['a', 7])).toMatchObject({ at: { line: 2, column: 1 }, depth: 1 });
    expect(find(root, ['x'])).toMatchObject({ at: { line: 1, column: 1 }, depth: 0 });
  });
});

describe('duplicates', () => {
  it('are listed once each with the first place, the last and the count', () => {
    const root = tree('{"a": 1,\n"a": {"b": 1, "b": 2,\n"b": 3}, "c": [{"d": 1, "d": 2}]}');
    expect(duplicates(root)).toEqual([
      { pointer: '/a', count: 2, first: { line: 1, column: 2 }, at: { line: 2, column: 1 } },
      { pointer: '/a/b', count: 3, first: { line: 2, column: 7 }, at: { line: 3, column: 1 } },
      { pointer: '/c/0/d', count: 2, first: { line: 3, column: 17 }, at: { line: 3, column: 25 } },
    ]);
    expect(duplicates(root, '/base', 1).map((one) => one.pointer)).toEqual(['/base/a']);
  });

  it('are bounded', () => {
    expect(
      duplicates(tree(`{${Array.from({ length: 1000 }, (_, at) => `"k${at}": 1, "k${at}": 2`).join()}}`)),
    ).toHaveLength(100);
  });

  it('know the names that objects have by themselves', () => {
    expect(duplicates(tree('{"__proto__": 1, "constructor": 2}'))).toEqual([]);
    expect(duplicates(tree('{"__proto__": 1, "__proto__": 2}'))).toHaveLength(1);
  });
});

describe('toData', () => {
  it('is safe for every name', () => {
    const data = toData(tree('{"__proto__": {"polluted": true}, "constructor": 1, "": [null, {"x": 1, "x": 2}]}'));
    expect(Object.getPrototypeOf(data)).toBeNull();
    expect(Object.keys(data as object)).toEqual(['__proto__', 'constructor', '']);
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false);
    expect((data as Record<string, unknown>)['']).toEqual([null, { x: 2 }]);
  });
});
