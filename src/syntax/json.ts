import { visit } from 'jsonc-parser';
import type { Document, Member, Node, Position } from './document.ts';
import { flattenDeepJson } from './json-depth.ts';
import { MAX_DEPTH, MAX_VALUES, Problems, Stop } from './limits.ts';

/** Words for jsonc-parser's error codes, in the order of its `ParseErrorCode`. */
const WORDS = [
  '',
  'an unexpected symbol',
  'a number that is not written as JSON wants it',
  'a property name in double quotes is expected here',
  'a value is expected here',
  'a colon is expected here',
  'a comma is expected here',
  'a closing brace is expected here',
  'a closing bracket is expected here',
  'nothing more is expected after the end of the document',
  'a comment is not expected here',
  'a comment that does not end',
  'a string that does not end',
  'a number that does not end',
  'a Unicode escape that is not valid',
  'an escape that is not valid',
  'a control character inside a string',
];

type Container = Extract<Node, { kind: 'object' | 'array' }>;

/** Builds the tree from the parser's events; stops it when there are more of them than are read. */
class Builder {
  root: Node | null = null;
  readonly problems: Problems;
  private readonly open: Array<{ node: Container; key: Omit<Member, 'value'> | null }> = [];
  private count = 0;

  constructor(problems: Problems) {
    this.problems = problems;
  }

  spend(at: Position): void {
    this.count += 1;
    if (this.count <= MAX_VALUES) return;
    this.problems.stop(`more than ${MAX_VALUES} values: the rest was not read`, at);
    throw new Stop();
  }

  value(node: Node): void {
    this.spend(node.at);
    const parent = this.open.at(-1);
    if (!parent) this.root ??= node;
    else if (parent.node.kind === 'array') parent.node.items.push(node);
    else if (parent.key) {
      parent.node.members.push({ ...parent.key, value: node });
      parent.key = null;
    }
  }

  begin(node: Container): void {
    this.value(node);
    this.open.push({ node, key: null });
  }

  key(key: string, at: Position): void {
    const parent = this.open.at(-1);
    if (parent) parent.key = { key, at };
  }

  end(): void {
    this.open.pop();
  }
}

function literal(value: unknown, at: Position): Node {
  if (typeof value === 'string') return { kind: 'string', at, value };
  if (typeof value === 'number') return { kind: 'number', at, value };
  if (typeof value === 'boolean') return { kind: 'boolean', at, value };
  return { kind: 'null', at };
}

/** Place of each of the offsets (ascending) in the text. */
function placesOf(text: string, offsets: number[]): Position[] {
  let line = 1;
  let lineStart = 0;
  let from = 0;
  return offsets.map((offset) => {
    for (let at = from; at < offset; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) {
        line += 1;
        lineStart = at + 1;
      }
    }
    from = offset;
    return { line, column: offset - lineStart + 1 };
  });
}

/** Reads JSON with comments and trailing commas. The text has no byte order mark. */
export function parseJson(source: string): Document {
  const problems = new Problems();
  const { text, cuts } = flattenDeepJson(source);
  for (const at of placesOf(source, cuts)) {
    problems.stop(`nested more than ${MAX_DEPTH} levels deep: what is below was not read`, at);
  }
  const builder = new Builder(problems);
  const place = (line: number, character: number): Position => ({ line: line + 1, column: character + 1 });
  try {
    visit(
      text,
      {
        onObjectBegin: (_offset, _length, line, character) =>
          builder.begin({ kind: 'object', at: place(line, character), members: [] }),
        onObjectProperty: (key, _offset, _length, line, character) => builder.key(key, place(line, character)),
        onObjectEnd: () => builder.end(),
        onArrayBegin: (_offset, _length, line, character) =>
          builder.begin({ kind: 'array', at: place(line, character), items: [] }),
        onArrayEnd: () => builder.end(),
        onLiteralValue: (value: unknown, _offset, _length, line, character) =>
          builder.value(literal(value, place(line, character))),
        onError: (code, _offset, _length, line, character) => {
          const at = place(line, character);
          problems.add(WORDS[code] ?? 'not valid JSON', at);
          builder.spend(at);
        },
      },
      { allowTrailingComma: true, allowEmptyContent: true },
    );
  } catch (error) {
    if (error instanceof RangeError) problems.stop('nested too deep to be read', { line: 1, column: 1 });
    else if (!(error instanceof Stop)) throw error;
  }
  return { root: builder.root, problems: problems.list };
}
