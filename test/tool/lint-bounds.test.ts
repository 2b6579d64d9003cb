import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/tool/inspect.ts';
import { entry, listOf } from './_tools.ts';

const LENGTH = 300_000;

/** Texts of which every part could be the beginning of something. */
const UNITS = [
  'a',
  ' ',
  '\n',
  '\r',
  '\\',
  '/',
  '. ',
  'a.\n',
  '\n- ',
  '"',
  '`',
  '<',
  '<SYSTEM ',
  '<INFORMATION>',
  '<!--',
  '![a](https://a?',
  'must ',
  'before using ',
  'before any ',
  'call `a_b` ',
  'with "a" ',
  'when using a_b, ',
  'whenever the user ',
  'all requests ',
  'do not ',
  'without ',
  'not without ',
  'silently ',
  'ignore all ',
  'priority ',
  'regardless of the ',
  'failure to ',
  'for security ',
  'curl ',
  'rm -',
  '$(',
  'a@a.',
  'https://a.b ',
  'send it to ',
  '.ssh ',
  '~/.a/',
  '/etc/',
  'every ',
  'keep a ',
  'this policy ',
  '&#x41;',
  '\\u0041',
  '%41',
  'QUJD',
  '41 ',
  '\\x41',
  'a\u200b',
  '\u200b',
  '\ufe0f',
  '\u{e0041}',
  '\u202e',
  'аa',
  'Ａ',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  'a_',
  'aB',
  'A',
  'create, ',
  'run code ',
  '[SYSTEM',
  '\u001b[',
  '\ud83d',
];

describe('a tool of hostile length', () => {
  it.each(UNITS)('of %j is looked at in time', (unit) => {
    const text = unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);
    const start = performance.now();
    inspect(listOf([entry('a', text, { command: { description: text.slice(0, LENGTH / 4) } })]));
    // A second is ample: the slowest takes a third of one, what takes time by the square takes minutes.
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  it('of keys, enums and icons is looked at in time', () => {
    const keys = Object.fromEntries(
      Array.from({ length: 6_000 }, (_, index) => [`get_${index}`, { enum: ['delete', 'get'] }]),
    );
    const start = performance.now();
    const { tools } = inspect(
      listOf([entry('a', 'Use `get_1` first.', keys, { icons: Array.from({ length: 5_000 }, () => ({ src: 'x' })) })]),
    );
    expect(tools[0]?.findings.length).toBeLessThanOrEqual(50);
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  it('of nesting is looked at', () => {
    const nested: unknown = JSON.parse(
      `${'{"properties":{"a":'.repeat(45)}{"description":"<IMPORTANT>"}${'}}'.repeat(45)}`,
    );
    const [tool] = inspect(listOf([{ name: 'a', inputSchema: nested }])).tools;
    expect(tool?.findings).toMatchObject([{ check: 'instruction-tag' }]);
    expect(tool?.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a list of very many tools', () => {
  it('is looked at in time, in its order', () => {
    const many = Array.from({ length: 8_000 }, (_, index) =>
      entry(`get_thing_${index}`, `Returns thing ${index}. You must call get_thing_${index + 1} next.`, {
        id: { type: 'string', description: 'its id' },
      }),
    );
    const start = performance.now();
    const { tools } = inspect(listOf(many));
    expect(tools.map(({ name }) => name)).toEqual(many.map((one) => (one as { name: string }).name));
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
