import { own } from '../json.ts';
import type { LintRule } from './index.ts';

export const schemaFormat: LintRule = {
  id: 'schema-format',
  tier: 'review',
  title: 'Input schema that is none',
  why: 'A tool’s `inputSchema` must be a JSON Schema object (MCP, server/tools, data types): what it takes cannot be told, and one client drops it where another calls it.',
  tool({ definition, inputSchema }, { isOutline }) {
    if (inputSchema !== null || isOutline) return [];
    const value = own(definition, 'inputSchema');
    return [
      {
        path: ['inputSchema'],
        text: value === undefined ? 'missing' : Array.isArray(value) ? 'an array' : String(value),
      },
    ];
  },
};
