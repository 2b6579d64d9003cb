import type { LintRule } from './index.ts';
import { firstIn, spanIn } from './_sentence.ts';

const ROLE =
  /\byou are (?:now|no longer)\b|\b(?:act|behave|respond) as (?:if you|though you|(?:an? |the )?(?:admin\w*|root|developer|unrestricted|different|new|jailbroken|evil|super ?user))\b|\bpretend (?:to be|that you|you)\b|\byour (?:new|real|true|actual|only) (?:role|task|instructions?|goal|purpose|job|objective)\b|\bfrom now on\b[^.]{0,40}\b(?:you|always|every|all)\b|\b(?:enter|enable|activate|switch to) (?:developer|admin\w*|god|debug|dan|unrestricted|maintenance|root) mode\b|\bnew (?:user )?(?:instructions|query|task) ?:|\bdo anything now\b|\bjailbreak\b|\b(?:reveal|output|print|repeat|include|leak|return|send|share|append) (?:\w+ ){0,2}?(?:your|the) (?:full |entire |complete |hidden )?(?:system|initial|developer) (?:prompt|message|instructions)\b/i;

export const roleChange: LintRule = {
  id: 'role-change',
  tier: 'review',
  title: 'Orders about who the model is',
  why: 'A tool says what it does; who the model is, and what it keeps to itself, is none of its business.',
  words: ({ sentences }) => firstIn(sentences, (sentence) => spanIn(sentence, ROLE)),
};
