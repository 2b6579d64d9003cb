import { MAX_DEPTH } from './limits.ts';

/** A table with its header, or what stands before the first header. */
export interface Chunk {
  /** Line on which it begins, from 1. */
  line: number;
  start: number;
  end: number;
  /** True when brackets in it nest deeper than is read. */
  deep: boolean;
}

/** A header on a line of its own, also one that does not close. Each part begins with another character: linear. */
const HEADER = /^[ \t]*\[\[?(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^[\]#"',])+(?:\]\]?[ \t]*)?(?:#.*)?$/;

/** Offset behind the string that begins at `start`; a one-line string ends with its line at the latest. */
function skipString(text: string, start: number): number {
  const quote = text.charAt(start);
  const long = text.startsWith(quote.repeat(3), start);
  const end = long ? quote.repeat(3) : quote;
  for (let offset = start + end.length; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (character === '\\' && quote === '"') offset += 1;
    else if (character === quote && text.startsWith(end, offset)) return offset + end.length;
    else if (character === '\n' && !long) return offset;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Cuts TOML at its table headers, without parsing it: linear, and whatever the text. */
export function splitTables(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let chunk: Chunk = { line: 1, start: 0, end: 0, deep: false };
  let line = 1;
  let lineStart = 0;
  let lineEnd = 0;
  let depth = 0;
  let offset = 0;
  while (offset < text.length) {
    if (offset === lineStart) {
      lineEnd = endOfLine(text, offset);
      if (HEADER.test(text.slice(offset, lineEnd).trimEnd())) {
        chunks.push({ ...chunk, end: offset });
        chunk = { line, start: offset, end: 0, deep: false };
        depth = 0;
      }
    }
    const character = text.charAt(offset);
    let next = offset + 1;
    if (character === '\n') {
      line += 1;
      lineStart = next;
    } else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > MAX_DEPTH) chunk.deep = true;
    } else if (character === ']' || character === '}') {
      depth = Math.max(0, depth - 1);
    } else if (character === '#') {
      next = lineEnd;
    } else if (character === '"' || character === "'") {
      next = skipString(text, offset);
      while (lineEnd < next) {
        line += 1;
        lineStart = lineEnd + 1;
        lineEnd = endOfLine(text, lineStart);
      }
    }
    offset = next;
  }
  chunks.push({ ...chunk, end: text.length });
  return chunks;
}
