import type { LintRule } from './index.ts';
import { spanOf } from './_span.ts';

const LONE_SURROGATE = /\p{Cs}/u;

export const illFormedText: LintRule = {
  id: 'ill-formed-text',
  tier: 'block',
  title: 'Text that is no Unicode',
  why: 'Half of a surrogate pair is read differently by every program, and has no bytes to be hashed: such a definition cannot be pinned.',
  characters: (text) => spanOf(text, LONE_SURROGATE),
};
