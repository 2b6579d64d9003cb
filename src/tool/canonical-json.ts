import { isObject } from './json.ts';

/** A value that has no canonical text: a number that is none, half of a surrogate pair, what is no JSON at all. */
export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';
}

/** Nesting that is followed. */
const MAX_DEPTH = 200;

/** Lone surrogates; UTF-8 has no bytes for them. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * The one text of a JSON value, whatever order its keys came in and however its numbers and strings were written.
 * Source: RFC 8785 (JCS): no white space, numbers and strings as ECMAScript serialises them, keys by their UTF-16 units.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) throw new NotCanonical(`nested deeper than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NotCanonical(`${value} is no number of JSON`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(',')}]`;
  if (!isObject(value)) throw new NotCanonical(`${typeof value} is no type of JSON`);
  // Without a comparison `sort` goes by UTF-16 code units, as section 3.2.3 wants.
  const members = Object.keys(value)
    .sort()
    .map((key) => `${canonicalString(key)}:${canonicalJson(value[key], depth + 1)}`);
  return `{${members.join(',')}}`;
}

function canonicalString(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new NotCanonical('a string holds half of a surrogate pair');
  return JSON.stringify(text);
}
