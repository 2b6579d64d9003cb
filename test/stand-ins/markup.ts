/** An element of a page as a strict reader takes it: no reader takes it for anything else. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Array<Element | string>;
}

const VOID = new Set(['meta', 'input', 'link', 'br', 'img', 'hr']);
const RAW = new Set(['script', 'style']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescape(text: string): string {
  const [wrong] = /&(?!(?:amp|lt|gt|quot|#39);)/.exec(text) ?? [];
  if (wrong !== undefined) throw new Error(`a bare & in ${text.slice(0, 200)}`);
  return text.replace(/&([a-z0-9#]+);/g, (_, name: string) => ENTITIES[name] ?? '');
}

const TOKEN =
  /<!doctype html>|<(?<close>\/?)(?<name>[a-z][a-z0-9]*)(?<attributes>(?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*(?<slash>\/?)>|(?<text>[^<>]+)/y;

/**
 * Reads a page by a grammar that allows nothing but elements that are closed in order, attributes in double quotes, and
 * escaped text; throws on all else. `script` and `style` hold text as it is.
 */
export function readMarkup(page: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open: Element[] = [root];
  let at = 0;
  while (at < page.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(page);
    if (found === null) throw new Error(`not markup: ${page.slice(at, at + 200)}`);
    at = TOKEN.lastIndex;
    const { close, name, attributes = '', slash, text } = found.groups ?? {};
    const inside = open.at(-1) ?? root;
    if (text !== undefined) inside.children.push(unescape(text));
    else if (close === '/') {
      if (inside.name !== name) throw new Error(`</${name}> closes <${inside.name}>`);
      open.pop();
    } else if (name !== undefined) {
      if (slash === '/' && !VOID.has(name)) throw new Error(`${found[0]} closes nothing`);
      const pairs = [...attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)];
      if (new Set(pairs.map(([, key]) => key)).size < pairs.length) throw new Error(`twice the same in ${found[0]}`);
      const element: Element = {
        name,
        attributes: Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, unescape(value)])),
        children: [],
      };
      inside.children.push(element);
      if (RAW.has(name)) {
        const end = page.indexOf(`</${name}`, at);
        element.children.push(page.slice(at, end));
        at = end;
      }
      if (!VOID.has(name)) open.push(element);
    }
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return root;
}

/** Every element, in the order of the page. */
export function elementsOf(root: Element): Element[] {
  return root.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...elementsOf(child)]));
}

/** What a reader sees, without styles and scripts; white space as one space. */
export function textOf(element: Element): string {
  const write = (child: Element | string): string => {
    if (typeof child === 'string') return child;
    return RAW.has(child.name) ? '' : ` ${child.children.map(write).join('')} `;
  };
  return write(element).replace(/\s+/g, ' ').trim();
}

/** The one element with this id. */
export function elementById(root: Element, id: string): Element {
  const found = elementsOf(root).filter(({ attributes }) => attributes['id'] === id);
  const [element] = found;
  if (element === undefined || found.length > 1) throw new Error(`${found.length} elements have the id ${id}`);
  return element;
}
