import { isObject, ownObject, own, type Path } from './json.ts';
import { readToolList, WRAPPERS } from './read-list.ts';
import { repeatedKeys, type RepeatedKeys } from './repeated-keys.ts';
import type { ToolList } from './tool.ts';

/** Reads a saved list from its JSON text as `readToolList` reads its value; undefined when it is no JSON, null when it is no list. */
export function readToolListText(file: string): ToolList | null | undefined {
  const text = file.replace(/^\uFEFF/, '');
  const value = parse(text);
  const list = value === undefined ? null : readToolList(value);
  if (list === null) return value === undefined ? undefined : null;
  const { paths, count } = repeatedKeys(text);
  return { ...list, repeatedKeys: paths.map(fromList), repeatedCount: count };
}

/** What a server answered when it was listed, whatever its shape; null where it said nothing. */
export interface Listed {
  tools: readonly unknown[];
  prompts: readonly unknown[];
  resources: readonly unknown[];
  resourceTemplates: readonly unknown[];
  serverInfo: unknown;
  instructions: string | null;
  /** The raw answers to `tools/list`, page by page, whose tools one after the other are those above. */
  rawTools: readonly string[];
}

/** Reads what a server answered. What keys the raw texts repeat does not show in the values. */
export function readListing({ serverInfo, instructions, rawTools: pages, ...lists }: Listed): ToolList | null {
  const value = {
    ...lists,
    ...(serverInfo === null ? {} : { serverInfo }),
    ...(instructions === null ? {} : { instructions }),
  };
  const list = readToolList(value);
  if (list === null) return null;
  const repeated: RepeatedKeys = { paths: [], count: 0 };
  let told = 0;
  for (const text of pages) {
    const { paths, count } = repeatedKeys(text);
    repeated.count += count;
    for (const path of paths) repeated.paths.push(moved(fromList(path), told));
    const tools = toolsOf(text);
    // Behind a page that is no JSON no tool can be found again.
    if (tools === null) break;
    told += tools;
  }
  const all = { ...list, repeatedKeys: repeated.paths, repeatedCount: repeated.count };
  if (told >= value.tools.length) return all;
  const why = 'whether keys repeat in it, and in what follows, is not known: its text was not kept whole';
  return { ...all, unread: [...list.unread, { path: ['tools', told], why }], unreadCount: list.unreadCount + 1 };
}

/** A path from the list on, whatever the list comes in. */
function fromList([first, ...rest]: Path): Path {
  if (typeof first === 'number') return ['tools', first, ...rest];
  if (first === undefined) return [];
  return rest.length > 0 && WRAPPERS.some((key) => key === first) ? rest : [first, ...rest];
}

function moved([first, second, ...rest]: Path, by: number): Path {
  if (first === undefined) return [];
  return first === 'tools' && typeof second === 'number'
    ? [first, second + by, ...rest]
    : second === undefined
      ? [first]
      : [first, second, ...rest];
}

/** How many tools an answer holds; null when it holds no list. */
function toolsOf(text: string): number | null {
  const message = parse(text);
  const result = isObject(message) ? ownObject(message, 'result') : null;
  const tools = result === null ? null : own(result, 'tools');
  return Array.isArray(tools) ? tools.length : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
