import type { LintRule } from './index.ts';

export const nameFormat: LintRule = {
  id: 'name-format',
  tier: 'review',
  title: 'Names that clients change',
  why: 'Names should be of 1 to 128 letters, digits, `_`, `-` and `.` of ASCII (MCP, server/tools, tool names). Clients change others, and case and separators: two become one.',
  tool: ({ name }) => (/^[A-Za-z0-9_.-]{1,128}$/.test(name) ? [] : [{ path: ['name'], text: name }]),
  list({ tools }) {
    const seen = new Map<string, string>();
    return tools.flatMap(({ name, index }) => {
      const changed = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
      const other = seen.get(changed) ?? name;
      seen.set(changed, other);
      return other === name ? [] : [{ path: ['tools', index, 'name'], text: `${name} becomes ${other}` }];
    });
  },
};
