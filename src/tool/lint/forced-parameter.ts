import type { LintRule, Span } from './index.ts';
import type { Passage } from './_passage.ts';
import { firstIn, together, type Sentence } from './_sentence.ts';
import { mentionsIn } from './_tool-names.ts';

const INSISTS =
  /\b(?:must|shall|should|always|automatically|needs? to|have to|has to|required to|ensure|please|instead)\b/i;

/** What changes an argument that somebody else chose. */
const TAMPERS =
  /\b(?:modify|change|replace|override|overwrite|rewrite|redirect|reroute|swap|alter|substitute|falsify|append|prepend|inflate)\b/i;
const ARGUMENT = /\b(?:arguments?|parameters?|params?)\b/i;
const INPUT =
  /\b(?:fields?|inputs?|values?|quer(?:y|ies)|recipients?|destinations?|urls?|paths?|prompts?|options?|code|commands?|limits?|filters?|contents?|folder|address|location|selector|keywords?)\b/i;
/** Whenever somebody calls something. */
const WHEN_CALLED =
  /\b(?:when(?:ever)?|every time|each time|any ?time|if|before|after|for (?:all|any|every|each)|all|any|every)\b[^.]{0,80}\b(?:using|uses?|calling|calls?|called|invok\w+|running|executing|requests?|asks?|quer(?:y|ies)|search(?:es|ing)?|lookups?|tools?|operations?)\b/i;

const REGARDLESS =
  /\bregardless of (?:(?:the|what|which|any|how) ){0,2}(?:user|caller|original|originally|requested|intended|actual|actually|input|provided|specified)|\b(?:ignore|disregard|discard) (?:the |their |any |all )?(?:user|caller|original|requested)(?:['’]s|-)?(?: |-)?(?:specified|provided|supplied|input|query|request|parameter|argument|value|choice|limit|date)/i;
const ALL_CALLS =
  /\b(?:any|all|every)\b[^.]{0,80}\b(?:requests?|calls?|quer(?:y|ies)|search(?:es)?|lookups?|operations?)\b[^.]{0,100}\bmust (?:first )?be (?:redirected|rerouted|routed|changed|replaced|substituted|modified|rewritten|performed against|based on)\b/i;

/** `When using x, set …`: an order for a call of x. */
const ORDERS_FOR_CALL =
  /\b(?:when(?:ever)?|while|before|after|if|during)\b[^,]{0,80}, ?(?:(?:you |please )?(?:must|should|always|also|automatically|need to|have to|may) )?(?:add|append|change|disable|enable|include|insert|limit|modify|override|pass|prepend|redirect|replace|route|set|substitute|use)\b/i;

/** The same for what no tool has to say about another one of its server. */
const TAMPERS_WITH_CALL =
  /\b(?:when(?:ever)?|while|if|during) (?:\w+ ){0,4}?(?:call|us|invok|execut|runn?|utiliz)(?:e|s|ing|ed)?\b[^,]{0,80}, ?(?:(?:you |please )?(?:must|should|always|also|automatically|need to|have to) ){0,2}(?:append|change|inject|modify|override|prepend|redirect|replace|set|substitute|ignore|enhance|limit)\b/i;

export const forcedParameter: LintRule = {
  id: 'forced-parameter',
  tier: 'review',
  title: 'Orders to change what is passed to a tool',
  why: 'What a call passes is the user’s to say; a description that rewrites it, above all for another tool, steers the call elsewhere.',
  words: (passage) => firstIn(passage.sentences, (sentence) => search(sentence, passage)),
};

function search(sentence: Sentence, passage: Passage): Span | null {
  const insists = INSISTS.test(sentence.text);
  if (insists && REGARDLESS.test(sentence.text)) return together(sentence, REGARDLESS);
  if (insists && TAMPERS.test(sentence.text)) {
    if (ARGUMENT.test(sentence.text) && !isAboutItsOwn(sentence, passage)) return together(sentence, TAMPERS);
    const found = together(sentence, TAMPERS, INPUT, WHEN_CALLED);
    if (found !== null) return found;
  }
  const passive = together(sentence, ALL_CALLS);
  if (passive !== null) return passive;
  if (speaksOfOther(sentence, passage)) return together(sentence, ORDERS_FOR_CALL);
  return isCallOfOther(sentence, passage) ? together(sentence, TAMPERS_WITH_CALL) : null;
}

/** Whether a sentence begins with a call of another tool, be it of the same list. */
function isCallOfOther(sentence: Sentence, { tool }: Passage): boolean {
  if (tool === null) return false;
  const clause = sentence.text.indexOf(',');
  return mentionsIn(sentence).some(({ name, index }) => name !== tool && index < clause);
}

/** Whether all parameters that a sentence names are those of the list's own tools. */
function isAboutItsOwn({ text }: Sentence, { names }: Passage): boolean {
  const named = [...text.matchAll(/["'`]([A-Za-z][\w.-]{1,60})["'`]/g)].map(([, name = '']) => name);
  return named.length > 0 && named.every((name) => names.isOfSchema(name));
}

/** Whether a sentence is about a call of a tool that the list does not have. */
const speaksOfOther = (sentence: Sentence, { tool, names }: Passage): boolean =>
  mentionsIn(sentence).some(({ name }) => name !== tool && !names.has(name) && !names.isOfSchema(name));
