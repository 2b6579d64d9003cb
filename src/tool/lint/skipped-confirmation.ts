import type { LintRule } from './index.ts';
import { firstIn, spanIn } from './_sentence.ts';

const SKIPS =
  /\b(?:do not|don['’]t|never|no need to|without) (?:ask(?:ing)?|request(?:ing)?|wait(?:ing)?|prompt(?:ing)?|seek(?:ing)?|require|requiring)\b[^,;.]{0,25}\b(?:confirmation|permission|approval|consent|authori[sz]ation)\b|\b(?:skip|bypass|suppress|auto-?approve)\w{0,3} (?:\w+ ){0,3}?(?:confirmation|approval|permission|consent)s?\b(?! (?:dialog|prompt|page)s? (?:is|are|when))/i;

export const skippedConfirmation: LintRule = {
  id: 'skipped-confirmation',
  tier: 'review',
  title: 'Orders not to ask the user',
  why: 'Whether a call needs a person’s word is for the person and the client to say, not for the tool that is called.',
  words: ({ sentences }) => firstIn(sentences, (sentence) => spanIn(sentence, SKIPS)),
};
