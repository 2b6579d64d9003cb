import type { Tool, ToolList } from '../tool.ts';
import { ownText } from '../json.ts';
import { classOfVerb, isAlsoNoun } from './verbs.ts';
import { wordsOf } from './words.ts';

/** What the tools of a server have in common, without which one of them cannot be read. */
export interface ServerTraits {
  /** Words of the server's own name. */
  readonly ownWords: ReadonlySet<string>;
  /** Words that most names begin with, and that are no verbs there: the `post` of `post_list`, `post_get`. */
  readonly prefixes: ReadonlySet<string>;
  /** Most of its tools are about a browser or a device. */
  readonly drivesSomething: boolean;
}

/** Words of tools that drive a browser or a device. */
const DRIVEN =
  /\b(?:browser|web ?pages?|pages?|tabs?|viewport|elements?|selectors?|devices?|simulators?|emulators?|screens?|mouse|keyboard)\b/i;

/** The same for a tool that stands among others: words that mean nothing else. */
const SURELY_DRIVEN =
  /\b(?:browser|web ?page|viewport|css selector|(?:page|ui|dom) elements?|element on the page|aria|simulators?|emulators?|android|ios devices?|mobile devices?|touch ?screen)\b/i;

const MOST_SAMPLED = 500;

export function traitsOf({ tools, server }: Pick<ToolList, 'tools' | 'server'>): ServerTraits {
  const sample = tools.slice(0, MOST_SAMPLED);
  const counts = new Map<string, number>();
  for (const { name } of sample) {
    const [first] = wordsOf(name);
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const ownWords = new Set(server === null ? [] : wordsOf(ownText(server, 'name') ?? ''));
  const isPrefix = ([word, count]: [string, number]): boolean =>
    sample.length >= 4 && count >= sample.length * 0.6 && (classOfVerb(word) === undefined || isAlsoNoun(word));
  const driven = sample.filter((tool) => DRIVEN.test(textOf(tool))).length;
  return {
    ownWords,
    prefixes: new Set([...counts].filter(isPrefix).map(([word]) => word)),
    drivesSomething: driven > sample.length * 0.4 && sample.some((tool) => SURELY_DRIVEN.test(textOf(tool))),
  };
}

/** Whether a tool drives a browser or a device: as most of its server's do, or by its own words. */
export function isDriving(tool: Tool, traits: ServerTraits): boolean {
  const text = textOf(tool);
  return traits.drivesSomething ? DRIVEN.test(text) || text.length < 200 : SURELY_DRIVEN.test(text);
}

function textOf({ name, description }: Tool): string {
  return `${wordsOf(name).join(' ')} ${description.slice(0, 300)}`;
}
