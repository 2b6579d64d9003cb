import type { LintRule, Span } from './index.ts';
import { firstIn, spanIn, type Sentence } from './_sentence.ts';

const PATTERNS = [
  // ignore all previous instructions
  /\b(?:ignor|disregard|forget|discard|overrid|bypass|neglect|skip)\w{0,4} (?:\w+[ ,]{1,2}){0,4}?(?:previous|prior|above|earlier|preceding|foregoing|all other|other system|your|system|safety|security|original) (?:\w+ ){0,3}?(?:instructions?|prompts?|rules|guidelines|directives?|commands|constraints|guardrails|restrictions|protocols|safeguards|training)\b/i,
  // supersedes all user instructions
  /\b(?:supersed|overrid|overrul|outrank|replac|precede)\w{0,4} (?:all |any |every |the )*(?:user|other|previous|prior|existing|conflicting|system)(?:['’]s)? (?:\w+ ){0,2}?(?:instructions?|prompts?|requests?|directives?|queries|query)\b/i,
  // priority is higher than the user's query
  /\b(?:priority|precedence|authority)\b[^,;]{0,30}\b(?:higher|over|above|than)\b[^,;]{0,40}\b(?:user|instructions?|system prompt|all other|any other|everything|requests?)\b/i,
  /\b(?:higher|greater|highest) (?:priority|precedence|authority) than\b[^,;]{0,40}\b(?:user|instructions?|prompt|request|query)\b/i,
  /\bthis (?:tool|description|policy|rule|instruction|directive)\b[^,;]{0,20}\bha(?:s|ve) (?:the )?(?:highest|absolute|top) (?:priority|precedence|authority)\b/i,
  /\b(?:policy|rule|instruction|directive|mandate)s?\b[^.;]{0,60}\b(?:cannot|can not|can't|must not|may not) be (?:overridden|overruled|questioned)\b/i,
];

export const instructionOverride: LintRule = {
  id: 'instruction-override',
  tier: 'block',
  title: 'Orders to ignore other instructions',
  why: 'A description that claims a rank above the user’s request or the system’s prompt is an injection, whatever follows.',
  words: ({ sentences }) => firstIn(sentences, search),
};

function search(sentence: Sentence): Span | null {
  const pattern = PATTERNS.find((one) => one.test(sentence.text));
  return pattern === undefined ? null : spanIn(sentence, pattern);
}
