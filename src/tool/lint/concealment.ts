import type { LintRule, Span } from './index.ts';
import { firstIn, spanIn, type Sentence } from './_sentence.ts';

const NOT = "(?:do not|don['’]?t|never|must not|mustn['’]?t|should not|shouldn['’]?t|avoid|no need to|not to)";
const TELL =
  '(?:tell(?:ing)?|inform(?:ing)?|mention(?:ing)?|notify(?:ing)?|alert(?:ing)?|reveal(?:ing)?|disclos(?:e|ing)|warn(?:ing)?)';
/** One person: whom a service notifies are many. */
const PERSON = '(?:user|human|person|anyone|anybody)';

const PATTERNS = [
  // do not tell the user
  new RegExp(`\\b${NOT} (?:\\w+ ){0,3}?${TELL}\\b[^,;:]{0,50}\\b${PERSON}\\b`, 'i'),
  // do not mention this step, do not disclose that
  new RegExp(
    `\\b${NOT} (?:\\w+ ){0,2}?(?:mention(?:ing)?|disclos(?:e|ing)|reveal(?:ing)?|acknowledg(?:e|ing)) (?:any of |anything about |about )?(?:this|that|these|it|the fact)\\b`,
    'i',
  ),
  // silently send; what a tool will silently do is documentation
  /(?<!\b(?:will|would|may|might|can|could|to|be) )\b(?:silently|secretly|covertly|discreetly|stealthily|quietly) (?:and \w+ )?(?:add|append|attach|bcc|call|cc|collect|copy|delete|execute|exfiltrate|fetch|forward|include|insert|invoke|log|modify|open|perform|post|read|record|redirect|run|send|store|submit|upload|write)\b/i,
  // the user must not know
  /\buser (?:must|should|may|need) ?(?:not|n['’]t|never) (?:be (?:told|informed|notified|aware|shown)|know|notice|see|find out)\b/i,
  /\b(?:without the user(?:['’]s)? (?:knowing|knowledge|noticing|awareness)|unbeknownst to the user|behind the user['’]s back)\b/i,
  // hide this from the user
  /\b(?:hide|conceal|keep) (?:\w+ ){1,6}?(?:from (?:the )?user|(?:a )?secret\b(?! key)|confidential)\b/i,
];

/** Never without telling the user is the opposite. */
const WITHOUT = new RegExp(`\\bwithout (?:first )?${TELL}\\b[^,;:]{0,50}\\b${PERSON}\\b`, 'i');
const NEGATED = /\b(?:not|never|cannot|can['’]t|don['’]t|no|nothing)\b/i;

export const concealment: LintRule = {
  id: 'concealment',
  tier: 'block',
  title: 'Concealment from the user',
  why: 'A description that orders its reader to keep something from the person it works for has nothing good to hide.',
  words: ({ sentences }) => firstIn(sentences, search),
};

function search(sentence: Sentence): Span | null {
  const pattern = PATTERNS.find((one) => one.test(sentence.text));
  if (pattern !== undefined) return spanIn(sentence, pattern);
  const without = WITHOUT.exec(sentence.text);
  return without === null || NEGATED.test(sentence.text.slice(0, without.index)) ? null : spanIn(sentence, WITHOUT);
}
