import { isActive, type Server, type Settings } from './server.ts';

/** What one client's config lets a model do with one tool. */
export interface ToolAccess {
  /** Whether the model is told of it. */
  isOffered: boolean;
  /** Whether it runs without a question, where it is offered. */
  isApproved: boolean;
}

/** An entry of a list: a name, or cut at each `*`, which stands for any characters. */
type Pattern = readonly string[];

/** In linear time. */
function matches(pattern: Pattern, name: string): boolean {
  const [head = ''] = pattern;
  const tail = pattern.at(-1) ?? '';
  if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail)) return false;
  const end = name.length - tail.length;
  let at = head.length;
  for (let index = 1; index < pattern.length - 1; index += 1) {
    const part = pattern[index] ?? '';
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

interface OrderedList {
  names: ReadonlySet<string>;
  patterns: readonly Pattern[];
  /** What was asked of the patterns before. */
  answers: Map<string, boolean>;
}

/** Lists are looked through for every tool, and may be as long as a config: each is put in order once. */
const ordered = new WeakMap<readonly string[], OrderedList>();

function inOrder(list: readonly string[]): OrderedList {
  const known = ordered.get(list);
  if (known !== undefined) return known;
  const names = new Set(list);
  const patterns = [...names].filter((entry) => entry.includes('*')).map((entry) => entry.split('*'));
  const made: OrderedList = { names, patterns, answers: new Map() };
  ordered.set(list, made);
  return made;
}

function isIn(list: readonly string[], name: string): boolean {
  const { names, patterns, answers } = inOrder(list);
  if (names.has(name)) return true;
  if (patterns.length === 0) return false;
  const known = answers.get(name);
  if (known !== undefined) return known;
  const answer = patterns.some((pattern) => matches(pattern, name));
  answers.set(name, answer);
  return answer;
}

/** The entries of a list, as written, that mean one of these tools. */
export function entriesNaming(list: readonly string[], tools: ReadonlySet<string>): string[] {
  const { names, patterns } = inOrder(list);
  const all = [...tools];
  return [
    ...[...names].filter((name) => tools.has(name)),
    ...patterns.filter((pattern) => all.some((name) => matches(pattern, name))).map((pattern) => pattern.join('*')),
  ];
}

/** What the settings of one entry say about a tool. */
export function accessOf(
  { enabledTools, disabledTools, approvedTools }: Pick<Settings, 'enabledTools' | 'disabledTools' | 'approvedTools'>,
  toolName: string,
): ToolAccess {
  return {
    isOffered: (enabledTools === null || isIn(enabledTools, toolName)) && !isIn(disabledTools, toolName),
    isApproved: isIn(approvedTools, toolName),
  };
}

/**
 * The same over all the entries that a client would start, or of a disabled server over all of them: offered by any, and
 * without a question by any that offers it.
 */
export function accessOn(server: Server, toolName: string): ToolAccess {
  const live = isActive(server) ? server.declarations.filter(({ enabled }) => enabled !== false) : server.declarations;
  const offering = live.map(({ settings }) => accessOf(settings, toolName)).filter(({ isOffered }) => isOffered);
  return { isOffered: offering.length > 0, isApproved: offering.some(({ isApproved }) => isApproved) };
}
