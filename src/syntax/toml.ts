import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { Document, Member, Node, Position } from './document.ts';
import { MAX_DEPTH, MAX_VALUES, Problems, Stop } from './limits.ts';
import { splitTables, type Chunk } from './toml-tables.ts';

type ObjectNode = Extract<Node, { kind: 'object' }>;

/** Builds the tree table by table; repeated keys stay in it. */
class Builder {
  readonly root: ObjectNode = { kind: 'object', at: { line: 1, column: 1 }, members: [] };
  /** Lines of the text before the piece that is being added. */
  private before = 0;
  /** Members by key, the last one of each: a linear search per key would be quadratic. */
  private readonly byKey = new WeakMap<ObjectNode, Map<string, Member>>();
  /** Tables that a header of their own has opened; only others may still be opened without being a duplicate. */
  private readonly opened = new WeakSet<ObjectNode>();
  private count = 0;

  add(body: Array<AST.TOMLKeyValue | AST.TOMLTable>, before: number): void {
    this.before = before;
    for (const part of body) {
      if (part.type === 'TOMLTable') this.table(part);
      else this.keyValue(this.root, part, 0);
    }
  }

  private place(node: AST.TOMLNode): Position {
    return { line: node.loc.start.line + this.before, column: node.loc.start.column + 1 };
  }

  private spend(): void {
    this.count += 1;
    if (this.count > MAX_VALUES) throw new Stop();
  }

  private member(node: ObjectNode, key: string, at: Position, value: Node): void {
    this.spend();
    const member = { key, at, value };
    node.members.push(member);
    const known = this.byKey.get(node) ?? new Map<string, Member>();
    this.byKey.set(node, known.set(key, member));
  }

  /** The table below `node` that `key` leads into, made when it is not there; of an array of tables the last one. */
  private enter(node: ObjectNode, key: string, at: Position): ObjectNode {
    const value = this.byKey.get(node)?.get(key)?.value;
    const last = value?.kind === 'array' ? value.items.at(-1) : value;
    if (last?.kind === 'object') return last;
    const made: ObjectNode = { kind: 'object', at, members: [] };
    this.member(node, key, at, made);
    return made;
  }

  private walk(from: ObjectNode, keys: AST.TOMLKey['keys']): ObjectNode {
    if (keys.length > MAX_DEPTH) throw new Stop();
    let node = from;
    for (const key of keys) node = this.enter(node, nameOf(key), this.place(key));
    return node;
  }

  private table(table: AST.TOMLTable): void {
    const key = table.key.keys.at(-1);
    if (!key) return;
    const parent = this.walk(this.root, table.key.keys.slice(0, -1));
    const node = this.open(parent, nameOf(key), this.place(key), table.kind);
    this.opened.add(node);
    for (const part of table.body) this.keyValue(node, part, 0);
  }

  private open(parent: ObjectNode, key: string, at: Position, kind: 'standard' | 'array'): ObjectNode {
    const known = this.byKey.get(parent)?.get(key)?.value;
    if (kind === 'standard' && known?.kind === 'object' && !this.opened.has(known)) return known;
    const made: ObjectNode = { kind: 'object', at, members: [] };
    if (kind === 'standard') this.member(parent, key, at, made);
    else if (known?.kind === 'array') known.items.push(made);
    else this.member(parent, key, at, { kind: 'array', at, items: [made] });
    return made;
  }

  private keyValue(table: ObjectNode, part: AST.TOMLKeyValue, depth: number): void {
    const key = part.key.keys.at(-1);
    if (!key) return;
    const node = this.walk(table, part.key.keys.slice(0, -1));
    this.member(node, nameOf(key), this.place(key), this.value(part.value, depth + 1));
  }

  private value(content: AST.TOMLContentNode, depth: number): Node {
    this.spend();
    if (depth > MAX_DEPTH) throw new Stop();
    const at = this.place(content);
    if (content.type === 'TOMLArray') {
      return { kind: 'array', at, items: content.elements.map((element) => this.value(element, depth + 1)) };
    }
    if (content.type === 'TOMLInlineTable') {
      const node: ObjectNode = { kind: 'object', at, members: [] };
      for (const part of content.body) this.keyValue(node, part, depth);
      return node;
    }
    return scalar(content, at);
  }
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function scalar(content: AST.TOMLValue, at: Position): Node {
  if (content.kind === 'string') return { kind: 'string', at, value: content.value };
  if (content.kind === 'boolean') return { kind: 'boolean', at, value: content.value };
  if (content.kind === 'integer' || content.kind === 'float') return { kind: 'number', at, value: content.value };
  return { kind: 'string', at, value: content.datetime };
}

/** Parses one piece of the text into the tree; what is wrong with it becomes one problem. */
function read(builder: Builder, text: string, chunk: Pick<Chunk, 'line' | 'deep'>, problems: Problems): void {
  const at = { line: chunk.line, column: 1 };
  const before = chunk.line - 1;
  try {
    if (chunk.deep) throw new Stop();
    builder.add(parseTOML(text, { tomlVersion: 'latest' }).body[0].body, before);
  } catch (error) {
    if (error instanceof ParseError) {
      // The message is one of the parser's own sentences; only behind "code point" does it quote the text.
      const message = error.message.replace(/code point .*/s, 'code point');
      problems.add(`not valid TOML: ${message}`, { line: error.lineNumber + before, column: error.column + 1 });
    } else if (error instanceof RangeError || error instanceof Stop) {
      problems.stop(`nested more than ${MAX_DEPTH} levels deep, or larger than can be read`, at);
    } else problems.add('not valid TOML', at);
  }
}

/**
 * Reads TOML 1.1. The parser stops at the first error; then the text is read again table by table, so that one bad
 * table does not lose the file. The text has no byte order mark.
 */
export function parseToml(text: string): Document {
  const chunks = splitTables(text);
  const whole = new Builder();
  const first = new Problems();
  read(whole, text, { line: 1, deep: chunks.some((chunk) => chunk.deep) }, first);
  if (first.list.length === 0 || chunks.length === 1) return { root: whole.root, problems: first.list };

  const builder = new Builder();
  const found = new Problems();
  for (const chunk of chunks) read(builder, text.slice(chunk.start, chunk.end).trimEnd(), chunk, found);
  // A key repeated in two tables is wrong in the whole only: then the first reading says what is.
  return { root: builder.root, problems: found.list.length > 0 ? found.list : first.list };
}
