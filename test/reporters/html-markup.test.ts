import { describe, expect, it } from 'vitest';
import { escapeLine } from '../../src/reporters/_escape.ts';
import { code, html, join, link, prose, verbatim } from '../../src/reporters/_html-markup.ts';
import { elementsOf, readMarkup, textOf, type Element } from '../stand-ins/markup.ts';

/** Numbers that are the same in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PARTS = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '`',
  '=',
  '/',
  '<!--',
  '-->',
  '</script>',
  '&lt;',
  '&#60;',
  ']]>',
  '<svg onload=',
];
const OTHERS = ['\u0000', '\n', '\u202e', '\u2028', '\ud800', '\u{e0041}', '\u00a0', '{{', 'a', ' ', 'é', '字', '🙂'];

function strings(count: number): string[] {
  const next = random(20_261_128);
  const all = [...PARTS, ...OTHERS];
  return Array.from({ length: count }, () => Array.from({ length: next(12) }, () => all[next(all.length)]).join(''));
}

const only = (root: Element): Element => elementsOf(root)[0] ?? root;

describe('html', () => {
  it('writes any string as text and in attributes, and nothing of it as markup', () => {
    for (const hostile of strings(1500)) {
      const { text } = html`<p title="${hostile}">${hostile}</p>`;
      const [element, ...others] = elementsOf(readMarkup(text));
      expect(others).toEqual([]);
      expect(element?.attributes['title']).toBe(escapeLine(hostile));
      expect(element?.children.join('')).toBe(escapeLine(hostile));
    }
  });

  it('writes each character of ASCII so that it is read as it was', () => {
    for (let at = 32; at < 127; at += 1) {
      const character = String.fromCharCode(at);
      const [element] = elementsOf(readMarkup(html`<p title="${character}">${`a${character}`}</p>`.text));
      expect(element).toEqual({ name: 'p', attributes: { title: character }, children: [`a${character}`] });
    }
  });

  it('takes markup of its own as it is, lists one behind the other, numbers with commas, and nothing for null', () => {
    const { text } = html`<b>${[1234, null, html`<i>${'<b>'}</i>`, [verbatim('<br>'), '&']]}</b>`;
    expect(text).toBe('<b>1,234<i>&lt;b&gt;</i><br>&amp;</b>');
  });

  it('does not take an object for markup that looks like it', () => {
    expect(() => html`${{ text: '<script>' } as never}`).toThrow(TypeError);
    expect(() => html`${JSON.parse('{"text":"<script>"}') as never}`).toThrow(TypeError);
  });

  it('bounds a text, and no escape is cut in two', () => {
    const { text } = html`${'<'.repeat(5000)}`;
    expect(text).toBe(`${'&lt;'.repeat(1999)}…`);
  });

  it('leaves out the indentation of the source and keeps the white space of values', () => {
    const { text } = html`<pre>
        ${'  a'}
      </pre>`;
    expect(text).toBe('<pre>\n  a\n</pre>');
  });
});

describe('prose', () => {
  it.each([
    ['Run `npm ci` now.', 'Run <code>npm ci</code> now.'],
    ['`a` and `b`', '<code>a</code> and <code>b</code>'],
    ['an odd ` one', 'an odd ` one'],
    ['`a` and ` more', '<code>a</code> and ` more'],
    ['`<b>`', '<code>&lt;b&gt;</code>'],
    ['', ''],
  ])('%j', (text, written) => expect(prose(text).text).toBe(written));

  it('bounds the whole, however many parts there are', () => {
    expect(prose('`x'.repeat(100_000)).text.length).toBeLessThan(2000 * '<code></code>'.length);
  });
});

describe('link', () => {
  const HREF = 'https://example.com/a?b=1&c=2#d';

  it('leads to another site by https, tells it nothing, and gives it no hold on the page', () => {
    expect(only(readMarkup(link(HREF, code('here')).text))).toEqual({
      name: 'a',
      attributes: { href: HREF, rel: 'noreferrer noopener' },
      children: [{ name: 'code', attributes: {}, children: ['here'] }],
    });
  });

  it.each([
    ['http://example.com/'],
    ['javascript:alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['https://example.com/"onclick="alert(1)'],
    ['https://example.com/ a'],
    ['//example.com/'],
    ['https://example.com/\u202e'],
    [''],
  ])('is words alone for %j', (address) => {
    const root = readMarkup(link(address).text);
    expect(elementsOf(root)).toEqual([]);
    expect(textOf(root)).toBe(escapeLine(address).trim());
  });
});

it('join puts something between each two', () => {
  expect(html`${join([code('a'), 'b', 'c'], ' → ')}`.text).toBe('<code>a</code> → b → c');
  expect(html`${join([])}`.text).toBe('');
});
