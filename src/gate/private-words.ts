import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { reportSchema } from '../model/report.ts';
import type { PrivateSubject } from './private-subjects.ts';
import { bareOf } from './same-artifact.ts';

/** A word that no text may hold, and what stands in its place. */
export interface HiddenWord {
  word: string;
  by: string;
}

/** `PRIVATE-` and eight hexadecimal digits, the same for the same thing as long as its entry stays as it is. */
export function opaqueId(subject: Pick<PrivateSubject, 'secret'>, thing: string): string {
  return `PRIVATE-${digestOf(subject, thing).slice(0, 8)}`;
}

export function digestOf({ secret }: Pick<PrivateSubject, 'secret'>, thing: string): string {
  return createHmac('sha256', secret).update(thing).digest('hex');
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What so many packages are called behind their scope that it tells nothing. */
const GENERIC =
  /^(?:mcp|server|client|core|cli|sdk|index|main|tools?|agent|plugin|api|app|lib|src|dist|bin)(?:[-_.]?(?:mcp|server|client))*$/i;

/** Every way in which a name stands in package URLs, paths and pointers. */
function spellingsOf(name: string): string[] {
  const parts = name.split('/');
  const last = parts.at(-1) ?? name;
  return [
    name,
    name.replaceAll('/', '\\'),
    name.replaceAll('/', '__'),
    parts.map(encodeURIComponent).join('/'),
    encodeURIComponent(name),
    name.replaceAll('~', '~0').replaceAll('/', '~1'),
    ...(last.length >= 4 && !GENERIC.test(last) ? [last] : []),
  ];
}

/** What is longer may have been cut off before it came here. */
const LONG = 40;
const KEPT = 30;

/** A name in all its spellings, of two characters or more. */
export function wordsFor(name: string, by: string): HiddenWord[] {
  return spellingsOf(name).flatMap((one) => asWritten(one, by));
}

/** A text as it stands, and how it begins where it is long. */
function asWritten(text: string, by: string): HiddenWord[] {
  const words = text.length > LONG ? [text, text.slice(0, KEPT)] : [text];
  return words.filter(({ length }) => length >= 2).map((word) => ({ word, by }));
}

/** What of a subject no text may hold. */
export function wordsOf(subject: PrivateSubject): HiddenWord[] {
  const by = opaqueId(subject, 'subject');
  const name = subject.package === null ? null : decoded(bareOf(subject.package).replace(/^pkg:[^/]+\//, ''));
  const names = [name, subject.server].flatMap((word) => (word === null ? [] : wordsFor(word, by)));
  return [...names, ...[subject.id, ...subject.words].flatMap((word) => asWritten(word, by))];
}

/** A shorter word is a part of many others. */
const SHORT = 5;
const LETTER = /[\p{L}\p{N}]/u;
/** A version behind a name: `name@1.2.3`, `name==1.2.3`, `name-1.2.3.tgz`, `name 1.2.3`. */
const VERSION = /(?:(?:@|%40|==)[\w.+~^-]*\w|[ _-]v?\d+\.\d[\w.+-]*)/iy;

/** One character as words are compared: letters of both cases and the signs within names are the same. */
function folded(character: string): string {
  if (/[._-]/.test(character)) return '-';
  const small = character.toUpperCase().toLowerCase();
  return small.length === character.length ? small : character;
}

/** Of ASCII, which nearly all texts are, made once. */
const ASCII = Array.from({ length: 128 }, (_, code) => folded(String.fromCharCode(code)));

/** The character at a place of a text, as words are compared; `''` behind its end. */
const foldedAt = (text: string, at: number): string => ASCII[text.charCodeAt(at)] ?? folded(text.charAt(at));

/** Words by their characters, so that a text is read once however many there are. */
interface Branch {
  next: Map<string, Branch>;
  /** Of the word that ends here. */
  by: string | null;
}

const branch = (): Branch => ({ next: new Map(), by: null });

function treeOf(words: readonly HiddenWord[]): Branch {
  const root = branch();
  for (const { word, by } of words) {
    let at = root;
    for (let index = 0; index < word.length; index++) {
      const character = foldedAt(word, index);
      const next = at.next.get(character) ?? branch();
      at.next.set(character, next);
      at = next;
    }
    at.by = by;
  }
  return root;
}

/** The longest word that stands at a place of a text. */
function wordAt(root: Branch, text: string, start: number): { end: number; by: string } | null {
  let found: { end: number; by: string } | null = null;
  let at = root.next.get(foldedAt(text, start));
  for (let end = start + 1; at !== undefined; end++) {
    if (at.by !== null && (end - start >= SHORT || !isPart(text, start, end))) found = { end, by: at.by };
    at = end < text.length ? at.next.get(foldedAt(text, end)) : undefined;
  }
  return found;
}

/** Whether a longer word goes on before or behind it. */
const isPart = (text: string, start: number, end: number): boolean =>
  LETTER.test(text.charAt(start - 1)) || LETTER.test(text.charAt(end));

/** How many characters of a word are looked for before the text is read character by character. */
const BEGINNING = 4;
const IS_ASCII = /^[\0-\x7f]*$/;

/** What a text of ASCII has to hold for any of the words to stand in it. */
function beginningsOf(words: readonly HiddenWord[]): RegExp {
  const beginnings = words.map(({ word }) =>
    Array.from({ length: Math.min(BEGINNING, word.length) }, (_, at) => {
      const character = foldedAt(word, at);
      return character === '-' ? '[._-]' : character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
    }).join(''),
  );
  return new RegExp([...new Set(beginnings)].join('|'), 'i');
}

/** Puts what stands for it in the place of every hidden word, and of the version behind it. */
export function replacer(words: readonly HiddenWord[]): (text: string) => string {
  if (words.length === 0) return (text) => text;
  const root = treeOf(words);
  const beginnings = beginningsOf(words);
  return (text) => {
    if (IS_ASCII.test(text) && !beginnings.test(text)) return text;
    let told = '';
    let kept = 0;
    for (let at = 0; at < text.length; at++) {
      const found = wordAt(root, text, at);
      if (found === null) continue;
      VERSION.lastIndex = found.end;
      told += text.slice(kept, at) + found.by;
      kept = found.end + (VERSION.exec(text)?.[0].length ?? 0);
      at = kept - 1;
    }
    return kept === 0 ? text : told + text.slice(kept);
  };
}

function enumsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(enumsOf);
  if (typeof schema !== 'object' || schema === null) return [];
  const { enum: words, const: word, ...rest } = schema as Record<string, unknown>;
  const own = [...(Array.isArray(words) ? words : []), word].filter((one) => typeof one === 'string');
  return [...own, ...Object.values(rest).flatMap(enumsOf)];
}

/** The words of a report's own vocabulary: a server may be called like one of them. */
export function vocabulary(): Set<string> {
  return new Set(enumsOf(z.toJSONSchema(reportSchema)));
}

/** Dates and digests: nothing in them is a name. */
const FIGURE = /^(?:\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|(?:sha256:)?[0-9a-f]{16,})$/;

/** Every text in plain data, put in other words. Keys stay: in a report none comes from elsewhere. */
export function inWords<T>(data: T, replace: (text: string) => string, own: ReadonlySet<string>): T {
  // Most texts of a report stand in it many times.
  const told = new Map<string, string>();
  const inOther = (text: string): string => {
    const known = told.get(text);
    if (known !== undefined) return known;
    const other = own.has(text) || FIGURE.test(text) ? text : replace(text);
    told.set(text, other);
    return other;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return inOther(value);
    if (Array.isArray(value)) {
      const items = value.map(walk);
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value);
    const others = fields.map(([, inner]) => walk(inner));
    if (others.every((other, index) => other === fields[index]?.[1])) return value;
    return Object.fromEntries(fields.map(([key], index) => [key, others[index]]));
  };
  return walk(data) as T;
}
