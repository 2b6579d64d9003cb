import type { LintRule } from './index.ts';

export const repeatedKey: LintRule = {
  id: 'repeated-key',
  tier: 'block',
  title: 'Keys that stand twice in one object',
  why: 'Which of two equal keys counts depends on the parser (RFC 8259, section 4): a reviewer is shown one description and the client’s model another. No program writes such lists.',
  list: ({ repeatedKeys, repeatedCount }) => [
    ...repeatedKeys.map((path) => ({ path, text: String(path.at(-1) ?? '') })),
    ...(repeatedCount > repeatedKeys.length
      ? [{ path: [], text: `${repeatedCount - repeatedKeys.length} more keys stand twice` }]
      : []),
  ],
};
