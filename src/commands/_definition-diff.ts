import { parseJson } from '../syntax/plain-json.ts';

/** Longer texts are laid out sentence by sentence, so that a word more is not a whole text more. */
const LONGEST_LINE = 80;
/** Cells of the table of what is equal; larger ones are not filled. */
const MOST_CELLS = 4_000_000;
/** Equal lines around a change. */
const AROUND = 2;

function textLines(text: string, indent: string): string[] {
  const parts = text.length > LONGEST_LINE || text.includes('\n') ? text.split(/(?<=[.!?:] |\n)/) : [text];
  const [first = '""', ...rest] = parts.map((part) => JSON.stringify(part));
  return [first, ...rest.map((part) => `${indent}${part}`)];
}

/** Deeper levels stand as deep as this. */
const DEEPEST = 10;

/** JSON for a person to compare: a value a line, long texts a sentence a line. */
function layOut(value: unknown, indent = ''): string[] {
  const deeper = indent.length < DEEPEST ? `${indent}  ` : indent;
  if (typeof value === 'string') return textLines(value, deeper);
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value)];
  const isList = Array.isArray(value);
  const members = Object.entries(value).map(([key, one]) => {
    const [first = '', ...rest] = layOut(one, deeper);
    return [`${deeper}${isList ? '' : `${JSON.stringify(key)}: `}${first}`, ...rest];
  });
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return members.length === 0 ? [`${open}${close}`] : [open, ...members.flat(), `${indent}${close}`];
}

/** A canonical definition as lines. */
export function definitionLines(text: string): string[] {
  return layOut(parseJson(text));
}

/** A line that was, that is, or that both have. */
export interface DiffLine {
  sign: '-' | '+' | ' ';
  text: string;
}

const signed = (sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign, text }));

/** By the longest common subsequence; too much of it is told as replaced. */
function compareMiddle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const columns = after.length + 1;
  if ((before.length + 1) * columns > MOST_CELLS) return [...signed('-', before), ...signed('+', after)];
  const common = new Uint32Array((before.length + 1) * columns);
  const at = (row: number, column: number): number => common[row * columns + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      common[row * columns + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      lines.push({ sign: ' ', text: before[row] ?? '' });
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) lines.push({ sign: '-', text: before[row++] ?? '' });
    else lines.push({ sign: '+', text: after[column++] ?? '' });
  }
  return [...lines, ...signed('-', before.slice(row)), ...signed('+', after.slice(column))];
}

function compare(before: readonly string[], after: readonly string[]): DiffLine[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const middle = compareMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...signed(' ', before.slice(0, start)), ...middle, ...signed(' ', before.slice(before.length - end))];
}

/** What changed between two canonical definitions, each change with a little around it; what is left out is counted. */
export function definitionDiff(before: string, after: string): DiffLine[] {
  const lines = compare(definitionLines(before), definitionLines(after));
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ sign }) => sign !== ' '),
  );
  const shown: DiffLine[] = [];
  let left = 0;
  const tell = (): void => {
    if (left > 0) shown.push({ sign: ' ', text: `… ${left} equal ${left === 1 ? 'line' : 'lines'}` });
    left = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (isNear[index] === true) {
      tell();
      shown.push(line);
    } else left += 1;
  }
  tell();
  return shown;
}
