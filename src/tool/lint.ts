import type { LintFinding } from '../model/tool.ts';
import { escaped, excerpt } from './excerpt.ts';
import { isObject, pointer } from './json.ts';
import { LINT_RULES, type LintRule, type Span } from './lint/index.ts';
import { passageOf } from './lint/_passage.ts';
import { readingsOf } from './lint/_reading.ts';
import { toolNamesOf, type ToolNames } from './lint/_tool-names.ts';
import type { Tool, ToolList } from './tool.ts';

export type { LintFinding } from '../model/tool.ts';

export interface LintResult {
  /** One for each tool of the list, in its order. */
  tools: LintFinding[][];
  /** About the list and the server's own words. */
  list: LintFinding[];
}

/** Findings of one tool: what repeats itself in a thousand parameters is told as often as a person will read. */
const MOST_FINDINGS = 50;
const MOST_LIST_FINDINGS = 1_000;

const CHARACTER_RULES = LINT_RULES.filter(({ characters }) => characters !== undefined);
const WORD_RULES = LINT_RULES.filter(({ words }) => words !== undefined);

/**
 * Looks for what poisons a model by a description: over each string of each tool and over the server's instructions, as
 * they are written and as they read when normalised and decoded. It ranks what a person should read; it clears nothing.
 */
export function lint(list: ToolList): LintResult {
  const names = toolNamesOf(list);
  const onList = [
    ...LINT_RULES.flatMap((rule) =>
      (rule.list?.(list) ?? []).map((remark) => asFinding(rule, remark.path, remark.text)),
    ),
    ...(list.instructions === null ? [] : lintText(list.instructions, ['instructions'], null, names)),
    ...(list.server === null ? [] : lintTexts(list.server, ['serverInfo'], null, names)),
  ];
  return { tools: list.tools.map((tool) => lintTool(tool, list, names)), list: onList.slice(0, MOST_LIST_FINDINGS) };
}

function lintTool(tool: Tool, list: ToolList, names: ToolNames): LintFinding[] {
  const structural = LINT_RULES.flatMap((rule) =>
    (rule.tool?.(tool, list) ?? []).map((remark) => asFinding(rule, remark.path, remark.text)),
  );
  const found = [...lintTexts(tool.definition, [], tool.name, names), ...structural];
  // What blocks is never crowded out.
  return found.length <= MOST_FINDINGS
    ? found
    : found.toSorted((a, b) => Number(a.tier !== 'block') - Number(b.tier !== 'block')).slice(0, MOST_FINDINGS);
}

type Path = readonly (string | number)[];

function asFinding({ id, tier }: LintRule, path: Path, text: string): LintFinding {
  return { check: id, tier, where: pointer(path), text: escaped(text) };
}

/** Every text below a value, keys too. Recursion is bounded by the depth to which lists are read. */
function lintTexts(value: unknown, path: Path, tool: string | null, names: ToolNames): LintFinding[] {
  if (typeof value === 'string') return lintText(value, path, tool, names);
  if (Array.isArray(value)) return value.flatMap((item, index) => lintTexts(item, [...path, index], tool, names));
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((key) => [
    ...lintCharacters(key, [...path, key]),
    ...lintTexts(value[key], [...path, key], tool, names),
  ]);
}

function lintCharacters(text: string, path: Path): LintFinding[] {
  return CHARACTER_RULES.flatMap((rule) => told(rule, path, text, rule.characters?.(text) ?? null));
}

function lintText(text: string, path: Path, tool: string | null, names: ToolNames): LintFinding[] {
  const found = lintCharacters(text, path);
  const settled = new Set<LintRule>();
  for (const reading of [{ text, isDecoded: false }, ...readingsOf(text)]) {
    const passage = passageOf(reading.text, { isDecoded: reading.isDecoded, tool, names });
    for (const rule of WORD_RULES) {
      if (settled.has(rule)) continue;
      const findings = told(rule, path, reading.text, rule.words?.(passage) ?? null);
      if (findings.length > 0) settled.add(rule);
      found.push(...findings);
    }
  }
  return found;
}

function told({ id, tier }: LintRule, path: Path, text: string, span: Span | null): LintFinding[] {
  return span === null ? [] : [{ check: id, tier, where: pointer(path), text: excerpt(text, span.start, span.length) }];
}
