import { satisfies } from '../../advisory/python-specifier.ts';
import { normaliseName } from './requirement.ts';

/** What an interpreter says of itself, by PEP 508's names; null where it is not known. */
export type MarkerValues = Readonly<Record<MarkerName, string | null>>;

const MARKER_NAMES = [
  'python_version',
  'python_full_version',
  'implementation_version',
  'os_name',
  'sys_platform',
  'platform_system',
  'platform_machine',
  'platform_release',
  'platform_version',
  'platform_python_implementation',
  'implementation_name',
] as const;
export type MarkerName = (typeof MARKER_NAMES)[number];

/** Names that PEP 345 and setuptools wrote before PEP 508. */
const OLD_NAMES: ReadonlyMap<string, MarkerName> = new Map([
  ['os.name', 'os_name'],
  ['sys.platform', 'sys_platform'],
  ['platform.version', 'platform_version'],
  ['platform.machine', 'platform_machine'],
  ['platform.python_implementation', 'platform_python_implementation'],
  ['python_implementation', 'platform_python_implementation'],
]);

const OF_VERSIONS = new Set<string>(['python_version', 'python_full_version', 'implementation_version']);

const LONGEST = 8192;
const MAX_DEPTH = 50;

const TOKEN = /\s*(?:([()])|(===|~=|==|!=|<=|>=|<|>)|'([^']*)'|"([^"]*)"|([A-Za-z_][A-Za-z0-9_.]*))/y;

type Token = { kind: 'sign' | 'word' | 'text'; text: string };

/** Thrown when a marker cannot be read; never leaves this file. */
class Unreadable extends Error {}

function tokensOf(marker: string): Token[] {
  if (marker.length > LONGEST) throw new Unreadable();
  const text = marker.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [, bracket, operator, single, double, word] = TOKEN.exec(text) ?? [];
    const quoted = single ?? double;
    const sign = bracket ?? operator;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else throw new Unreadable();
  }
  return tokens;
}

/** Three values: what is not known stays so, unless the other side decides. */
type Truth = boolean | null;
const both = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const either = (a: Truth, b: Truth): Truth =>
  a === true || b === true ? true : a === null || b === null ? null : false;

const TURNED: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

class Reader {
  private readonly tokens: readonly Token[];
  private readonly values: MarkerValues;
  private readonly extra: string;
  private next = 0;

  constructor(tokens: readonly Token[], values: MarkerValues, extra: string) {
    this.tokens = tokens;
    this.values = values;
    this.extra = extra;
  }

  whole(): Truth {
    const result = this.anyOf(0);
    if (this.next < this.tokens.length) throw new Unreadable();
    return result;
  }

  private take(kind: Token['kind'], text?: string): string | null {
    const token = this.tokens[this.next];
    if (token?.kind !== kind || (text !== undefined && token.text !== text)) return null;
    this.next += 1;
    return token.text;
  }

  private anyOf(depth: number): Truth {
    let result = this.allOf(depth);
    while (this.take('word', 'or') !== null) result = either(result, this.allOf(depth));
    return result;
  }

  private allOf(depth: number): Truth {
    let result = this.one(depth);
    while (this.take('word', 'and') !== null) result = both(result, this.one(depth));
    return result;
  }

  private one(depth: number): Truth {
    if (depth > MAX_DEPTH) throw new Unreadable();
    if (this.take('sign', '(') === null) return this.comparison();
    const inner = this.anyOf(depth + 1);
    if (this.take('sign', ')') === null) throw new Unreadable();
    return inner;
  }

  private comparison(): Truth {
    const left = this.side();
    const operator = this.operator();
    const right = this.side();
    if (left.name === 'extra' || right.name === 'extra') {
      const asked = normaliseName(left.value ?? '') === normaliseName(right.value ?? '');
      return operator === '==' ? asked : operator === '!=' ? !asked : null;
    }
    if (left.value === null || right.value === null) return null;
    const ofVersions = OF_VERSIONS.has(left.name ?? '') || OF_VERSIONS.has(right.name ?? '');
    return ofVersions ? compareVersions(left, operator, right) : compareWords(left.value, operator, right.value);
  }

  private operator(): string {
    if (this.take('word', 'not') !== null) {
      if (this.take('word', 'in') === null) throw new Unreadable();
      return 'not in';
    }
    const operator = this.take('word', 'in') ?? this.take('sign');
    if (operator === null || operator === '(' || operator === ')') throw new Unreadable();
    return operator;
  }

  private side(): Side {
    const text = this.take('text');
    if (text !== null) return { name: null, value: text };
    const word = this.take('word');
    if (word === null) throw new Unreadable();
    if (word === 'extra') return { name: 'extra', value: this.extra };
    const name = OLD_NAMES.get(word) ?? MARKER_NAMES.find((one) => one === word);
    // `extras` and `dependency_groups` of lockfiles depend on how they are installed.
    return { name: name ?? word, value: name === undefined ? null : this.values[name] };
  }
}

interface Side {
  name: string | null;
  value: string | null;
}

function compareVersions(left: Side, operator: string, right: Side): Truth {
  const [a, b] = [left.value ?? '', right.value ?? ''];
  if (operator === 'in') return b.includes(a);
  if (operator === 'not in') return !b.includes(a);
  return left.name === null ? satisfies(b, `${TURNED[operator] ?? operator}${a}`) : satisfies(a, `${operator}${b}`);
}

function compareWords(a: string, operator: string, b: string): Truth {
  switch (operator) {
    case '==':
    case '===':
      return a === b;
    case '!=':
      return a !== b;
    case 'in':
      return b.includes(a);
    case 'not in':
      return !b.includes(a);
    default:
      return null;
  }
}

/**
 * Whether a marker holds for an interpreter, with one extra asked for (`''` for none). Null when it cannot be told: a value
 * is not known, or it is not written as PEP 508 says.
 */
export function evaluateMarker(marker: string, values: MarkerValues, extra: string): boolean | null {
  try {
    return new Reader(tokensOf(marker), values, extra).whole();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
