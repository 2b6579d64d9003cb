import { isObject, own, type JsonObject, type Path } from '../json.ts';
import { ITEM_LISTS } from '../tool.ts';
import type { LintRule, Remark } from './index.ts';

const MOST_ICONS = 100;
/** About all that is no tool. */
const MOST_REMARKS = 1_000;

/** Icons that are fetched by anything but https, or are no picture in the text itself. */
function remarksOn(holder: JsonObject, base: Path): Remark[] {
  const icons = own(holder, 'icons');
  if (!Array.isArray(icons)) return [];
  return icons.slice(0, MOST_ICONS).flatMap((icon: unknown, index): Remark[] => {
    const source = isObject(icon) ? own(icon, 'src') : undefined;
    if (typeof source === 'string' && /^(?:https:\/\/|data:image\/)/i.test(source)) return [];
    return [{ path: [...base, 'icons', index, 'src'], text: typeof source === 'string' ? source : 'no address' }];
  });
}

export const iconAddress: LintRule = {
  id: 'icon-address',
  tier: 'block',
  title: 'Icons from unsafe addresses',
  why: 'Icons may only be `https:` or `data:` addresses (MCP, basic, icons): others run scripts, read files, or ask hosts inside the network.',
  tool: ({ definition }) => remarksOn(definition, []),
  list(list) {
    const remarks = list.server === null ? [] : remarksOn(list.server, ['serverInfo']);
    for (const key of ITEM_LISTS) {
      for (const { definition, index } of list[key]) {
        if (remarks.length < MOST_REMARKS) remarks.push(...remarksOn(definition, [key, index]));
      }
    }
    return remarks;
  },
};
