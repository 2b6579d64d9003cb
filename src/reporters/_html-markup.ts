import { clip, escapeLine } from './_escape.ts';
import { webAddress } from './_web-address.ts';

/** Markup that was written here: its texts are escaped. Only `html` and `verbatim` make it, and no object passes for it. */
class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  get text(): string {
    return this.#text;
  }
}
export type { Markup };

/** What a template takes: any string is text, whatever is in it. */
export type Content = string | number | Markup | null | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Longest text in UTF-16 units. */
const LONGEST = 2000;

/** As most texts are: nothing in them is escaped. */
const HARMLESS = /^[ !#-%(-;=?-~]*$/;

function escape(text: string): string {
  if (text.length <= LONGEST && HARMLESS.test(text)) return text;
  return escapeLine(text, LONGEST).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function write(content: Content): string {
  if (typeof content === 'string') return escape(content);
  if (typeof content === 'number') return content.toLocaleString('en-US');
  if (content === null) return '';
  return content instanceof Markup ? content.text : content.map(write).join('');
}

/** The literal parts of each template, without the indentation of the source. */
const outdented = new WeakMap<TemplateStringsArray, readonly string[]>();

function outdent(parts: TemplateStringsArray): readonly string[] {
  const known = outdented.get(parts);
  if (known !== undefined) return known;
  const made = parts.map((part) => part.replace(/\n\s*/g, '\n'));
  outdented.set(parts, made);
  return made;
}

/**
 * Writes markup. Each value is escaped for text and for attributes in double quotes, the only places where values may stand;
 * what a reader cannot see is shown as the other reporters show it.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const [first = '', ...rest] = outdent(parts);
  return new Markup(rest.reduce((text, part, at) => text + write(values[at] ?? null) + part, first));
}

/** Own constants that are no text: the style and the script. Never anything from outside. */
export function verbatim(constant: string): Markup {
  return new Markup(constant);
}

export const code = (text: string): Markup => html`<code>${text}</code>`;

/** A sentence, with what stands between backticks as code. */
export function prose(text: string): Markup {
  const parts = clip(text, LONGEST).split('`');
  // The last of an odd number opens nothing.
  const closed = parts.length - (parts.length % 2 === 0 ? 1 : 0);
  return html`${parts.map((part, at) => {
    if (at >= closed) return `\`${part}`;
    return at % 2 === 0 ? part : code(part);
  })}`;
}

/** A link to another site by https; without one the words alone. */
export function link(address: string | null, words: Content = address): Markup {
  const url = webAddress(address);
  if (url === null || !/^https:/i.test(url)) return html`${words}`;
  return html`<a href="${url}" rel="noreferrer noopener">${words}</a>`;
}

/** Contents with something between each two. */
export function join(contents: readonly Content[], between: Content = ', '): Content {
  return contents.flatMap((content, at) => (at === 0 ? [content] : [between, content]));
}
