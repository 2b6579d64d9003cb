import type { LintRule } from './index.ts';

export const duplicateName: LintRule = {
  id: 'duplicate-name',
  tier: 'block',
  title: 'Several tools of one name',
  why: 'Which of them a call reaches depends on the client: what was reviewed may not be what runs. Names should be unique within a server (MCP, server/tools, tool names).',
  list({ tools }) {
    const seen = new Set<string>();
    return tools.flatMap(({ name, index }) => {
      const isRepeated = seen.has(name);
      seen.add(name);
      return isRepeated ? [{ path: ['tools', index, 'name'], text: name }] : [];
    });
  },
};
