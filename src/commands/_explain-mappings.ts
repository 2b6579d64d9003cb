import { mappingsOf, whyNone } from '../checks/_mappings.ts';
import { FRAMEWORKS, type FrameworkId, type Mapping } from '../model/mapping.ts';
import { paragraph } from './_paragraph.ts';

/** With its id, but of the NSA, whose ids are ours. */
const entryName = ({ framework, id, title }: Mapping): string => (framework === 'nsa-mcp' ? title : `${id} ${title}`);

/** What published lists call the fault that a check finds, or why they have no name for it. */
export function explainMappings(check: string, width: number): string {
  const mappings = mappingsOf(check);
  const told = (Object.keys(FRAMEWORKS) as FrameworkId[]).map((framework) => {
    const own = mappings.filter((mapping) => mapping.framework === framework);
    const { name } = FRAMEWORKS[framework];
    const none = whyNone(check, framework);
    if (own.length === 0) return none === undefined ? '' : paragraph(`${name}: none fits: ${none}.`, width);
    const pages = [...new Set(own.map(({ url }) => url))];
    const entries = own.map((mapping) => paragraph(entryName(mapping), width, 4)).join('');
    return `  ${name}\n${entries}${pages.map((url) => `    ${url}\n`).join('')}`;
  });
  return told.join('');
}
