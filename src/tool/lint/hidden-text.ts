import { INVISIBLE, TAG_FLAGS, TAGS } from './_characters.ts';
import type { LintRule, Span } from './index.ts';
import { spanOf } from './_span.ts';

/** Marks that move what others show. Source: UAX #9, explicit embeddings, overrides and isolates. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/;

/** Left-to-right and right-to-left marks have work to do beside right-to-left letters only. */
const LONE_MARK =
  /(?<![\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{P}\p{Zs}\p{Nd}])[\u200e\u200f\u061c](?![\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{P}\p{Zs}\p{Nd}])/u;

/** Invisible characters inside a word of Latin, Greek or Cyrillic letters or digits, joiners among them. */
const IN_WORD = new RegExp(
  `(?<=[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\d_])(?:${INVISIBLE.source}){1,50}(?=[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\d_])`,
  'u',
);

/** Several at once: a message in invisible characters. A joiner beside a selector is part of an emoji. */
const RUN = new RegExp(`(?:${INVISIBLE.source}){3,}`, 'u');

/** Variation selectors: one chooses a form of the character before it; two in a row, or one after a letter, say something else. */
const SELECTORS =
  /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2,}|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]/u;

export const hiddenText: LintRule = {
  id: 'hidden-text',
  tier: 'block',
  title: 'Characters that hide or reorder text',
  why: 'A model reads characters that no person sees: tags, invisible characters inside words, runs of selectors, marks that reorder what is shown.',
  characters(text) {
    if (/^[\t\n\r -~]*$/.test(text)) return null;
    return (
      tag(text) ??
      spanOf(text, BIDI) ??
      spanOf(text, IN_WORD) ??
      spanOf(text, RUN) ??
      spanOf(text, SELECTORS) ??
      spanOf(text, LONE_MARK)
    );
  },
};

function tag(text: string): Span | null {
  if (!TAGS.test(text)) return null;
  // The flags of England, Scotland and Wales are written with tags: blanked, so that places stay.
  return spanOf(
    text.replace(TAG_FLAGS, (flag) => ' '.repeat(flag.length)),
    /[\u{e0000}-\u{e007f}]+/u,
  );
}
