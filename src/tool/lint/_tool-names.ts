import { ownText } from '../json.ts';
import type { ToolList } from '../tool.ts';
import { choicesOf } from '../class/operation-signal.ts';
import { classOfVerb } from '../class/verbs.ts';
import { wordsOf } from '../class/words.ts';
import { schemasOf } from './_schema.ts';
import type { Sentence } from './_sentence.ts';

/** What a list calls its own, so that what it does not have can be told. */
export interface ToolNames {
  /** True for a name of this list, also without the word it begins or ends with, in any case and with any separators. */
  has(name: string): boolean;
  /** True for a key of a schema, or a value that one lists. */
  isOfSchema(name: string): boolean;
  /** Whether a sentence about other tools is about those of its own server: `before any other Shopify tools`. */
  areOwnTools(text: string): boolean;
}

/** A tool that a sentence speaks of. */
export interface Mention {
  name: string;
  index: number;
  length: number;
}

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Words of a server's name that say nothing of which server it is. */
const NO_SERVER = /^(?:agent|ai|api|mcp|model|server|system|tools?)$/;

const MOST_SCHEMA_NAMES = 200_000;

export function toolNamesOf({ tools, server }: ToolList): ToolNames {
  const names = new Set<string>();
  const ofSchemas = new Set<string>();
  for (const tool of tools) {
    const words = wordsOf(tool.name);
    for (const part of [words, words.slice(1), words.slice(0, -1)]) names.add(part.join(''));
    names.add(bare(tool.name));
    for (const { schema } of schemasOf(tool)) {
      if (ofSchemas.size > MOST_SCHEMA_NAMES) break;
      for (const key of Object.keys(schema)) ofSchemas.add(bare(key));
      for (const value of choicesOf(schema)) ofSchemas.add(bare(value));
      if (typeof schema['const'] === 'string') ofSchemas.add(bare(schema['const'].slice(0, 200)));
    }
  }
  const called = server === null ? null : ownText(server, 'name');
  if (called !== null) names.add(bare(called.slice(0, 200)));
  names.delete('');
  const serverWords = new Set(wordsOf(called ?? '').filter((word) => !NO_SERVER.test(word)));
  return {
    has: (name) => names.has(bare(name)),
    isOfSchema: (name) => ofSchemas.has(bare(name)),
    areOwnTools: (text) => {
      if (/\btools? (?:of|on|in|from) this server\b/i.test(text)) return true;
      const [, word = ''] = /\b(?:any|all|every|other) (?:other )?(\w+) (?:mcp )?tools?\b/i.exec(text) ?? [];
      return serverWords.has(word.toLowerCase());
    },
  };
}

const CALLED =
  /\b(call(?:s|ing)?|invok(?:e|ing)|us(?:e|es|ing)|utili[sz](?:e|ing)|run(?:s|ning)?|execut(?:e|ing)|trigger(?:ing)?|query(?:ing)?|fetch|retrieve|perform) +(?:(?:the|this|a|an|our|another|tool|function|mcp|api|method) +){0,3}["'`“‘(]{0,2}([A-Za-z][\w.:/-]{1,80})/gi;

/** `name` tool, `name` is called, via or with `name`; and without quotes a name of several words that is called a tool. */
const NAMED =
  /\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+) (?:tools?|function)\b|["'`“‘]([A-Za-z][\w.-]{2,80})["'`”’] (?:tools?|calls?|requests?|function|is (?:called|invoked|used))\b|\b(?:via|through|with) (?:the )?["'`“‘]([A-Za-z][\w.-]{2,80})["'`”’]/g;

/** Words that stand where a name would, and that look like one. */
const NO_NAMES = /^(?:snake_case|camelCase|kebab-case|PascalCase|utf-8|iso-8601|e\.g|i\.e)/i;

/** The tools that a sentence says are called: names between quotes or of several words. */
export function mentionsIn(sentence: Sentence): readonly Mention[] {
  sentence.mentions ??= findMentions(sentence.text);
  return sentence.mentions;
}

function findMentions(text: string): Mention[] {
  const found: Mention[] = [];
  for (const match of text.matchAll(CALLED)) {
    const [whole, verb = '', captured = ''] = match;
    const name = captured.replace(/[.:/-]+$/, '');
    const end = match.index + whole.length;
    if (
      /^["'`”’)(]{0,3} ?(?:API|operation|action|permission|header|field|parameter|argument|property|option|flag|format)s?\b/i.test(
        text.slice(end, end + 24),
      )
    )
      continue;
    const isTool = /^["'`”’)]{0,2} (?:mcp )?(?:tool|function|command|endpoint|method)\b/i.test(
      text.slice(end, end + 24),
    );
    const isCalled = /^(?:call|invok|run|execut|trigger)/i.test(verb);
    if (isName(name, /["'`“‘]/.test(whole), isTool, isCalled))
      found.push({ name, index: match.index, length: whole.length });
  }
  for (const { 0: whole, 1: bareName, 2: called, 3: through, index } of text.matchAll(NAMED)) {
    const name = bareName ?? called ?? through ?? '';
    if (isName(name, true, through === undefined, false)) found.push({ name, index, length: whole.length });
  }
  return found;
}

/** Whether a word is the name of a tool, by its form and by how it is spoken of: parameters and fields have such names, too. */
function isName(name: string, isQuoted: boolean, isTool: boolean, isCalled: boolean): boolean {
  if (name.length < 3 || NO_NAMES.test(name)) return false;
  const words = wordsOf(name);
  if (isQuoted && isTool) return true;
  if (words.length < 2) return false;
  const isOfVerb = words.some((word) => classOfVerb(word, true) !== undefined);
  if (isQuoted) return isCalled || isOfVerb;
  if (name.includes('_')) return isCalled || isTool || isOfVerb;
  return (/^[a-z]+[A-Z]/.test(name) || words.length > 2) && classOfVerb(words[0] ?? '') !== undefined;
}
