import { isObject, own, ownObject, ownText, type JsonObject, type Path } from './json.ts';
import { measure, MOST } from './measure.ts';
import { EMPTY_LIST, ITEM_LISTS, toolOf, type Item, type Tool, type ToolList, type Unread } from './tool.ts';

/** Entries of one list that are looked at; the largest real server has 401 tools. */
const MOST_ENTRIES = 100_000;
/** Characters of all entries together. */
const MOST_CHARACTERS = 200_000_000;
const MOST_UNREAD = 100;

/** What a list comes in: a JSON-RPC response, or a saved session with what the server said at its start. */
export const WRAPPERS = ['result', 'initialize', 'discover'] as const;

/** The method is not known, so that there is no such list. Source: JSON-RPC 2.0, section 5.1. */
const METHOD_NOT_FOUND = -32_601;

/** What cannot be read is noted, and the reading goes on. */
class Notes {
  readonly list: Unread[] = [];
  count = 0;
  /** Characters that may still be looked at. */
  room = MOST_CHARACTERS;

  add(path: Path, why: string, count = 1): void {
    this.count += count;
    if (this.list.length < MOST_UNREAD) this.list.push({ path, why });
  }
}

/**
 * Reads a raw `tools/list` result, an object with `tools`, or an array; `serverInfo`, `instructions`, `prompts`, `resources` and
 * `resourceTemplates` are taken where they are there. Null when it is none of these. Entry by entry: one that cannot be read
 * voids no other, every unknown key stays, repeated names stay.
 */
export function readToolList(value: unknown): ToolList | null {
  const around: JsonObject[] = isObject(value) ? [value] : [];
  for (const key of WRAPPERS) {
    const inner = isObject(value) ? ownObject(value, key) : null;
    if (inner !== null) around.push(inner);
  }
  const entries = [value, ...around.map((object) => own(object, 'tools'))].find(Array.isArray);
  if (entries === undefined) return null;
  const notes = new Notes();
  const server = readServer(around, notes);
  const instructions = readInstructions(around, notes);
  const tools = readTools(entries, notes);
  const [prompts = [], resources = [], resourceTemplates = []] = ITEM_LISTS.map((key) => readItems(around, key, notes));
  const unread = { unread: notes.list, unreadCount: notes.count };
  return { ...EMPTY_LIST, server, instructions, tools, prompts, resources, resourceTemplates, ...unread };
}

/** Reads what an extension's manifest says that it offers: an outline, in which the tools have no schemas. */
export function readOutline(value: unknown): ToolList {
  return { ...(readToolList(value) ?? EMPTY_LIST), isOutline: true };
}

function readTools(entries: readonly unknown[], notes: Notes): Tool[] {
  const tools: Tool[] = [];
  for (const { index, definition } of readEntries(entries, 'tools', notes)) {
    const tool = toolOf(definition, index);
    const path = ['tools', index];
    if (tool === null) notes.add(path, `its name is ${kindOf(own(definition, 'name'))}, not a string`);
    else tools.push(tool);
  }
  return tools;
}

/** A list beside the tools. A saved session may keep the error that the server answered with instead. */
function readItems(around: readonly JsonObject[], key: string, notes: Notes): Item[] {
  const lists = around.map((object) => own(object, key)).filter((list) => list !== undefined);
  const entries = lists.find(Array.isArray);
  if (entries !== undefined) return [...readEntries(entries, key, notes)];
  const [other] = lists;
  const error = isObject(other) ? ownObject(other, 'error') : null;
  if (error !== null && own(error, 'code') === METHOD_NOT_FOUND) return [];
  if (other !== undefined) notes.add([key], error === null ? `it is ${kindOf(other)}, not an array` : 'it is an error');
  return [];
}

/** The entries that are objects and not too large. */
function* readEntries(entries: readonly unknown[], key: string, notes: Notes): Generator<Item> {
  for (const [index, entry] of entries.entries()) {
    const path = [key, index];
    if (index === MOST_ENTRIES) {
      notes.add(path, `entries after the first ${MOST_ENTRIES} are not looked at`, entries.length - MOST_ENTRIES);
      break;
    }
    if (!isObject(entry)) {
      notes.add(path, `it is ${kindOf(entry)}, not an object`);
      continue;
    }
    const { excess, characters } = measure(entry, Math.min(MOST.characters, notes.room));
    notes.room -= characters;
    if (excess === null) yield { index, definition: entry };
    else notes.add(path, excess);
  }
}

function readServer(around: readonly JsonObject[], notes: Notes): JsonObject | null {
  const server = firstOf(around, (object) => ownObject(object, 'serverInfo') ?? ownObject(object, 'server'));
  const excess = server === null ? null : measure(server, MOST.characters).excess;
  if (excess === null) return server;
  notes.add(['serverInfo'], excess);
  return null;
}

function readInstructions(around: readonly JsonObject[], notes: Notes): string | null {
  const instructions = firstOf(around, (object) => ownText(object, 'instructions'));
  if (instructions === null || instructions.length <= MOST.characters) return instructions;
  notes.add(['instructions'], `they are longer than ${MOST.characters} characters`);
  return null;
}

function firstOf<T>(objects: readonly JsonObject[], find: (object: JsonObject) => T | null): T | null {
  for (const object of objects) {
    const found = find(object);
    if (found !== null) return found;
  }
  return null;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
