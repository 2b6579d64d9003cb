import type { LintRule, Span } from './index.ts';
import { firstIn, placeOf, together, type Sentence } from './_sentence.ts';
import { mentionsIn } from './_tool-names.ts';

/** Before or at anything at all. */
const ANYTHING =
  /\b(?:before|prior to) (?:\w+ing )?(?:any|every|each|all|executing|performing|doing anything|anything)\b[^,;.]{0,40}\b(?:tools?|operations?|actions?|files?|requests?|tasks?|commands?|emails?|messages?|responses?|queries|query|calls?|functions?|else)\b|\b(?:every|each|any) time (?:you|before)\b|\b(?:whenever|any ?time) (?:any|a|an|the user|you)\b[^;.]{0,80}\b(?:asks|calls?|does|executes?|appears?|occurs|opens|performs?|(?:is|are) processed|reads?|requests?|runs?|sends?|uses?|writes?)\b/i;
const DOES =
  '(?:append|call(?:s|ed)?|check|copy|execute(?:d)?|fetch|forward|include|invoke(?:d)?|log|query|read|record|run|save|send|store|trigger(?:ed)?|use(?:s|d)?|write)';
/** Something has to be done: `you must call`, or plainly `…, read`. */
const CALLS = new RegExp(
  `\\b(?:must|always|first|have to|need to|required|mandatory|should|silently|also)\\b[^,;.]{0,40}\\b${DOES}\\b|[,—–-] ?${DOES}\\b`,
  'i',
);
const BEFORE = /\b(?:before|prior to)\b/i;
/** A call of another tool that is held up for one more: `Before calling a, use b`. */
const BEFORE_CALL = /^\W{0,3}(?:before|prior to) (?:call|execut|invok|runn|us|utiliz)ing\b[^,]{0,80},/i;
const INSISTS = /\b(?:must|should|shall|always|first|have to|need to|needs to|required|mandatory)\b/i;

export const forcedOrder: LintRule = {
  id: 'forced-order',
  tier: 'review',
  title: 'Orders that couple other calls',
  why: 'A tool may need another one of its server first; one that sets itself before everything, or couples two others, takes hold of calls that are not its own.',
  words: ({ sentences, tool, names }) =>
    firstIn(sentences, (sentence) =>
      names.areOwnTools(sentence.text) ? null : (beforeAnything(sentence) ?? couplesOthers(sentence, tool)),
    ),
};

const beforeAnything = (sentence: Sentence): Span | null => together(sentence, ANYTHING, CALLS);

/** `Before using a, you must call b`, in the description of neither. */
function couplesOthers(sentence: Sentence, tool: string | null): Span | null {
  if (tool === null || !BEFORE.test(sentence.text)) return null;
  const others = mentionsIn(sentence).filter(({ name }) => name !== tool);
  const [first] = others;
  if (first === undefined || new Set(others.map(({ name }) => name)).size < 2) return null;
  const isHeldUp = INSISTS.test(sentence.text) || BEFORE_CALL.test(sentence.text);
  return isHeldUp ? placeOf(sentence, first.index, first.length) : null;
}
