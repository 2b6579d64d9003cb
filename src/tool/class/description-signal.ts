import type { Signal } from './signal.ts';
import { classOfVerb, isAlsoNoun, isLight, isLookAt, verbIn, worst, type ToolClass } from './verbs.ts';

/** Where a description speaks of what the tool does. */
const MOST_CHARACTERS = 600;
const MOST_WORDS = 40;

/** Words, and what stands between the verbs of a list: `create, update and delete`. */
const TOKEN = /[A-Za-z][A-Za-z'-]*|[,/&:.!?\n]/g;
const JOINS = /^(?:,|\/|&|and|or|then)$/i;

/** A question or message that is sent to have an answer is a look. */
const ASKS =
  /^\W*(?:send|submit|post)s?\b[^.]{0,20}\b(?:prompt|quer(?:y|ies)|question|requests?)\b[^.]{0,60}\b(?:gets?|returns?|receives?)\b/i;

const ASKED = 'its description says that it asks and returns the answer';

/** Words that are forms of verbs and mostly something else. */
const IDLE = new Set(
  'based being building existing following given help helps including is make makes provided related setting settings specified this use used uses using'.split(
    ' ',
  ),
);

/** What a description says: its first verb, and those that are listed with it. */
export function descriptionSignal(description: string, isDriving: boolean): Signal | null {
  const text = description.slice(0, MOST_CHARACTERS);
  if (ASKS.test(text)) return { class: 'read', certain: false, reason: ASKED };
  const tokens = (text.match(TOKEN) ?? []).slice(0, MOST_WORDS * 2);
  const classOf = (verb: string): ToolClass | undefined => classOfVerb(verb, isDriving);
  let words = 0;
  for (const [index, token] of tokens.entries()) {
    if (!/^[A-Za-z]/.test(token)) continue;
    words += 1;
    if (words > MOST_WORDS) break;
    const verb = verbIn(token.toLowerCase());
    if (verb === undefined || classOf(verb) === undefined || IDLE.has(token.toLowerCase())) continue;
    if (isLight(verb) && classOf(verb) !== 'session') {
      const done = tokens.slice(index + 1, index + 5).find((word) => classOf(word.toLowerCase()) === 'read');
      if (done !== undefined) return said('read', [token, done], false);
    }
    const near = tokens.slice(index + 1, index + 8).map((word) => word.toLowerCase());
    if (near.some((word) => isLookAt(verb, word))) return said('read', [token], false);
    const verbs = [verb, ...listedAfter(tokens, index)];
    return said(
      worst(verbs.flatMap((one) => classOf(one) ?? [])),
      [token, ...verbs.slice(1)],
      words === 1 && !isAlsoNoun(verb),
    );
  }
  return null;
}

/** The verbs that follow in one list: of `create, update or delete issues` the last two. */
function listedAfter(tokens: readonly string[], start: number): string[] {
  const verbs: string[] = [];
  let joined = false;
  for (const token of tokens.slice(start + 1, start + 16)) {
    if (JOINS.test(token)) joined = true;
    else {
      const verb = joined ? verbIn(token.toLowerCase()) : undefined;
      if (verb === undefined) break;
      verbs.push(verb);
    }
  }
  return verbs;
}

function said(found: ToolClass | undefined, verbs: string[], certain: boolean): Signal | null {
  if (found === undefined) return null;
  const words = [...new Set(verbs.map((verb) => verb.toLowerCase()))].slice(0, 5);
  return { class: found, certain, reason: `its description says ${words.map((verb) => `“${verb}”`).join(', ')}` };
}
