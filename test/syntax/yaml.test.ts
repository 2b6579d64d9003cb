import { describe, expect, it } from 'vitest';
import { find, parse, toData } from '../../src/syntax/index.ts';

const data = (text: string): unknown => {
  const { root } = parse(text, 'yaml');
  return root && toData(root);
};

describe('YAML', () => {
  it('is version 1.2 with the core schema', () => {
    const text = 'a: yes\nb: 012\nc: 0x10\nd: ~\ne: .inf\nf: "on"\n? g\n: [1, two, {h: true}]\n1: one\n<<: merge\n';
    expect(parse(text, 'yaml').problems).toEqual([]);
    expect(data(text)).toEqual({
      a: 'yes',
      b: 12,
      c: 16,
      d: null,
      e: Infinity,
      f: 'on',
      g: [1, 'two', { h: true }],
      1: 'one',
      '<<': 'merge',
    });
  });

  it('has the place of every path', () => {
    const { root } = parse('# policy\r\nrules:\r\n  - name: a\r\n    when: [x, "😀", y]\r\n', 'yaml');
    if (!root) throw new Error('no root');
    expect(find(root, ['rules']).at).toEqual({ line: 2, column: 1 });
    expect(find(root, ['rules', 0]).at).toEqual({ line: 3, column: 5 });
    expect(find(root, ['rules', 0, 'when']).at).toEqual({ line: 4, column: 5 });
    expect(find(root, ['rules', 0, 'when', 2]).at).toEqual({ line: 4, column: 21 });
  });

  it.each(['', '# nothing\n', '\uFEFF'])('that is empty (%j) has no root and no problem', (text) => {
    expect(parse(text, 'yaml')).toEqual({ root: null, problems: [] });
  });

  it('keeps repeated keys in the tree', () => {
    const { root, problems } = parse('a: 1\nb: 2\na: 3\n', 'yaml');
    expect(problems).toEqual([]);
    expect(root).toMatchObject({ members: [{ key: 'a' }, { key: 'b' }, { key: 'a' }] });
    expect(data('a: 1\na: 3\n')).toEqual({ a: 3 });
  });

  it.each([
    ['an anchor', 'a: &x 1\n', 1, 4],
    ['an alias', 'a: 1\nb: *x\n', 2, 4],
    ['a second document', 'a: 1\n---\nb: 2\n', 2, 1],
    ['an unknown tag', 'a: !secret 1\n', 1, 4],
    ['a tab', 'a:\n\tb: 1\n', 2, 1],
    ['an open bracket', 'a: [1, 2\nb: 3', 2, 1],
    ['an open quote', 'a: "b\n', 2, 1],
    ['a key that is a list', '? [a]\n: 1\n', 1, 3],
    ['a wrong indent', 'a:\n    b: 1\n  c: 2\n', 3, 1],
  ])('with %s is a problem at its place', (_name, text, line, column) => {
    expect(parse(text, 'yaml').problems.map(({ at }) => at)).toContainEqual({ line, column });
  });

  it('never expands: a billion laughs is a list of problems', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `l${at}: &l${at} [*l${at - 1}, *l${at - 1}]`);
    const { problems } = parse(['l: &l [ha]', ...lines].join('\n'), 'yaml');
    expect(problems.length).toBeGreaterThan(10);
  });

  it.each([
    '- '.repeat(100_000),
    '['.repeat(100_000),
    '[,'.repeat(50_000),
    'a: {b: '.repeat(40_000),
    '? '.repeat(100_000),
  ])('nested too deep is a problem, not an overflow', (text) => {
    expect(parse(text, 'yaml').problems.some(({ limit }) => limit)).toBe(true);
  });

  it('keeps what stands before the bound on depth', () => {
    const { root } = parse(`first: 1\ndeep: ${'['.repeat(1000)}`, 'yaml');
    expect(root && toData(root)).toMatchObject({ first: 1 });
  });

  it.each([1000, 100_000])('with %i tags stops before they cost time', (count) => {
    expect(parse('!a '.repeat(count), 'yaml').problems.some(({ limit }) => limit)).toBe(true);
  });

  it('never quotes the text in a problem', () => {
    const texts = [
      'a: *S3CRET',
      'a: &S3CRET 1',
      'a: !S3CRET 1',
      'a: "\\S3CRET"',
      '%S3CRET\n---\na',
      'a: [S3CRET',
      'S3CRET: a: b',
    ];
    for (const text of texts) {
      const { problems } = parse(text, 'yaml');
      expect(problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain('S3CRET');
    }
  });

  it('leaves the stack trace limit as it was', () => {
    const before = Error.stackTraceLimit;
    parse('a: [', 'yaml');
    expect(Error.stackTraceLimit).toBe(before);
  });
});
