import { ownText } from '../json.ts';
import type { LintRule, Remark } from './index.ts';
import { schemasOf } from './_schema.ts';

export const remoteSchema: LintRule = {
  id: 'remote-schema',
  tier: 'review',
  title: 'Schema that is elsewhere',
  why: 'A `$ref` to a network address is not part of what is reviewed, and must not be fetched (MCP 2026-07-28, basic, JSON Schema): a client that does asks a host of the server’s choice.',
  tool: (tool) => {
    const remarks: Remark[] = [];
    for (const { schema, path } of schemasOf(tool)) {
      for (const key of ['$ref', '$dynamicRef']) {
        const target = ownText(schema, key);
        if (target !== null && /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(target))
          remarks.push({ path: [...path, key], text: target });
      }
    }
    return remarks;
  },
};
