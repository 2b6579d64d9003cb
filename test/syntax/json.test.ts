import { describe, expect, it } from 'vitest';
import { lookup, parse, toData, type Node } from '../../src/syntax/index.ts';

const read = (text: string): unknown => {
  const { root, problems } = parse(text, 'json');
  expect(problems).toEqual([]);
  return root && toData(root);
};
const rooted = (text: string): Node => {
  const { root } = parse(text, 'json');
  if (!root) throw new Error('no root');
  return root;
};

describe('JSON', () => {
  it('may hold comments, trailing commas and a byte order mark', () => {
    expect(read('\uFEFF{ // a\n "a": [1, "b", null,], /* b */ "c": {"d": true,}, }')).toEqual({
      a: [1, 'b', null],
      c: { d: true },
    });
  });

  it.each(['', ' \n', '\uFEFF', '// nothing\n'])('that is empty (%j) has no root and no problem', (text) => {
    expect(parse(text, 'json')).toEqual({ root: null, problems: [] });
  });

  it('has places in UTF-16 units from 1, behind CRLF and CR too', () => {
    const root = rooted('{\r\n  "a😀": 1,\r  "b": {"c": "x"}\n}');
    expect(lookup(root, 'a😀')).toMatchObject({ at: { line: 2, column: 3 }, value: { at: { line: 2, column: 10 } } });
    expect(lookup(lookup(root, 'b')?.value, 'c')).toMatchObject({
      at: { line: 3, column: 9 },
      value: { at: { column: 14 } },
    });
  });

  it('does not count the byte order mark as a column', () => {
    expect(rooted('\uFEFF{"a": 1}')).toMatchObject({ at: { line: 1, column: 1 }, members: [{ at: { column: 2 } }] });
  });

  it.each([
    ['{"a": 1 "b": 2}', 1, 9],
    ['{"a": tru,\n"b": 2}', 1, 7],
    ['{"a": "x\n, "b": 2}', 1, 7],
    ['{\n"b": 2', 2, 7],
    ["{'a': 1}", 1, 2],
    ['{"a": 1}}', 1, 9],
    ['{"a": "\\x"}', 1, 7],
    ['{"a": 1, \u0000 "b": 2}', 1, 10],
  ])('%j is a problem at its place', (text, line, column) => {
    expect(parse(text, 'json').problems[0]?.at).toEqual({ line, column });
  });

  it('is read around a problem', () => {
    const { root, problems } = parse('{"a": {"x": }, "b": {"y" 1}, "c": 3}', 'json');
    expect(root && toData(root)).toMatchObject({ c: 3 });
    expect(problems.length).toBeGreaterThan(0);
  });

  it('never quotes the text in a problem', () => {
    const { problems } = parse('{"token": S3CRET, S3CRET: "S3CRET', 'json');
    expect(problems.length).toBeGreaterThan(1);
    expect(JSON.stringify(problems)).not.toContain('S3CRET');
  });

  it.each(['[', '{"a":'])('nested too deep (%s) is cut, and what stands beside it is read', (open) => {
    const close = open === '[' ? ']' : '}';
    const deep = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    const { root, problems } = parse(`{"deep": ${deep},\n"beside": [{"x": "}]"}] /* ]}" */ }`, 'json');
    expect(problems).toEqual([{ message: expect.stringContaining('200 levels'), at: expect.anything(), limit: true }]);
    expect(lookup(root, 'beside')).toMatchObject({ at: { line: 2, column: 1 } });
    const beside = lookup(root, 'beside')?.value;
    expect(beside && toData(beside)).toEqual([{ x: '}]' }]);
  });

  it.each(['['.repeat(100_000), '{"a":'.repeat(100_000), '[},'.repeat(100_000), '{"a":['.repeat(50_000)])(
    'that only opens is a problem, not an overflow',
    (text) => {
      const { problems } = parse(text, 'json');
      expect(problems.some(({ limit }) => limit)).toBe(true);
    },
  );

  it('with more values than are read keeps those before the bound', () => {
    const { root, problems } = parse(`{"first": 1, "many": [${'0,'.repeat(1_000_000)}0]}`, 'json');
    expect(lookup(root, 'first')?.value).toMatchObject({ value: 1 });
    expect(problems).toEqual([
      { message: expect.stringContaining('1000000 values'), at: expect.anything(), limit: true },
    ]);
  });

  it('longer than the limit is not read', () => {
    expect(parse(' '.repeat(13 * 1024 * 1024), 'json')).toEqual({
      root: null,
      problems: [{ message: expect.stringContaining('longer than'), at: { line: 1, column: 1 }, limit: true }],
    });
  });
});
