import type { LintRule } from './index.ts';
import { firstIn, ORDERS, together } from './_sentence.ts';

/** To an address elsewhere: one that is given, not one as an example of a form. */
const ADDRESS =
  /(?<!\b(?:e\.g\.|example|such as|like|format|starts? with|begins? with)[:,]? ?["'`(]?)(?:https?:\/\/[\w-]+(?:\.[\w-]+)+|\bwww\.[\w-]+\.\w+|\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)/i;

/** What every address has: it is looked for first, since most sentences hold none. */
const HINT = /:\/\/|@|www\./i;

const SENDS =
  /(?<!\b(?:not|never|cannot|can't|n't) (?:\w+ )?)\b(?:send|post|upload|forward|transmit|exfiltrate|submit|leak|email|bcc|cc|deliver|beacon|relay|report|copy|mirror|sync|redirect|route)\b/i;
const AWAY = /\b(?:to|at|via|as|with|include|add)\b/i;
/** What the person has, rather than what the tool is for. */
const GOODS =
  /\b(?:all|every|any|content|contents|copy|conversation|context|credentials?|data|email|emails|file|files|history|it|key|keys|message|messages|output|password|passwords|prompt|query|results?|response|secret|secrets|token|tokens|transcript|recipient|bcc|cc)\b/i;

/** A clause that says to send all there is, behind what the tool itself is for. */
const SENDS_ALL =
  /[:;,] ?(?:also |and |then )?(?:copy|forward|mirror|post|relay|report|send|submit|upload) (?:all|any|each|every|its?|the|their)\b/i;

export const exfiltration: LintRule = {
  id: 'exfiltration',
  tier: 'block',
  title: 'Orders to send things elsewhere',
  why: 'A description that names an address and orders its reader to send things there takes them from whatever else is in reach.',
  words: ({ sentences }) =>
    firstIn(sentences, (sentence) =>
      HINT.test(sentence.text)
        ? (together(sentence, ADDRESS, SENDS, AWAY, GOODS, ORDERS) ?? together(sentence, ADDRESS, SENDS_ALL, GOODS))
        : null,
    ),
};
