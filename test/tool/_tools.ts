import { inspect, type InspectedTool } from '../../src/tool/inspect.ts';
import type { JsonObject } from '../../src/tool/json.ts';
import { lint, type LintFinding } from '../../src/tool/lint.ts';
import { readToolList } from '../../src/tool/read-list.ts';
import { toolOf, type Tool, type ToolList } from '../../src/tool/tool.ts';

/** The list of some entries, with what stands around them. */
export function listOf(tools: readonly unknown[], around: object = {}): ToolList {
  const list = readToolList({ tools, ...around });
  if (list === null) throw new Error('no list');
  return list;
}

export function toolFrom(definition: JsonObject): Tool {
  const tool = toolOf({ inputSchema: { type: 'object' }, ...definition }, 0);
  if (tool === null) throw new Error('no tool');
  return tool;
}

/** An entry with a name, a description and arguments of these schemas. */
export function entry(name: string, description = '', properties: object = {}, rest: object = {}): object {
  return { name, description, inputSchema: { type: 'object', properties }, ...rest };
}

/** What is told of the first of some entries. */
export function inspected(entries: readonly unknown[], around: object = {}): InspectedTool {
  const [first] = inspect(listOf(entries, around)).tools;
  if (first === undefined) throw new Error('no tool');
  return first;
}

/** What is found in the first of some entries. */
export function findingsOf(entries: readonly unknown[], around: object = {}): LintFinding[] {
  return lint(listOf(entries, around)).tools[0] ?? [];
}

export const checksOf = (findings: readonly LintFinding[]): string[] =>
  [...new Set(findings.map(({ check }) => check))].sort();
