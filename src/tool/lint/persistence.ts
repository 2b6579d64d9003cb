import type { LintRule } from './index.ts';
import { firstIn, ORDERS, together } from './_sentence.ts';

/** What is run at a start or at a time, or says who may log in. */
const PLACE =
  /\bauthorized_keys\b|\bcron(?:tab|\.(?:d|daily|hourly))\b|\bcron jobs?\b|\.(?:bashrc|bash_profile|zshrc|zprofile|zshenv|profile)\b|\/etc\/(?:cron\w*|hosts|profile|rc\.local|sudoers|systemd|ld\.so\.preload)\b|\bLaunch(?:Agents|Daemons)\b|CurrentVersion\\+Run\b|\bstartup folder\b|\.git\/hooks\b|\.vscode\/tasks\.json\b|\bsystemd (?:unit|service)\b/i;

const WRITES =
  /(?<!\b(?:not|never|cannot|can't|n't) (?:\w+ )?)\b(?:write|append|add|overwrite|modify|edit|create|install|save|insert|inject|replace|put|echo|register|schedule|copy|place)\b/i;

export const persistence: LintRule = {
  id: 'persistence',
  tier: 'block',
  title: 'Orders to write what is run later',
  why: 'Lines in start-up files, schedules and lists of keys outlive the session and the server.',
  words: ({ sentences }) =>
    firstIn(sentences, (sentence) => (PLACE.test(sentence.text) ? together(sentence, PLACE, WRITES, ORDERS) : null)),
};
