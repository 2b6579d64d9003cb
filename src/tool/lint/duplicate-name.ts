import { ownText } from '../json.ts';
import type { LintRule, Remark } from './index.ts';

export const duplicateName: LintRule = {
  id: 'duplicate-name',
  tier: 'block',
  title: 'Several tools or prompts of one name',
  why: 'Which of them a call reaches depends on the client: what was reviewed may not be what runs. Names should be unique within a server (MCP, server/tools, tool names).',
  list: ({ tools, prompts }) => [
    ...repeatedIn('tools', tools),
    ...repeatedIn(
      'prompts',
      prompts.flatMap(({ definition, index }) => {
        const name = ownText(definition, 'name');
        return name === null ? [] : [{ name, index }];
      }),
    ),
  ],
};

function repeatedIn(list: string, named: ReadonlyArray<{ name: string; index: number }>): Remark[] {
  const seen = new Set<string>();
  return named.flatMap(({ name, index }) => {
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated ? [{ path: [list, index, 'name'], text: name }] : [];
  });
}
