import { describe, expect, it } from 'vitest';
import { clip, escapeLine, escapeMarkdown, escapeMessage, stringify } from '../../src/reporters/_escape.ts';

const DECEPTIVE: Array<[string, number]> = [
  ['escape', 0x1b],
  ['line feed', 0x0a],
  ['carriage return', 0x0d],
  ['tab', 0x09],
  ['null', 0x00],
  ['delete', 0x7f],
  ['C1 control sequence introducer', 0x9b],
  ['next line', 0x85],
  ['right-to-left override', 0x202e],
  ['left-to-right isolate', 0x2066],
  ['pop isolate', 0x2069],
  ['left-to-right mark', 0x200e],
  ['right-to-left mark', 0x200f],
  ['Arabic letter mark', 0x061c],
  ['zero width space', 0x200b],
  ['zero width joiner', 0x200d],
  ['word joiner', 0x2060],
  ['byte order mark', 0xfeff],
  ['soft hyphen', 0xad],
  ['Hangul filler', 0x3164],
  ['variation selector', 0xfe0f],
  ['braille blank', 0x2800],
  ['line separator', 0x2028],
  ['paragraph separator', 0x2029],
  ['private use', 0xe000],
  ['tag', 0xe0041],
  ['cancel tag', 0xe007f],
  ['lone high surrogate', 0xd800],
  ['lone low surrogate', 0xdfff],
];

describe('escapeLine', () => {
  it.each(DECEPTIVE)('makes %s visible', (_, code) => {
    expect(escapeLine(`a${String.fromCodePoint(code)}b`)).toBe(`a\\u{${code.toString(16)}}b`);
  });

  it('leaves what people write', () => {
    const text = 'naïve – “quoted” 日本語 हिन्दी עברית 🙂 <b> `code` \\n';
    expect(escapeLine(text)).toBe(text);
  });

  it('makes every space a plain one', () => {
    expect(escapeLine('a\u00a0b\u2003c\u3000d')).toBe('a b c d');
  });

  it('stops marks from piling up', () => {
    expect(escapeLine(`e${'\u0301'.repeat(5)}`)).toBe(`e${'\u0301'.repeat(3)}${'\\u{301}'.repeat(2)}`);
  });

  it('bounds what it writes, escapes included', () => {
    expect(escapeLine('\u001b'.repeat(1_000_000), 50)).toHaveLength(50);
    expect(escapeLine('x'.repeat(1_000_000), 50)).toBe(`${'x'.repeat(49)}…`);
    expect(escapeLine('x'.repeat(50), 50)).toBe('x'.repeat(50));
  });
});

describe('clip', () => {
  it('never splits a character', () => {
    expect(clip('ab🙂cd', 4)).toBe('ab…');
    expect(clip('ab🙂cd', 5)).toBe('ab🙂…');
  });
});

describe('escapeMessage', () => {
  it('leaves no link, to a location or to the web', () => {
    expect(escapeMessage('see [here](1) and [there](https://evil.example) ![x](y)')).not.toMatch(/\]\(/);
  });
});

describe('escapeMarkdown', () => {
  it('leaves no markup', () => {
    const markup = '[a](b) ![c](d) <script> **e** `f` #1 @team https://evil.example | ~g~ _h_ &lt;';
    const escaped = escapeMarkdown(markup);
    // What is left when each escaped character is taken out is letters, digits and spaces.
    expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')).toMatch(/^[\w ]*$/);
    expect(escaped.replace(/\\(?=[!-/:-@[-`{-~])/g, '')).toBe(markup);
  });
});

describe('stringify', () => {
  it.each(DECEPTIVE.filter(([name]) => name !== 'braille blank'))(
    'writes %s as an escape and keeps the value',
    (_, code) => {
      const value = { [`key ${String.fromCodePoint(code)}`]: `a${String.fromCodePoint(code)}b` };
      const written = stringify(value);
      expect(written).not.toContain(`a${String.fromCodePoint(code)}b`);
      expect(written.trimEnd()).toMatch(/^[\n\x20-\x7e]*$/);
      expect(JSON.parse(written)).toEqual(value);
    },
  );

  it('ends with a line end', () => {
    expect(stringify({})).toBe('{}\n');
  });
});
