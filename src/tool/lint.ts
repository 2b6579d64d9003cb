import type { LintFinding } from '../model/tool.ts';
import { escaped, excerpt } from './excerpt.ts';
import { isObject, pointer, type Path } from './json.ts';
import { LINT_RULES, type LintRule, type Remark, type Span } from './lint/index.ts';
import { passageOf } from './lint/_passage.ts';
import { readingsOf } from './lint/_reading.ts';
import { toolNamesOf, type ToolNames } from './lint/_tool-names.ts';
import { ITEM_LISTS, type Tool, type ToolList } from './tool.ts';

export type { LintFinding } from '../model/tool.ts';

export interface LintResult {
  /** One for each tool of the list, in its order. */
  tools: LintFinding[][];
  /** About the list, the server's own words, its prompts and its resources. */
  list: LintFinding[];
}

/** Findings of one tool: what repeats itself in a thousand parameters is told as often as a person will read. */
const MOST_FINDINGS = 50;
const MOST_LIST_FINDINGS = 1_000;
/** Findings of all tools together, after which a tool has the fewest: a list of a hundred thousand is none for a person any more. */
const MOST_IN_ALL = 50_000;
const FEWEST_FINDINGS = 3;

const CHARACTER_RULES = LINT_RULES.filter(({ characters }) => characters !== undefined);
const WORD_RULES = LINT_RULES.filter(({ words }) => words !== undefined);

/** Text in which no character hides anything, be it written out with a backslash. */
const PLAIN = /^[\t\n -[\]-~]*$/;
/** A word that says nothing by itself, and is too short to be a code. */
const WORD = /^\w{0,39}$/;

/**
 * Looks for what poisons a model by a description: over each string of each tool, prompt and resource, and over the server's
 * instructions, as they are written and as they read when normalised and decoded. It ranks what a person should read; it clears
 * nothing.
 */
export function lint(list: ToolList): LintResult {
  const names = toolNamesOf(list);
  let onList = LINT_RULES.flatMap((rule) => asFindings(rule, rule.list?.(list)));
  for (const [value, path] of wordsBesideTools(list)) {
    new Search(null, names, onList).look(value, path);
    if (onList.length > 10 * MOST_LIST_FINDINGS) onList = mostTelling(onList, MOST_LIST_FINDINGS);
  }
  let left = MOST_IN_ALL;
  const tools = list.tools.map((tool) => {
    const found = mostTelling(lintTool(tool, list, names), Math.max(Math.min(MOST_FINDINGS, left), FEWEST_FINDINGS));
    left -= found.length;
    return found;
  });
  return { tools, list: mostTelling(onList, MOST_LIST_FINDINGS) };
}

/** The server's own words and what it offers besides tools, each with its place. */
function* wordsBesideTools(list: ToolList): Generator<readonly [value: unknown, path: Path]> {
  yield [list.instructions, ['instructions']];
  yield [list.server, ['serverInfo']];
  for (const key of ITEM_LISTS) for (const { index, definition } of list[key]) yield [definition, [key, index]];
}

function lintTool(tool: Tool, list: ToolList, names: ToolNames): LintFinding[] {
  const found: LintFinding[] = [];
  new Search(tool.name, names, found).look(tool.definition, []);
  for (const rule of LINT_RULES) found.push(...asFindings(rule, rule.tool?.(tool, list)));
  return found;
}

/** What blocks is never crowded out. */
function mostTelling(found: LintFinding[], most: number): LintFinding[] {
  if (found.length <= most) return found;
  return found.toSorted((a, b) => Number(a.tier !== 'block') - Number(b.tier !== 'block')).slice(0, most);
}

function asFindings({ id, tier }: LintRule, remarks: readonly Remark[] = []): LintFinding[] {
  return remarks.map(({ path, text }) => ({ check: id, tier, where: pointer(path), text: escaped(text) }));
}

/** Puts the rules to the texts of one tool, or of what is no tool, and adds what they find to a list. */
class Search {
  private readonly tool: string | null;
  private readonly names: ToolNames;
  private readonly found: LintFinding[];
  private path: (string | number)[] = [];

  constructor(tool: string | null, names: ToolNames, found: LintFinding[]) {
    this.tool = tool;
    this.names = names;
    this.found = found;
  }

  /** Looks at every text of a value, which stands at a path; at its keys too. */
  look(value: unknown, path: Path): void {
    this.path = [...path];
    this.enter(value);
  }

  /** Recursion is bounded by the depth to which lists are read. */
  private enter(value: unknown): void {
    if (typeof value === 'string') this.read(value);
    else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.below(index, item);
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) this.below(key, value[key]);
    }
  }

  private below(part: string | number, value: unknown): void {
    this.path.push(part);
    if (typeof part === 'string') this.readCharacters(part);
    if (typeof value === 'string' || typeof value === 'object') this.enter(value);
    this.path.pop();
  }

  private readCharacters(text: string): void {
    if (PLAIN.test(text)) return;
    for (const rule of CHARACTER_RULES) this.tell(rule, text, rule.characters?.(text) ?? null);
  }

  private read(text: string): void {
    if (WORD.test(text)) return;
    this.readCharacters(text);
    const settled = new Set<LintRule>();
    for (const reading of [{ text, isDecoded: false }, ...readingsOf(text)]) {
      const passage = passageOf(reading.text, { isDecoded: reading.isDecoded, tool: this.tool, names: this.names });
      for (const rule of WORD_RULES) {
        if (!settled.has(rule) && this.tell(rule, reading.text, rule.words?.(passage) ?? null)) settled.add(rule);
      }
    }
  }

  private tell({ id, tier }: LintRule, text: string, span: Span | null): boolean {
    if (span === null) return false;
    const said = excerpt(text, span.start, span.length);
    this.found.push({ check: id, tier, where: pointer(this.path), text: said });
    return true;
  }
}
