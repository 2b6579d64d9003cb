import type { LintRule } from './index.ts';

export const encodedText: LintRule = {
  id: 'encoded-text',
  tier: 'review',
  title: 'Readable text in a code',
  why: 'Sentences in base64 or hexadecimal are written for a model to decode, and not for a person to read.',
  words: ({ text, isDecoded }) => (isDecoded ? { start: 0, length: Math.min(text.length, 160) } : null),
};
