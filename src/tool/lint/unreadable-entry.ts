import type { LintRule } from './index.ts';

export const unreadableEntry: LintRule = {
  id: 'unreadable-entry',
  tier: 'review',
  title: 'Entries that could not be read',
  why: 'An entry that is no tool, or too large to be looked at, may be one to a client that is less strict.',
  list: ({ unread, unreadCount }) => [
    ...unread.map(({ path, why }) => ({ path, text: why })),
    ...(unreadCount > unread.length
      ? [{ path: ['tools'], text: `${unreadCount - unread.length} more entries could not be read` }]
      : []),
  ],
};
