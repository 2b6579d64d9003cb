import { INVISIBLE } from './_characters.ts';
import type { LintRule } from './index.ts';

/** Scripts whose letters need joiners, marks of direction, or breaks without a space. */
const SCRIPTS =
  'Arabic Bengali Devanagari Gujarati Gurmukhi Hangul Hebrew Kannada Khmer Lao Malayalam Mongolian Myanmar Nko Oriya Sinhala Syriac Tamil Telugu Thaana Thai Tibetan';

/** Characters beside which an invisible one is at work: letters of those scripts, pictures and what modifies them. */
const AT_WORK = new RegExp(
  `${SCRIPTS.split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('|')}|\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|\\ufe0f`,
  'u',
);

/** Also separators that are no line ends, the braille blank, and a variation selector that has nothing before it. */
const STRAY = new RegExp(`${INVISIBLE.source}|[\\u2028\\u2029\\u2800]|(?<=^|\\s)[\\ufe00-\\ufe0f]`, 'gu');

export const strayCharacter: LintRule = {
  id: 'stray-character',
  tier: 'review',
  title: 'Invisible characters',
  why: 'A character that shows nothing stands where no script needs it: left over from copying, or a mark that tells one copy of a text from another.',
  characters(text) {
    if (/^[\t\n\r -~]*$/.test(text)) return null;
    let looked = 0;
    for (const { index } of text.matchAll(STRAY)) {
      if ((looked += 1) > 1000) break;
      const around = `${text.slice(Math.max(0, index - 2), index)}${text.slice(index + 1, index + 3)}`;
      if (!AT_WORK.test(around)) return { start: index, length: 1 };
    }
    return null;
  },
};
