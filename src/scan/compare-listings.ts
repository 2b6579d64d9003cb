import type { Shift } from '../model/offering.ts';
import { definitionText } from '../tool/definition-hash.ts';
import { readToolList } from '../tool/read-list.ts';

/** Definitions by tool name; of a repeated name each one. */
function definitionsIn(tools: readonly unknown[]): Map<string, string> {
  const definitions = new Map<string, string>();
  for (const tool of readToolList({ tools })?.tools ?? []) {
    const text = definitionText(tool) ?? JSON.stringify(tool.definition);
    definitions.set(tool.name, `${definitions.get(tool.name) ?? ''}\n${text}`);
  }
  return definitions;
}

/** Names of the tools that are not the same in both lists; the order does not count. */
export function differingTools(one: readonly unknown[], other: readonly unknown[]): string[] {
  const before = definitionsIn(one);
  const after = definitionsIn(other);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.filter((name) => before.get(name) !== after.get(name)).sort();
}

/** What it means that a list differs, by whether it also differs for one and the same client. */
export function shiftOf(tools: readonly string[], ofSameClient: readonly string[] | null): Shift | null {
  if (tools.length === 0) return null;
  // Where the same client was not heard twice, or heard two lists, who asks is not shown to matter.
  return { kind: ofSameClient?.length === 0 ? 'by-client' : 'unstable', tools: tools.slice(0, 100) };
}
