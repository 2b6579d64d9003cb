import type { LintRule } from './index.ts';
import { firstIn, ORDERS, together } from './_sentence.ts';

/** Commands that fetch and run, open a way in, or read what is around: no documentation says to run them. */
const HOSTILE =
  /\b(?:curl|wget)\b[^|]{0,150}\| ?(?:sudo )?(?:ba|z|da|k)?sh\b|\bbase64 (?:-d|-D|--decode)\b|\bn(?:et)?c(?:at)? (?:-\w+ ){0,3}-\w{0,3}e\b|\/dev\/tcp\/|\bbash -i\b|\bpowershell(?:\.exe)? -(?:e|enc|encodedcommand|nop|w hidden)\b|\b(?:Invoke-Expression|iex)\b ?\(|\$\( ?(?:cat|curl|env|hostname|id|printenv|wget|whoami)\b|&& ?(?:curl|nc|wget)\b|\bmkfifo\b|:\(\)\s?\{/i;

/** Commands that destroy or send away, where they are ordered. */
const RISKY =
  /\b(?:curl|wget)\b[^|;]{0,60} (?:-d|--data\w*|-F|-T|-X ?POST|--post-\w+)\b|\brm -[a-z]{0,4}[rf][a-z]{0,4} [~/.*$\w]|\bchmod (?:\+x|[0-7]{0,1}777)\b|\bos\.system\(|&& ?rm\b|;\s?rm -|\bdd if=\//i;

const RUNS =
  /(?<!\b(?:not|never|cannot|can't|n't) (?:\w+ )?)\b(?:run|execute|append|prepend|add|invoke|call|pipe|paste|type|issue|use|perform|start|launch|include|modify|change|replace|set)\b/i;

export const shellCommand: LintRule = {
  id: 'shell-command',
  tier: 'block',
  title: 'Orders to run shell commands',
  why: 'A description that hands its reader a command to run acts through whatever shell tool is at hand, with that tool’s rights.',
  words: ({ sentences }) =>
    firstIn(sentences, (sentence) => together(sentence, HOSTILE, RUNS) ?? together(sentence, RISKY, RUNS, ORDERS)),
};
