import { isMap, isScalar, parseDocument, type Node as YamlNode } from 'yaml';
import {
  behindComments,
  columnOf,
  endOfMember,
  lineStart,
  memberOf,
  nextLine,
  skipBlank,
  startOf,
  stepOf,
  type Map,
} from './yaml-places.ts';
import { scalarOf, type ScalarStyle } from './yaml-scalar.ts';

/** A part of a text that gives way to another. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Texts by their keys, or such maps. */
export interface Fields {
  readonly [key: string]: string | Fields;
}

/** How a text is laid out, as far as what is put into it should be like that. */
interface Layout {
  text: string;
  lineBreak: string;
  /** Columns from a map to one inside it. */
  step: number;
  style: ScalarStyle;
}

export function apply(text: string, splices: readonly Splice[]): string {
  const sorted = [...splices].sort((a, b) => a.start - b.start);
  let at = 0;
  const parts = sorted.flatMap((splice) => {
    const kept = text.slice(at, splice.start);
    at = splice.end;
    return [kept, splice.text];
  });
  return [...parts, text.slice(at)].join('');
}

/**
 * The splices that put fields at a path of a YAML text whose root is a map, and change no other byte: texts that are there give
 * way in place, what is missing is put behind the last member of the map that it belongs to. Null where that cannot be done.
 */
export function putFields(text: string, path: readonly string[], fields: Fields): Splice[] | null {
  const root = parseDocument(text, { version: '1.2', schema: 'core', merge: false, uniqueKeys: false }).contents;
  if (!isMap<YamlNode, YamlNode | null>(root)) return null;
  const layout = layoutOf(text, root);
  let map: Map = root;
  let isBelowBlocks = root.flow !== true;
  for (const [depth, key] of path.entries()) {
    const member = memberOf(map, key);
    if (member === undefined) {
      const value = nested(path.slice(depth + 1), fields);
      return (isBelowBlocks && opened(map, key, value, layout)) || insert(map, key, value, layout);
    }
    if (!isMap<YamlNode, YamlNode | null>(member.value)) return null;
    isBelowBlocks &&= map.flow !== true;
    map = member.value;
  }
  const parts = Object.entries(fields).map(([key, value]) => replace(map, key, value, layout));
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

function nested(path: readonly string[], fields: Fields): Fields {
  return path.reduceRight<Fields>((inner, key) => Object.fromEntries([[key, inner]]), fields);
}

function layoutOf(text: string, root: Map): Layout {
  const end = text.indexOf('\n');
  return {
    text,
    lineBreak: end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n',
    step: stepOf(text, root) ?? 2,
    style: root.flow === true ? 'json' : 'plain',
  };
}

function insert(map: Map, key: string, value: Fields, layout: Layout): Splice[] | null {
  return map.flow === true ? insertFlow(map, key, value, layout) : insertBlock(map, key, value, layout);
}

const at = (start: number, text: string): Splice => ({ start, end: start, text });

function insertBlock(map: Map, key: string, value: Fields, layout: Layout): Splice[] | null {
  const { text, lineBreak } = layout;
  const end = endOfMember(map.items.at(-1));
  if (end === null) return null;
  const column = columnOf(text, map);
  const start = behindComments(text, nextLine(text, end), column);
  const lines = blockLines(key, value, column, layout).join(lineBreak);
  const isOpen = start === text.length && !text.endsWith('\n');
  return [at(start, isOpen ? `${lineBreak}${lines}` : `${lines}${lineBreak}`)];
}

/** An empty `{}` behind the key of a block map gives way to lines below that key; null where it is no such one. */
function opened(map: Map, key: string, value: Fields, layout: Layout): Splice[] | null {
  const { text, lineBreak, step } = layout;
  if (map.flow !== true || map.items.length > 0 || !map.range) return null;
  const [start, end] = map.range;
  const line = lineStart(text, start);
  const before = text.slice(line, start);
  const [, indent = ''] = /^( *)\S.*: *$/.exec(before) ?? [];
  const behind = /[^\n]*/y;
  behind.lastIndex = end;
  const rest = behind.exec(text)?.[0].replace(/\r$/, '') ?? '';
  if (text.slice(start, end) !== '{}' || !/^ *\S.*: *$/.test(before) || !/^[ \t]*(?:#|$)/.test(rest)) return null;
  const lines = blockLines(key, value, indent.length + step, layout).map((one) => lineBreak + one);
  return [{ start: line + before.trimEnd().length, end, text: '' }, at(end + rest.length, lines.join(''))];
}

function blockLines(key: string, value: string | Fields, column: number, layout: Layout): string[] {
  const head = `${' '.repeat(column)}${scalarOf(key, layout.style)}:`;
  if (typeof value === 'string') return [`${head} ${scalarOf(value, layout.style)}`];
  const inner = Object.entries(value).flatMap(([name, one]) => blockLines(name, one, column + layout.step, layout));
  return [head, ...inner];
}

function flowText(key: string, value: string | Fields, style: ScalarStyle): string {
  if (typeof value === 'string') return `${scalarOf(key, style)}: ${scalarOf(value, style)}`;
  const inner = Object.entries(value).map(([name, one]) => flowText(name, one, style));
  return `${scalarOf(key, style)}: { ${inner.join(', ')} }`;
}

function insertFlow(map: Map, key: string, value: Fields, layout: Layout): Splice[] | null {
  const { text, style, lineBreak, step } = layout;
  const entry = flowText(key, value, style);
  const last = map.items.at(-1);
  if (last === undefined) {
    const open = startOf(map) + 1;
    const before = /^ */.exec(text.slice(lineStart(text, open), open))?.[0] ?? '';
    const deeper = ' '.repeat(step);
    return [at(open, `${lineBreak}${before}${deeper}${deeper}${entry}${lineBreak}${before}${deeper}`)];
  }
  const end = endOfMember(last) ?? 0;
  const comma = skipBlank(text, end);
  const hasComma = text[comma] === ',';
  const behind = hasComma ? comma + 1 : end;
  const keyStart = startOf(last.key);
  const indent = text.slice(lineStart(text, keyStart), keyStart);
  const separator = hasComma ? [] : [at(end, ',')];
  if (indent.trim() !== '') return [at(end, `, ${entry}`)];
  // A line of its own, as the others have; a comment behind the last one stays with it.
  const restOfLine = /[^\n]*/y;
  restOfLine.lastIndex = behind;
  const rest = restOfLine.exec(text)?.[0] ?? '';
  const isLast = /^[ \t\r]*(?:#|$)/.test(rest) && behind + rest.length < text.length;
  const line = `${lineBreak}${indent}${entry}`;
  const place = isLast ? behind + rest.replace(/\r$/, '').length : behind;
  return [...separator, at(place, isLast && hasComma ? `${line},` : line)];
}

/** A text in the place of another, in quotes where that one is. */
function replace(map: Map, key: string, value: string | Fields, layout: Layout): Splice[] | null {
  const old = memberOf(map, key)?.value;
  if (typeof value !== 'string' || !isScalar(old) || !old.range) return null;
  if (old.value === value) return [];
  const [start, end] = old.range;
  const written = layout.text.slice(start, end);
  const style = layout.style === 'plain' && /^["']/.test(written) ? 'quoted' : layout.style;
  return [{ start, end, text: `${scalarOf(value, style)}${written.endsWith('\n') ? layout.lineBreak : ''}` }];
}
