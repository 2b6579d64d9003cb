import { own, ownText } from '../json.ts';
import type { LintRule, Remark } from './index.ts';
import { schemasOf } from './_schema.ts';

/** A token of HTTP. Source: RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const PRIMITIVE = new Set(['boolean', 'integer', 'string']);
const SECRET = /pass|token|key|secret|credential|auth/i;

export const headerParameter: LintRule = {
  id: 'header-parameter',
  tier: 'review',
  title: 'Parameters mirrored into headers',
  why: 'What `x-mcp-header` marks is copied into an HTTP header, which every host on the way sees and may log; a mark that breaks its rules makes clients drop the tool (MCP 2026-07-28, server/tools, x-mcp-header).',
  tool(tool) {
    const seen = new Set<string>();
    const remarks: Remark[] = [];
    for (const { schema, path } of schemasOf(tool)) {
      const header = own(schema, 'x-mcp-header');
      if (header === undefined || path[0] !== 'inputSchema') continue;
      const fault = faultOf(header, schema['type'], path, seen);
      if (typeof header === 'string') seen.add(header.toLowerCase());
      const name = String(path.at(-1));
      const told =
        fault ??
        (SECRET.test(name) || SECRET.test(ownText(schema, 'x-mcp-header') ?? '')
          ? 'a secret is copied into a header'
          : null);
      if (told !== null) remarks.push({ path: [...path, 'x-mcp-header'], text: `${told}: ${name}` });
    }
    return remarks;
  },
};

function faultOf(
  header: unknown,
  type: unknown,
  path: readonly (string | number)[],
  seen: ReadonlySet<string>,
): string | null {
  if (typeof header !== 'string' || !TOKEN.test(header)) return 'it is no name of a header';
  if (seen.has(header.toLowerCase())) return 'its header has another parameter already';
  if (typeof type !== 'string' || !PRIMITIVE.has(type)) return 'its type has no place in a header';
  // Reached by `properties` alone: inputSchema, properties, name, properties, name …
  const isReached = path.length % 2 === 1 && path.every((part, index) => index % 2 === 0 || part === 'properties');
  return isReached ? null : 'it is not reached by `properties` alone';
}
