import { ALL_INVISIBLE, foldLookalikes } from './_characters.ts';
import type { LintRule } from './index.ts';

/** What a name looks like: of the same skeleton are names that a person takes for one. */
function skeletonOf(name: string): string {
  return foldLookalikes(name.slice(0, 500).replace(ALL_INVISIBLE, '').normalize('NFKC'))
    .replace(/0/g, 'O')
    .replace(/[1|I]/g, 'l');
}

export const confusableName: LintRule = {
  id: 'confusable-name',
  tier: 'block',
  title: 'Names that look like another',
  why: 'A tool whose name looks like that of another one is approved for it, or called in its place.',
  tool({ name }) {
    const isDisguised =
      !/^[ -~]*$/.test(name) && /^[ -~]+$/.test(foldLookalikes(name.replace(ALL_INVISIBLE, '').normalize('NFKC')));
    return isDisguised ? [{ path: ['name'], text: name }] : [];
  },
  list({ tools }) {
    const seen = new Map<string, string>();
    return tools.flatMap(({ name, index }) => {
      const skeleton = skeletonOf(name);
      const other = seen.get(skeleton);
      if (other === undefined) seen.set(skeleton, name);
      return other === undefined || other === name
        ? []
        : [{ path: ['tools', index, 'name'], text: `${name} looks like ${other}` }];
    });
  },
};
