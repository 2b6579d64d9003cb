import type { Signal } from './signal.ts';
import type { ServerTraits } from './server-traits.ts';
import { classOfVerb, isAlsoNoun, isLight, isLookAt, isMostlyNoun, worst, type ToolClass } from './verbs.ts';
import { wordsOf } from './words.ts';

/**
 * What a name says: its first verb, unless that is also a noun and a plain verb follows (`search_delete` deletes), or it
 * only begins something (`start_search` searches). `get_or_create` does both.
 */
export function nameSignal(name: string, traits: ServerTraits, isDriving: boolean): Signal | null {
  const words = withoutPrefix(wordsOf(name), traits);
  const classOf = (word: string): ToolClass | undefined => classOfVerb(word, isDriving);
  const first = words.findIndex((word) => classOf(word) !== undefined || isLight(word));
  const verb = words[first];
  if (verb === undefined) return null;
  const rest = words.slice(first + 1);
  const plain = rest.find((word) => classOf(word) !== undefined && !isAlsoNoun(word));
  if (isLight(verb)) {
    // What is begun and only looks is a look; all else that is begun goes on after the call.
    const done = rest.find((word) => classOf(word) !== undefined);
    const isLook = done !== undefined && (classOf(verb) === undefined || (classOf(done) === 'read' && !isDriving));
    return isLook ? said([verb, done], classOf(done), false) : said([verb], classOf(verb), done === undefined);
  }
  // Tools made from an HTTP API are called by its methods: `post-search` searches.
  if (verb === 'post' && /^(?:search|query)$/.test(words.at(-1) ?? '')) return said(words.slice(-1), 'read', false);
  if (isAlsoNoun(verb) && plain !== undefined) {
    // `post_list` lists, `update_list` updates: where the verb of the two does more, the description has to say.
    const isThing = isMostlyNoun(verb) || worst([classOf(verb) ?? 'read', classOf(plain) ?? 'read']) === classOf(plain);
    return isThing ? said([plain], classOf(plain), true) : said([verb], classOf(verb), false);
  }
  const [joint = '', other = ''] = rest;
  if (/^(?:and|or)$/.test(joint))
    return said([verb, other], worst([verb, other].flatMap((word) => classOf(word) ?? [])), true);
  if (rest.some((word) => isLookAt(verb, word))) return said([verb], 'read', true);
  // What does not begin a name is most likely a thing: `play_store`, `web_search`.
  return said([verb], classOf(verb), first === 0 ? !isMostlyNoun(verb) : !isAlsoNoun(verb));
}

/** The words after those that say which server it is: `search`, `tasks` of `asana_search_tasks`. */
function withoutPrefix(words: readonly string[], { prefixes, ownWords }: ServerTraits): readonly string[] {
  const start = words.findIndex(
    (word) => !prefixes.has(word) && (!ownWords.has(word) || classOfVerb(word) !== undefined),
  );
  return start <= 0 ? words : words.slice(start);
}

function said(verbs: string[], found: ToolClass | undefined, certain: boolean): Signal | null {
  if (found === undefined) return null;
  return { class: found, certain, reason: `its name says ${verbs.map((verb) => `\`${verb}\``).join(' and ')}` };
}
