import type { LintRule } from './index.ts';
import { firstIn, spanIn } from './_sentence.ts';

const PREFERENCE =
  /\b(?:best|greatest|most (?:reliable|trusted|secure|powerful)) (?:tool|function|choice) (?:in|ever|of all|available|for (?:all|any|every))\b|\b(?:always|only|exclusively) (?:use|call|choose|select|prioriti[sz]e|invoke) this (?:tool|function|one|server)\b(?! (?:when|if|for|to|before|after|in|with|as)\b)|\bprioriti[sz]e (?:calling|using|this)\b|\b(?:highest|top)[- ]priority\b[^,;.]{0,30}\btool\b|\btool (?:has|with) (?:the )?(?:highest|top) priority\b|\bthis (?:tool|method|function) (?:is|must be|should be|should always be|has to be|needs to be) (?:always )?(?:called|used|invoked|run) (?:any ?time|every ?time|whenever|for (?:any|every|all)|before (?:any|every|all)|first|no matter)\b|\buse this tool (?:no matter|for (?:all|any|every) (?:user )?(?:conversations?|messages?|prompts?|questions?|quer(?:y|ies)|requests?|tasks?)\b|instead of (?:all|any|every) other)|\buse this tool instead of\b[^.;]{0,60}\bfor all\b|\ball \w+ (?:operations|requests|tasks|calls) (?:should|must) (?:use|go through|be (?:made|sent|routed) (?:with|through)) this tool\b|\breplacement (?:for|of) the (?:built-?in|default|native|official|original|system)\b|\balways (?:use|call) this tool (?:first|for (?:all|any|every)|before (?:all|any|every)|in (?:all|any|every))\b|\b(?:ignore|avoid|never use|do not use|don['’]t use) (?:all |any |every )?(?:the )?other\b[^,;.]{0,30}\btools?\b/i;

/** Another tool is spoken ill of, and this one offered. */
const DISPARAGES =
  /\b(?:no longer (?:effective|works?|available|safe|supported)|buggy|broken|unsafe|insecure|compromised|malfunctioning|unreliable)\b[^.]{0,80}\b(?:use|call|prefer|invoke) (?:this|the new|me|our)\b/i;

export const forcedPreference: LintRule = {
  id: 'forced-preference',
  tier: 'review',
  title: 'Claims to be preferred',
  why: 'Which tool fits is the model’s to judge; one that praises itself, or speaks ill of others, wants the calls that are theirs.',
  words: ({ sentences, names }) =>
    firstIn(sentences, (sentence) =>
      names.areOwnTools(sentence.text) ? null : (spanIn(sentence, PREFERENCE) ?? spanIn(sentence, DISPARAGES)),
    ),
};
