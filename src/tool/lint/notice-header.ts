import type { LintRule } from './index.ts';
import { spanOf } from './_span.ts';

/** Shouted headers that speak for somebody with power. `IMPORTANT:` and `WARNING:` do not: a good half of real servers shout them. */
const SHOUTED =
  /(?:^|[\n.!?[(*"'-]\s{0,5})(?:SYSTEM|ADMIN(?:ISTRATOR)?|ROOT|DEVELOPER|OPERATOR|GLOBAL|INTERNAL|HIDDEN|SECRET|CONFIDENTIAL|PERSISTENT|BACKGROUND|GOVERNANCE|POLICY|ASSISTANT)(?:[ _-][A-Z]{2,}){0,4}(?: \([^)\n]{1,60}\))?\s?(?::|\])|\b(?:[A-Z]{3,} ){0,3}(?:DIRECTIVE|MANDATE|OVERRIDE|POLICY)(?: \([^)\n]{1,60}\))?\]?:|\[[A-Z]{4,} [A-Z ]{3,40}\]:/;

const SPOKEN =
  /\b(?:system(?:[- ]wide)?|global|company) (?:\w+ ){0,2}?(?:policy|rule|alert|directive|mandate|note|override|notice|instruction|filter|update|alias)\b ?(?::|\(|requires?\b|states?\b|dictates?\b|with the highest)|\bthis is an? (?:system|global|company)[- ]?(?:wide)? (?:\w+ ){0,2}?(?:policy|rule|filter|protocol|directive|mandate)\b/i;

export const noticeHeader: LintRule = {
  id: 'notice-header',
  tier: 'review',
  title: 'Notices that speak for the system',
  why: 'A server cannot speak for the system, an administrator or a policy: a notice in their name borrows an authority that it does not have.',
  words: ({ text }) => spanOf(text, SHOUTED) ?? spanOf(text, SPOKEN),
};
