import {
  Composer,
  CST,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type ErrorCode,
  type Node as YamlNode,
  type Document as YamlDocument,
} from 'yaml';
import type { Document, Node, Position } from './document.ts';
import { MAX_DEPTH, MAX_VALUES, Problems, Stop } from './limits.ts';

/** Own words: the library's messages quote the text. */
const WORDS: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'an alias without its anchor',
  BAD_DIRECTIVE: 'a directive that is not known',
  BAD_DQ_ESCAPE: 'an escape that is not valid in double quotes',
  BAD_INDENT: 'indented in another way than its neighbours',
  BAD_SCALAR_START: 'a value may not start with this character without quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a nested mapping needs a line of its own',
  BLOCK_IN_FLOW: 'a block is not allowed between brackets',
  KEY_OVER_1024_CHARS: 'a key is too long',
  MISSING_CHAR: 'a character is missing here (a colon, a comma, a closing bracket or quote)',
  MULTILINE_IMPLICIT_KEY: 'a key must be on one line',
  TAB_AS_INDENT: 'a tab is used for indentation',
  TAG_RESOLVE_FAILED: 'a tag that is not known',
  UNEXPECTED_TOKEN: 'something that is not expected here',
};

/** Most anchors, aliases and tags that are walked past; the composer's time grows with their square. */
const MAX_PROPERTIES = 200;

const REFUSED: Readonly<Record<string, string>> = {
  anchor: 'an anchor: anchors and aliases are not read',
  alias: 'an alias: anchors and aliases are not read',
};

/**
 * The tokens of a text whose nesting is bounded: the library's lexer and parser keep their own stack, its composer is
 * recursive. What lies behind the bound is left out.
 */
function tokensOf(text: string, lines: LineCounter, problems: Problems): CST.Token[] {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  let properties = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    const offset = parser.offset;
    if (type === 'anchor' || type === 'alias' || type === 'tag') {
      properties += 1;
      const refused = REFUSED[type];
      if (refused !== undefined) problems.add(refused, placeOf(lines, offset));
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH || properties > MAX_PROPERTIES) {
      const bound =
        properties > MAX_PROPERTIES
          ? `more than ${MAX_PROPERTIES} anchors, aliases and tags`
          : `nested more than ${MAX_DEPTH} levels deep`;
      problems.stop(`${bound}: the rest was not read`, placeOf(lines, offset));
      break;
    }
  }
  return [...tokens, ...parser.end()];
}

function placeOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Turns composed YAML into the tree. */
class Builder {
  private readonly lines: LineCounter;
  private readonly problems: Problems;
  private count = 0;

  constructor(lines: LineCounter, problems: Problems) {
    this.lines = lines;
    this.problems = problems;
  }

  node(node: YamlNode | null, fallback: Position): Node {
    const at = node?.range ? placeOf(this.lines, node.range[0]) : fallback;
    this.count += 1;
    if (this.count > MAX_VALUES) {
      this.problems.stop(`more than ${MAX_VALUES} values: the rest was not read`, at);
      throw new Stop();
    }
    if (isMap<YamlNode, YamlNode | null>(node)) {
      const members = node.items.map((pair) => {
        const place = this.node(pair.key, at).at;
        return { key: this.key(pair.key, place), at: place, value: this.node(pair.value, place) };
      });
      return { kind: 'object', at, members };
    }
    if (isSeq<YamlNode>(node)) return { kind: 'array', at, items: node.items.map((item) => this.node(item, at)) };
    if (isScalar(node)) return scalar(node.value, at);
    return { kind: 'null', at };
  }

  private key(key: YamlNode | null, at: Position): string {
    if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? '');
    if (key !== null) this.problems.add('a key that is not plain text', at);
    return '';
  }
}

function scalar(value: unknown, at: Position): Node {
  if (typeof value === 'string') return { kind: 'string', at, value };
  if (typeof value === 'number') return { kind: 'number', at, value };
  if (typeof value === 'boolean') return { kind: 'boolean', at, value };
  return { kind: 'null', at };
}

function report(document: YamlDocument.Parsed, lines: LineCounter, problems: Problems): void {
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    problems.add(WORDS[code] ?? 'not valid YAML', placeOf(lines, pos[0]));
  }
}

/** The composer makes an error object per mistake; their stack traces would be nine tenths of the time. */
function withoutStackTraces<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function compose(text: string, lines: LineCounter, problems: Problems): YamlDocument.Parsed[] {
  const composer = new Composer({ version: '1.2', schema: 'core', merge: false, uniqueKeys: false });
  return [...composer.compose(tokensOf(text, lines, problems), true, text.length)];
}

/**
 * Reads one document of YAML 1.2, core schema. Anchors, aliases and further documents are problems; nothing is ever
 * expanded. The text has no byte order mark.
 */
export function parseYaml(text: string): Document {
  const problems = new Problems();
  const lines = new LineCounter();
  let root: Node | null = null;
  try {
    const [first, second] = withoutStackTraces(() => compose(text, lines, problems));
    if (second) problems.add('a second document starts here; one is read', placeOf(lines, second.range[0]));
    if (first) {
      report(first, lines, problems);
      const builder = new Builder(lines, problems);
      if (first.contents !== null) root = builder.node(first.contents, { line: 1, column: 1 });
    }
  } catch (error) {
    if (error instanceof RangeError) problems.stop('nested too deep to be read', { line: 1, column: 1 });
    else if (!(error instanceof Stop)) throw error;
  }
  return { root, problems: problems.list };
}
