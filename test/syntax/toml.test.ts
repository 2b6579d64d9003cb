import { describe, expect, it } from 'vitest';
import { find, parse, toData } from '../../src/syntax/index.ts';

const data = (text: string): unknown => {
  const { root } = parse(text, 'toml');
  return root && toData(root);
};

describe('TOML', () => {
  it('gives one tree for dotted keys, inline tables, tables and arrays of tables', () => {
    const text = `
      a.b = 1
      a.c = { x = "y", "z w" = [1, 2.5,] }
      when = 1979-05-27T07:32:00Z
      [m.s]
      on = true
      [m."x.y".env]
      K = 'v'
      [[list]]
      n = 1
      [[list]]
      n = 2
      [list.below]
      k = 3
    `;
    expect(parse(text, 'toml').problems).toEqual([]);
    expect(data(text)).toEqual({
      a: { b: 1, c: { x: 'y', 'z w': [1, 2.5] } },
      when: '1979-05-27T07:32:00Z',
      m: { s: { on: true }, 'x.y': { env: { K: 'v' } } },
      list: [{ n: 1 }, { n: 2, below: { k: 3 } }],
    });
  });

  it('has the places of its keys', () => {
    const { root } = parse(
      '\uFEFFx = 1\r\n[servers.one]\r\ncommand = "npx"\r\n[servers.one.env]\r\nA = "😀"\r\n',
      'toml',
    );
    if (!root) throw new Error('no root');
    expect(find(root, ['servers', 'one']).at).toEqual({ line: 2, column: 10 });
    expect(find(root, ['servers', 'one', 'command']).at).toEqual({ line: 3, column: 1 });
    expect(find(root, ['servers', 'one', 'env']).at).toEqual({ line: 4, column: 14 });
    expect(find(root, ['servers', 'one', 'env', 'A']).at).toEqual({ line: 5, column: 1 });
  });

  it.each(['', '\n', '# nothing'])('that is empty (%j) is an empty table', (text) => {
    expect(data(text)).toEqual({});
    expect(parse(text, 'toml').problems).toEqual([]);
  });

  it('loses one bad table, not the file', () => {
    const text = [
      'top = 1',
      '[m.good]',
      'prompt = """',
      '[m.not-a-table]',
      '"""',
      '[m.unclosed]',
      'args = ["a",',
      '[m."quoted#]"] # a header all the same',
      'command = "b"',
      '[m.empty]',
      'command =',
      '[m.last]',
      'command = "c"',
    ].join('\n');
    expect(data(text)).toEqual({
      top: 1,
      m: { good: { prompt: '[m.not-a-table]\n' }, 'quoted#]': { command: 'b' }, last: { command: 'c' } },
    });
    expect(parse(text, 'toml').problems.map(({ at }) => at.line)).toEqual([7, 11]);
  });

  it('keeps both of a repeated table, and says so', () => {
    const { root, problems } = parse('[m.a]\nx = 1\n[m.a]\nx = 2\n', 'toml');
    expect(root && toData(root)).toEqual({ m: { a: { x: 2 } } });
    expect(root && find(root, ['m']).node).toMatchObject({ members: [{ key: 'a' }, { key: 'a' }] });
    expect(problems).toEqual([{ message: expect.stringContaining('multiple times'), at: { line: 3, column: 4 } }]);
  });

  it.each([
    ['arrays', `x = ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['inline tables', `x = ${'{a = '.repeat(40_000)}1${'}'.repeat(40_000)}`],
    ['dotted keys', `x${'.a'.repeat(50_000)} = 1`],
    ['open brackets', `x = ${'['.repeat(100_000)}`],
    ['a header', `[x${'.a'.repeat(50_000)}]`],
  ])('nested too deep by %s loses that table only', (_name, deep) => {
    const { root, problems } = parse(`[one]\na = 1\n[two]\n${deep}\n[three]\nb = 2\n`, 'toml');
    expect(root && toData(root)).toMatchObject({ one: { a: 1 }, three: { b: 2 } });
    expect(problems.length).toBeGreaterThan(0);
  });

  it('with a string too large for the parser loses that table only', () => {
    const { root, problems } = parse(`[one]\na = "${'x'.repeat(200_000)}"\n[two]\nb = 2\n`, 'toml');
    expect(root && toData(root)).toMatchObject({ two: { b: 2 } });
    expect(problems).toMatchObject([{ limit: true, at: { line: 1 } }]);
  });

  it('never quotes the text in a problem', () => {
    for (const text of ['a = S3CRET', 'S3CRET', 'a = "S3CRET', 'a = "\\uD800S3CRET"', '[S3CRET', '# S3CRET\u0001']) {
      const { problems } = parse(text, 'toml');
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).not.toMatch(/S3CRET|\\u0001|D800/);
    }
  });
});
