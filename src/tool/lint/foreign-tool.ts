import type { LintRule } from './index.ts';
import { firstIn, placeOf } from './_sentence.ts';
import { mentionsIn } from './_tool-names.ts';

const INSISTS =
  /\b(?:must|shall|should|always|first|needs? to|have to|has to|required|mandatory|ensure|automatically|immediately|whenever|instead of|please|only|(?:any|all|every)\b[^.]{0,60}\b(?:requests?|calls?|quer(?:y|ies)|search(?:es)?|lookups?))\b/i;

/** A clause that comes first: of `Use a before b` the order is documentation. */
const BEFORE = /\b(?:before|prior to)\b[^,]{0,100},/i;

export const foreignTool: LintRule = {
  id: 'foreign-tool',
  tier: 'review',
  title: 'Orders about tools of other servers',
  why: 'A description that says when a tool is to be called that its own server does not have reaches into another server.',
  words: ({ sentences, names }) =>
    firstIn(sentences, (sentence) => {
      if (!INSISTS.test(sentence.text) && !BEFORE.test(sentence.text)) return null;
      const foreign = mentionsIn(sentence).find(({ name }) => !names.has(name) && !names.isOfSchema(name));
      return foreign === undefined ? null : placeOf(sentence, foreign.index, foreign.length);
    }),
};
