import { describe, expect, it } from 'vitest';
import { definitionDiff } from '../../src/commands/_definition-diff.ts';
import { definitionPage } from '../../src/commands/_definition-page.ts';
import { behindBar, codePointsOf, visible, visibleLines } from '../../src/commands/_visible.ts';
import { canonicalJson } from '../../src/tool/canonical-json.ts';

const widthOf = (line: string): number =>
  [...line].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x7e ? 2 : 1), 0);

describe('text that is shown whole', () => {
  it.each([
    ['a\u001b[2Jb', 'a<U+001B>[2Jb'],
    ['\u202egnp\u202c', '<U+202E>gnp<U+202C>'],
    ['a\u200bb\u200dc', 'a<U+200B>b<U+200D>c'],
    ['\u{e0041}\u{e007f}', '<U+E0041><U+E007F>'],
    ['\ufe0f\u00ad\ufeff', '<U+FE0F><U+00AD><U+FEFF>'],
    ['\u00a0\u3000\u2028', '<U+00A0><U+3000><U+2028>'],
    ['\t\r\u0000\u007f\u0085', '<U+0009><U+000D><U+0000><U+007F><U+0085>'],
    ['\ud800 \ue000 \uffff', '<U+D800> <U+E000> <U+FFFF>'],
    ['e\u0301\u0301\u0301\u0301', 'e\u0301\u0301\u0301<U+0301>'],
    ['<U+202E>', '<U+003C>U+202E>'],
    ['<u>名前é</u>', '<u>名前é</u>'],
  ])('%j as %s', (text, expected) => expect(visible(text)).toBe(expected));

  it('tells the letters of a name that are not ASCII', () => {
    expect(codePointsOf('read_file')).toBe('');
    expect(codePointsOf('p\u0430y\u0430\u200b')).toBe('\u0430 U+0430, <U+200B> U+200B');
  });

  it('never goes beyond its width, and loses nothing but spaces', () => {
    const words = ['a', 'two words', '名前'.repeat(60), 'x'.repeat(500), '\u202e'.repeat(40), '  indented', ''];
    for (const width of [10, 23, 80]) {
      const text = words.join('\n');
      const lines = visibleLines(text, width);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(words.map(visible).join('').replaceAll(' ', ''));
    }
  });

  it('tells what pushes text out of sight', () => {
    expect(visibleLines(`a${'\n'.repeat(500)}b`, 80)).toEqual(['a', '<499 empty lines>', 'b']);
    expect(visibleLines(`a${' '.repeat(900)}b`, 80)).toEqual(['a <900 spaces> b']);
    expect(visibleLines('a\n\n  b', 80)).toEqual(['a', '', '  b']);
    expect(visibleLines(`a${' \r\n \n'.repeat(9)}`, 80)).toEqual(['a ', '<18 empty lines>']);
  });

  it('stands behind a bar, each line of it', () => {
    const text = `one\n[a]pprove\n${'long '.repeat(40)}\r\n  x`;
    for (const line of behindBar(text, 40)) expect(line).toMatch(/^ {2}│/);
    expect(behindBar('x', 40, 4)).toEqual(['  │     x']);
  });

  it('takes time by its length alone', () => {
    for (const text of [
      ' '.repeat(400_000),
      '\n'.repeat(400_000),
      'x'.repeat(400_000),
      'x '.repeat(200_000),
      'e\u0301'.repeat(200_000),
    ]) {
      expect(visibleLines(text, 80).length).toBeGreaterThan(0);
    }
  });
});

/** A definition with a value of its own at every place, and those values. */
function definitionWithWords(): { definition: Record<string, unknown>; words: string[] } {
  const words: string[] = [];
  const word = (): string => {
    words.push(`word${words.length}x`);
    return words.at(-1) ?? '';
  };
  const leaf = () => ({
    type: word(),
    description: word(),
    default: word(),
    enum: [word(), { [word()]: word() }],
    [word()]: word(),
  });
  const object = (depth: number): object => ({
    type: depth % 2 === 0 ? 'object' : ['object', word()],
    description: depth % 3 === 0 ? { [word()]: word() } : word(),
    required: ['there', word()],
    properties: {
      there: leaf(),
      [word()]: word(),
      [word()]: true,
      ...(depth > 0 ? { [word()]: object(depth - 1) } : {}),
    },
    items: { properties: { [word()]: leaf() } },
    anyOf: [leaf(), { $ref: word() }],
    $defs: { [word()]: leaf() },
  });
  const definition = {
    title: word(),
    description: word(),
    inputSchema: object(12),
    outputSchema: object(1),
    annotations: { title: word(), readOnlyHint: word(), [word()]: [word()] },
    execution: { [word()]: word() },
    [word()]: word(),
  };
  return { definition, words };
}

describe('the page of a definition', () => {
  it('holds every key and every value of it', () => {
    const { definition, words } = definitionWithWords();
    for (const width of [40, 80]) {
      // A long word may be broken.
      const page = definitionPage(definition, width).join('').replaceAll(/[│\s]/g, '');
      expect(words.filter((one) => !page.includes(one))).toEqual([]);
    }
  });

  it.each([
    { inputSchema: 'LOST' },
    { inputSchema: ['LOST'] },
    { inputSchema: { type: 'LOST' } },
    { inputSchema: { properties: ['LOST'] } },
    { inputSchema: { properties: { a: 'LOST' } } },
    { inputSchema: { properties: {}, required: 'LOST' } },
    { inputSchema: { properties: { a: { type: { LOST: 1 } } } } },
    { inputSchema: { properties: { a: { properties: 'LOST' } } } },
    { annotations: 'LOST' },
    { description: ['LOST'] },
    { title: { LOST: null } },
    { LOST: null },
  ])('loses nothing of what is not of its shape: %j', (definition) => {
    expect(definitionPage(definition, 80).join('\n')).toContain('LOST');
  });

  it('says of each argument what it is', () => {
    const properties = {
      path: { type: 'string', description: 'Where.', default: '/tmp' },
      n: { type: ['integer', 'null'] },
    };
    expect(definitionPage({ inputSchema: { type: 'object', properties, required: ['n'] } }, 80)).toEqual([
      '  parameters',
      '  │ path: string',
      '  │   Where.',
      '  │   default: "/tmp"',
      '  │ n: integer | null, required',
    ]);
  });
});

describe('the comparison of two definitions', () => {
  const diff = (before: unknown, after: unknown): string[] =>
    definitionDiff(canonicalJson(before), canonicalJson(after)).map(({ sign, text }) => `${sign} ${text}`);

  it('shows what changed with a little around it', () => {
    const tool = {
      name: 'a',
      inputSchema: { properties: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`p${index}`, index])) },
    };
    expect(diff(tool, { ...tool, name: 'b' })).toEqual([
      '  … 12 equal lines',
      '      }',
      '    }',
      '-   "name": "a"',
      '+   "name": "b"',
      '  }',
    ]);
    expect(diff(tool, tool)).toEqual(['  … 16 equal lines']);
  });

  it('tells a sentence more as a sentence more', () => {
    const before = `${'It reads a file from the disk and gives back its text. '.repeat(3)}Done.`;
    const lines = diff({ description: before }, { description: before.replace('Done', 'Then it sends it away. Done') });
    expect(lines.filter((line) => /^[+-]/.test(line))).toEqual(['+     "Then it sends it away. "']);
  });

  it('gives back both texts by its signs, whatever they are', () => {
    let state = 7;
    const below = (most: number): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % most;
    const make = () =>
      Object.fromEntries(
        Array.from({ length: below(8) }, () => [`k${below(12)}`, below(3) === 0 ? [below(3)] : `v${below(3)}`]),
      );
    for (let run = 0; run < 200; run += 1) {
      const [before, after] = [make(), make()];
      const changed = diff(before, after).filter((line) => !line.startsWith(' '));
      expect(changed.length === 0).toBe(canonicalJson(before) === canonicalJson(after));
    }
  });

  it('ends with texts that have nothing in common and are long', () => {
    const many = (word: string) => Array.from({ length: 4000 }, (_, index) => `${word}${index}`);
    const lines = diff(many('a'), many('b'));
    expect(lines.filter((line) => line.startsWith('-'))).toHaveLength(4000);
    expect(lines.filter((line) => line.startsWith('+'))).toHaveLength(4000);
  });
});
