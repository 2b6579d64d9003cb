import type { LintRule } from './index.ts';
import { firstIn, placeOf } from './_sentence.ts';
import { mentionsIn } from './_tool-names.ts';

const INSISTS =
  /\b(?:must|shall|should|always|first|needs? to|have to|has to|required|requires|before|prior to|automatically|whenever)\b/i;

/** A value that is given for a call, between quotes. */
const GIVEN =
  /\b(?:with|for|on|to|as|using|in|set to|of)\b(?: \w+){0,4}?(?: to|=| =| as| of|:)? ?(["'`])([^"'`]{2,200})\1/gi;

export const dictatedCall: LintRule = {
  id: 'dictated-call',
  tier: 'review',
  title: 'Orders to call another tool with given values',
  why: 'That another tool comes first may be so; with which account, path or query it is called is the user’s to say, and never another tool’s.',
  words: ({ sentences, tool, names }) =>
    firstIn(sentences, (sentence) => {
      if (tool === null || !INSISTS.test(sentence.text)) return null;
      const other = mentionsIn(sentence).find(({ name }) => name !== tool);
      if (other === undefined) return null;
      const rest = sentence.text.slice(other.index + other.length);
      const isGiven = [...rest.matchAll(GIVEN)].some(
        ([, , value = '']) => !names.has(value) && !names.isOfSchema(value),
      );
      return isGiven ? placeOf(sentence, other.index, other.length) : null;
    }),
};
