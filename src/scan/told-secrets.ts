import { SCHEME } from '../credential/_url.ts';
import { redactCommandLine, redactUrl, REDACTED } from '../credential/redact.ts';
import { flattenDeepJson } from '../syntax/json-depth.ts';
import { parseJson } from '../syntax/plain-json.ts';

/** Takes what a server was given out of what it says. */
export interface Cleaner {
  clean(text: string): string;
  /** Whether a text has a piece of a secret in it, as where one was cut off. */
  touches(text: string): boolean;
}

/** Takes the longest first: one may be a part of another. */
function withoutForms(text: string, forms: readonly string[]): string {
  return forms.reduce((rest, form) => rest.replaceAll(form, REDACTED), text);
}

/** As an address has it; a text with half a character has no such form. */
function encodedIn(value: string): string[] {
  try {
    return [encodeURIComponent(value)];
  } catch {
    return [];
  }
}

/** A value as others write it: JSON, an address, bytes as letters. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    ...encodedIn(value),
    base64,
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}

/** Where a quotation was cut: behind a piece of a secret it is as good as that. */
const CUT = '…';

function withoutCut(text: string, forms: readonly string[], shortest: number): string {
  const at = text.indexOf(CUT);
  if (at === -1) return text;
  const before = text.slice(0, at);
  for (const form of forms) {
    const start = before.lastIndexOf(form.slice(0, shortest));
    if (start !== -1 && form.startsWith(before.slice(start)))
      return `${before.slice(0, start)}${REDACTED}${text.slice(at)}`;
  }
  return text;
}

/** What takes these values out of texts; those that are shorter than `shortest` are words like any other. */
export function cleanerOf(values: readonly string[], shortest: number): Cleaner {
  const long = values.filter((value) => value.length >= shortest);
  const forms = [...new Set(long.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  return {
    clean: (text) => withoutCut(withoutForms(text, forms), forms, shortest),
    touches: (text) =>
      Array.from({ length: Math.max(0, text.length - shortest + 1) }, (_, at) => text.slice(at, at + shortest)).some(
        (piece) => forms.some((form) => form.includes(piece)),
      ),
  };
}

/** A value that its name or its looks call a secret; `info` of `LOG_LEVEL` is none, and a word of many descriptions. */
export const isSecret = ([name, value]: readonly [string, string]): boolean =>
  redactCommandLine([`--${name.toLowerCase()}`, value])[1] !== value;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A longer one is told apart from an armour's own lines. */
const SHORTEST_LINE = 16;

function inJson(value: unknown, name: string): string[] {
  if (typeof value === 'string') return isSecret([name, value]) ? [value, ...linesOf(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => inJson(item, Array.isArray(value) ? name : key));
}

const linesOf = (value: string): string[] =>
  value.includes('\n')
    ? value.split(/[\r\n]+/).filter((line) => line.length >= SHORTEST_LINE && !line.startsWith('-----'))
    : [];

/** What is secret in an address: all that is not shown of it. */
function inAddress(address: string): string[] {
  const shown = redactUrl(address);
  const pieces = address.split(/[/:@?#&=;]+/).filter((piece) => !shown.includes(piece));
  const password = /:\/\/[^/]*?:(.*)@/s.exec(address)?.[1] ?? '';
  const all = [password, ...pieces].filter((piece) => piece !== '');
  return [...all, ...all.map(decoded)];
}

/** Parts of one value; an honest one has a few. */
const MOST_PARTS = 200;

/** A secret value, and what of it is one alone: the password of an address, a field of JSON, a line of a key. */
export function partsOfSecret(value: string): string[] {
  const isJson = /^\s*[[{]/.test(value);
  const parts = [
    ...(SCHEME.test(value) ? inAddress(value) : []),
    ...(isJson ? inJson(parseJson(flattenDeepJson(value).text), '') : []),
    ...linesOf(value),
  ];
  return [value, ...[...new Set(parts)].slice(0, MOST_PARTS)];
}

/** A word of a line that looks secret, whole and without what stands before it, and what of it is not shown. */
function partsOfWord(word: string, shown: string): string[] {
  const value = word.slice(word.indexOf('=') + 1);
  const pieces = word.split(/[\s"'`=,;]+/).filter((piece) => piece !== '' && !shown.includes(piece));
  return [word, value, ...pieces.slice(0, MOST_PARTS)].flatMap(partsOfSecret);
}

/** The arguments that look secret. */
export function secretArguments(args: readonly string[]): string[] {
  const shown = redactCommandLine(args, { words: Infinity, length: Infinity });
  return args.flatMap((word, index) => (shown[index] === word ? [] : partsOfWord(word, shown[index] ?? '')));
}

/** What is secret in an address and the headers that are sent there: the values, also word by word (`Bearer …`). */
export function secretsOfTarget({ url, headers }: { url: URL; headers: Readonly<Record<string, string>> }): string[] {
  const values = Object.values(headers);
  return [
    ...values.flatMap((value) => [value, ...value.split(' ')]),
    ...url.searchParams.values(),
    ...inAddress(url.href),
  ];
}
