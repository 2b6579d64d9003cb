import { MAX_DEPTH } from './limits.ts';

const CODE = {
  newline: 0x0a,
  return: 0x0d,
  space: 0x20,
  quote: 0x22,
  star: 0x2a,
  slash: 0x2f,
  zero: 0x30,
  backslash: 0x5c,
};
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

const MAX_CUTS = 10;

/** Offset behind the string that starts at `start`; it ends at its quote or, unterminated, with the line. */
function skipString(text: string, start: number): number {
  for (let offset = start + 1; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (code === CODE.backslash) offset += 1;
    else if (code === CODE.quote) return offset + 1;
    else if (code === CODE.newline || code === CODE.return) return offset;
  }
  return text.length;
}

function skipComment(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next !== CODE.slash && next !== CODE.star) return start + 1;
  const end = next === CODE.slash ? text.indexOf('\n', start) : text.indexOf('*/', start + 2);
  if (end === -1) return text.length;
  return next === CODE.slash ? end : end + 2;
}

/** A text of which parts can be blanked without moving anything else. */
class Page {
  private readonly text: string;
  private bytes: Buffer | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** Puts `0` and spaces in the place of a value; line breaks stay. */
  blank(start: number, end: number): void {
    this.bytes ??= Buffer.from(this.text, 'utf16le');
    const units = new Uint16Array(this.bytes.buffer, this.bytes.byteOffset, this.text.length);
    for (let offset = start; offset < end; offset += 1) {
      const code = units[offset];
      if (code !== CODE.newline && code !== CODE.return) units[offset] = CODE.space;
    }
    units[start] = CODE.zero;
  }

  toString(): string {
    return this.bytes?.toString('utf16le') ?? this.text;
  }
}

/**
 * The text with every container that lies too deep replaced by a `0` and spaces: a recursive parser cannot overflow on
 * it, every other place stays where it is, and nothing beside the deep part is lost. One pass, linear; `cuts` are the
 * offsets of the first few such containers.
 */
export function flattenDeepJson(text: string): { text: string; cuts: number[] } {
  const page = new Page(text);
  const cuts: number[] = [];
  /** The closing brackets that are due. */
  const due: number[] = [];
  /** Levels below the deepest that is read, and where they begin. */
  let excess = 0;
  let start = 0;
  let offset = 0;
  while (offset < text.length) {
    const code = text.charCodeAt(offset);
    if (code === CODE.quote) {
      offset = skipString(text, offset);
      continue;
    }
    if (code === CODE.slash) {
      offset = skipComment(text, offset);
      continue;
    }
    if (code === OPENING_BRACE || code === OPENING_BRACKET) {
      if (due.length < MAX_DEPTH) {
        due.push(code === OPENING_BRACE ? CLOSING_BRACE : CLOSING_BRACKET);
      } else {
        if (excess === 0) start = offset;
        excess += 1;
      }
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) {
      if (excess === 0) {
        if (due.at(-1) === code) due.pop();
      } else {
        excess -= 1;
        if (excess === 0) {
          page.blank(start, offset + 1);
          if (cuts.length < MAX_CUTS) cuts.push(start);
        }
      }
    }
    offset += 1;
  }
  if (excess > 0) {
    page.blank(start, text.length);
    if (cuts.length < MAX_CUTS) cuts.push(start);
  }
  return { text: page.toString(), cuts };
}
