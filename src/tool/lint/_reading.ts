import { ALL_INVISIBLE, foldLookalikes } from './_characters.ts';

/** What else a text says. */
export interface Reading {
  text: string;
  isDecoded: boolean;
}

const MOST_DECODED = 20;
const SHORTEST_CODE = 40;
const LONGEST_CODE = 40_000;

const BASE64 = /[A-Za-z0-9+/_-]{40,}={0,2}/g;
const HEX = /\b(?:(?:0x|\\x)?[0-9a-f]{2}[ ,:]?){20,}/gi;

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lsqb: '[',
  rsqb: ']',
};

/**
 * The text as a model may take it: compatibility forms made plain, invisible characters gone, tags and look-alike letters
 * as the ASCII they stand for, entities and escapes resolved; and what is written in it as base64 or hexadecimal.
 */
export function readingsOf(text: string): Reading[] {
  const readings: Reading[] = [];
  const plain = normalise(text);
  if (plain !== text) readings.push({ text: plain, isDecoded: false });
  for (const decoded of decode(plain)) readings.push({ text: normalise(decoded), isDecoded: true });
  return readings;
}

function normalise(text: string): string {
  const isPlain = /^[\t\n\r -~]*$/.test(text);
  if (isPlain && !/&[#a-z]|\\[ux]|%[0-9a-f]{2}/i.test(text)) return text;
  const unescaped = text
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));?/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
        return character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal), whole);
      },
    )
    .replace(/\\u\{?([0-9a-f]{4,6})\}?|\\x([0-9a-f]{2})/gi, (whole, long?: string, short?: string) =>
      character(Number.parseInt(long ?? short ?? '', 16), whole),
    )
    .replace(/(?:%[0-9a-f]{2}){1,200}/gi, (whole) => percentDecoded(whole));
  const tagged = unescaped.replace(/[\u{e0020}-\u{e007e}]/gu, (tag) =>
    String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000),
  );
  return foldLookalikes(tagged.replace(ALL_INVISIBLE, '').normalize('NFKC'));
}

function character(code: number, otherwise: string): string {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : otherwise;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Readable text that is written in a code. */
export function decode(text: string): string[] {
  if (text.length < SHORTEST_CODE) return [];
  const found: string[] = [];
  const take = (bytes: Buffer): void => {
    const decoded = bytes.toString('utf8');
    if (isReadable(decoded)) found.push(decoded);
  };
  let tried = 0;
  for (const [code] of text.matchAll(HEX)) {
    if ((tried += 1) > MOST_DECODED) break;
    take(Buffer.from(code.slice(0, LONGEST_CODE).replace(/0x|\\x|[^0-9a-f]/gi, ''), 'hex'));
  }
  tried = 0;
  for (const [code] of text.matchAll(BASE64)) {
    if ((tried += 1) > MOST_DECODED) break;
    take(Buffer.from(code.slice(0, LONGEST_CODE), 'base64'));
  }
  return found;
}

/** Text of letters for the most part, and nothing that is no text. */
function isReadable(text: string): boolean {
  if (text.length < 20 || /[^\t\n\r -~\u00a0-\u{10ffff}]|\ufffd/u.test(text)) return false;
  const letters = text.replace(/[^\p{L} ]/gu, '').length;
  return letters > text.length * 0.6;
}
