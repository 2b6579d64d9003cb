import { foldLookalikes, hasLookalike } from './_characters.ts';
import type { LintRule } from './index.ts';

const WORD = /[\p{L}\p{M}\p{N}_]{3,}/gu;

export const confusableText: LintRule = {
  id: 'confusable-text',
  tier: 'review',
  title: 'Look-alike letters',
  why: 'A Latin word with a Cyrillic or Greek letter in it reads the same to a person, and passes every search for the word.',
  characters(text) {
    if (/^[\t\n\r -~]*$/.test(text) || !hasLookalike(text)) return null;
    for (const { 0: word, index } of text.matchAll(WORD)) {
      // Two Latin letters at least: `Δx` and `5а` are no words in disguise.
      if (hasLookalike(word) && /[A-Za-z].*[A-Za-z]/.test(word) && /^[\w]+$/.test(foldLookalikes(word)))
        return { start: index, length: word.length };
    }
    return null;
  },
};
