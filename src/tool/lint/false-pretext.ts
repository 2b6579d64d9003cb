import type { LintRule } from './index.ts';
import { firstIn, placeOf, type Sentence } from './_sentence.ts';
import { mentionsIn } from './_tool-names.ts';

/** What is threatened if it is left undone. */
const THREAT =
  /\b(?:failure to|failing to|skipping|ignoring|omitting)\b[^.]{0,60}\b(?:will|would|could|may)\b[^.]{0,40}\b(?:cause|compromise|corrupt|crash|disrupt|disable|fail|invalidate|lead|overload|result)\b/i;
/** A reason that brooks no question. */
const REASON =
  /\bfor (?:\w+ (?:and )?){0,2}?(?:security|compliance|regulatory|audit(?:ing)?|safety|privacy|legal|governance|verification|authentication|analytical logging) (?:\w+ ){0,2}?(?:reasons|purposes)\b|\b(?:mandatory|required|critical|crucial|essential|vital|standard) (?:\w+ ){0,2}?(?:security|compliance|verification|safety|privacy|audit|pre-?check|procedure|enhancement|safeguard)\b|\b(?:is|as) (?:critical|crucial|essential|necessary|required|vital|mandatory) (?:for|to) (?:\w+ ){0,2}?(?:prevent|ensur|maintain|protect|verif|secur|system)\w*|\b(?:this|which) (?:action |step |check )?(?:is|in) not optional\b|\bto (?:verify|validate|confirm|ensure) (?:\w+ ){0,3}?(?:permissions?|integrity|authori[sz]ation|authenticity|compliance|privileges)\b/i;

const INSISTS =
  /\b(?:must|shall|should|always|first|needs? to|have to|has to|required|before|prior to|automatically|make sure|when)\b/i;

export const falsePretext: LintRule = {
  id: 'false-pretext',
  tier: 'review',
  title: 'Calls that are justified or threatened for',
  why: 'Security, compliance and what will break otherwise are how published attacks argue for a call of another tool; documentation says what a call is for.',
  words: ({ sentences, tool }) => {
    if (tool === null || !sentences.some(argues)) return null;
    return firstIn(sentences, (sentence) => {
      const other = INSISTS.test(sentence.text) ? mentionsIn(sentence).find(({ name }) => name !== tool) : undefined;
      return other === undefined ? null : placeOf(sentence, other.index, other.length);
    });
  },
};

const argues = ({ text }: Sentence): boolean => THREAT.test(text) || REASON.test(text);
