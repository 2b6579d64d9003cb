import type { LintRule, Span } from './index.ts';
import { spanOf } from './_span.ts';

/** Tags that address the model, in any case. */
const ADDRESSES =
  /<\s{0,3}\/?\s{0,3}(?:admin|confidential|cursorrules|hidden|important|override|secret|sudo|system(?:[-_ ]?(?:instructions?|message|note|override|prompt))?)\s{0,3}>/i;

/** Those that do so where they are shouted and closed again; a shouted word alone is a placeholder. */
const SHOUTED =
  /<\s{0,3}(ASSISTANT|ATTENTION|CRITICAL|DEVELOPER|GLOBAL|INFORMATION|INSTRUCTIONS?|INTERNAL|MANDATORY|NOTE|POLICY|PRIORITY|PROMPT|PROTOCOL|RULES?|TASK|USER|WARNING)\s{0,3}>/g;
const MOST_TAGS = 20;

export const instructionTag: LintRule = {
  id: 'instruction-tag',
  tier: 'block',
  title: 'Tags that address the model',
  why: '`<IMPORTANT>`, `<SYSTEM>` and their like set off text for the model that a person takes for markup; it is how published attacks begin.',
  words: ({ text }) => (text.includes('<') ? (spanOf(text, ADDRESSES) ?? closed(text)) : null),
};

function closed(text: string): Span | null {
  let seen = 0;
  for (const { 0: tag, 1: name, index } of text.matchAll(SHOUTED)) {
    if ((seen += 1) > MOST_TAGS) break;
    if (text.includes(`</${name}>`, index)) return { start: index, length: tag.length };
  }
  return null;
}
