import type { Span } from './index.ts';
import type { Mention } from './_tool-names.ts';

/** A sentence, an item of a list, or a part of one that is too long. */
export interface Sentence {
  /** Each run of white space as one space: lines are broken anywhere. */
  readonly text: string;
  /** As it came, and where. */
  readonly source: string;
  readonly start: number;
  /** The tools that it speaks of, once that was asked: several rules do. */
  mentions?: readonly Mention[];
}

/** Longest part that is looked at as one; what is longer is cut, with an overlap, so that every pattern takes linear time. */
const LONGEST = 600;
const OVERLAP = 150;
/** Shorter ones order nothing. */
const SHORTEST = 10;

/** Where a sentence ends: a full stop before a space, an empty line, the beginning of an item. */
const END = /[.!?]["'`)\]]?(?=\s|$)|\n[ \t]{0,40}(?=\n|[-*•#]|\d{1,3}[.)]\s)|\\n\\n/g;

export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  const add = (end: number): void => {
    for (let from = start; from < end; from += LONGEST - OVERLAP) {
      const part = text.slice(from, Math.min(end, from + LONGEST));
      if (part.length >= SHORTEST) found.push({ text: part.replace(/\s+/g, ' '), source: part, start: from });
      if (from + LONGEST >= end) break;
    }
    start = end;
  };
  for (const { 0: mark, index } of text.matchAll(END)) add(index + mark.length);
  add(text.length);
  return found;
}

/** Where a part of a sentence stands in the whole text. */
export function placeOf({ source, start }: Sentence, index: number, length: number): Span {
  const original = (target: number): number => {
    let at = 0;
    for (let seen = 0; seen < target && at < source.length; seen += 1) {
      at += /\s/.test(source.charAt(at)) ? (/^\s+/.exec(source.slice(at))?.[0].length ?? 1) : 1;
    }
    return at;
  };
  const from = original(index);
  return { start: start + from, length: Math.max(original(index + length) - from, 1) };
}

/** Where a pattern is found first in a sentence. */
export function spanIn(sentence: Sentence, pattern: RegExp): Span | null {
  const match = pattern.exec(sentence.text);
  return match === null ? null : placeOf(sentence, match.index, match[0].length);
}

/** Where the first of the patterns is found, if all of them are. */
export function together(sentence: Sentence, ...patterns: readonly [RegExp, ...RegExp[]]): Span | null {
  return patterns.every((pattern) => pattern.test(sentence.text)) ? spanIn(sentence, patterns[0]) : null;
}

/** The first sentence that a search finds something in. */
export function firstIn(sentences: readonly Sentence[], search: (sentence: Sentence) => Span | null): Span | null {
  for (const sentence of sentences) {
    const found = search(sentence);
    if (found !== null) return found;
  }
  return null;
}

/** Words by which a text tells its reader to do something, or when. */
export const ORDERS =
  /\b(?:must|shall|should|always|never|needs? to|ha(?:s|ve) to|(?:is|are) (?:required|to be)|mandatory|ensure|make sure|be sure|first|before|prior to|whenever|when the user|every time|each time|automatically|immediately|also|then|please|instead|required to|requires?|until|unless|do not)\b/i;
