import { isMap, isScalar, isSeq, type Node as YamlNode, type Pair, type YAMLMap } from 'yaml';

export type Map = YAMLMap<YamlNode, YamlNode | null>;
export type Member = Pair<YamlNode, YamlNode | null>;

/** As the syntax room names keys: of what is no text, how it is written. */
function keyOf(key: YamlNode | null): string | null {
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? null);
}

export function memberOf(map: Map, key: string): Member | undefined {
  return map.items.findLast((member) => keyOf(member.key) === key);
}

/** The first step from a map to one inside it. */
export function stepOf(text: string, map: Map): number | null {
  for (const { value } of map.items) {
    if (!isMap<YamlNode, YamlNode | null>(value) || value.flow === true) continue;
    const step = columnOf(text, value) - columnOf(text, map);
    return step > 0 ? step : stepOf(text, value);
  }
  return null;
}

export const startOf = (node: YamlNode): number => node.range?.[0] ?? 0;
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
const startOfKeys = (map: Map): number => startOf(map.items[0]?.key ?? map);
/** Columns before the keys of a map. */
export const columnOf = (text: string, map: Map): number => startOfKeys(map) - lineStart(text, startOfKeys(map));

/** Offset behind what is last in a node, its comments left out. */
function endOf(node: YamlNode): number {
  if ((isMap<YamlNode, YamlNode | null>(node) || isSeq<YamlNode>(node)) && node.flow !== true) {
    const last = node.items.at(-1);
    const inner = isMap<YamlNode, YamlNode | null>(node) ? endOfMember(last as Member | undefined) : null;
    if (inner !== null) return inner;
    if (isSeq<YamlNode>(node) && last !== undefined && last !== null) return endOf(last as YamlNode);
  }
  return node.range?.[1] ?? 0;
}

export function endOfMember(member: Member | undefined): number | null {
  if (member === undefined) return null;
  return endOf(member.value ?? member.key);
}

/** Offset of the line behind the one that an offset is on, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Lines of comments that stand as deep as the keys of a map, or deeper, belong to it. */
export function behindComments(text: string, from: number, column: number): number {
  let behind = from;
  for (let line = from; line < text.length; line = nextLine(text, line + 1)) {
    const end = text.indexOf('\n', line);
    const [, indent = '', rest = ''] = /^( *)(.*)$/s.exec(text.slice(line, end === -1 ? text.length : end)) ?? [];
    if (rest.trim() === '') continue;
    if (!rest.startsWith('#') || indent.length < column) break;
    behind = nextLine(text, line + 1);
  }
  return behind;
}

/** Offset of the first character from `from` on that is neither white space nor in a comment. */
export function skipBlank(text: string, from: number): number {
  let offset = from;
  for (;;) {
    const blank = /\s*/y;
    blank.lastIndex = offset;
    offset += blank.exec(text)?.[0].length ?? 0;
    if (text[offset] !== '#') return offset;
    const end = text.indexOf('\n', offset);
    offset = end === -1 ? text.length : end;
  }
}
