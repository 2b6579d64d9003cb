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

const LETTER = '[\\p{L}\\p{N}]';
/** A shorter word is a part of many others. */
const SHORT = 5;

function patternOf(word: string): string {
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replaceAll(/\\[.-]|_/g, '[._-]');
  return word.length < SHORT ? `(?<!${LETTER})${escaped}(?!${LETTER})` : escaped;
}

/** Puts what stands for it in the place of every hidden word. */
export function replacer(words: readonly HiddenWord[]): (text: string) => string {
  const sorted = [...new Map(words.map((one) => [one.word.toLowerCase(), one])).values()].sort(
    (a, b) => b.word.length - a.word.length,
  );
  if (sorted.length === 0) return (text) => text;
  const pattern = new RegExp(sorted.map(({ word }) => `(${patternOf(word)})`).join('|'), 'giu');
  return (text) =>
    text.replaceAll(
      pattern,
      (...found: unknown[]) => sorted[found.slice(1).findIndex((one) => one !== undefined)]?.by ?? '',
    );
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
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return own.has(value) || FIGURE.test(value) ? value : replace(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(data) as T;
}
