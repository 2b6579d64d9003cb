import { isObject, own, ownObject, ownText, type JsonObject } from './json.ts';
import { toolOf, type Tool, type ToolList, type Unread } from './tool.ts';

/** Entries of one list that are looked at; the largest real server has 401 tools. */
const MOST_TOOLS = 100_000;
/** Of one tool: nesting, values, and characters of its keys and strings. The largest real one has 40,000 characters. */
const MOST = { depth: 100, values: 50_000, characters: 2_000_000 };
/** Characters of all tools together. */
const MOST_CHARACTERS = 200_000_000;
const MOST_UNREAD = 100;

/** What a list comes in: a JSON-RPC response, or a saved session with what the server said at its start. */
const WRAPPERS = ['result', 'initialize', 'discover'] as const;

/** What cannot be read is noted, and the reading goes on. */
class Notes {
  readonly list: Unread[] = [];
  count = 0;

  add(path: Unread['path'], why: string, count = 1): void {
    this.count += count;
    if (this.list.length < MOST_UNREAD) this.list.push({ path, why });
  }
}

/**
 * Reads a raw `tools/list` result, an object with `tools`, or an array; `serverInfo` and `instructions` are taken where they
 * are there. Null when it is none of these. Entry by entry: one that cannot be read voids no other, every unknown key
 * stays, repeated names stay.
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
  return {
    server: readServer(around, notes),
    instructions: readInstructions(around, notes),
    tools: readEntries(entries, notes),
    unread: notes.list,
    unreadCount: notes.count,
  };
}

function readEntries(entries: readonly unknown[], notes: Notes): Tool[] {
  const tools: Tool[] = [];
  let room = MOST_CHARACTERS;
  for (const [index, entry] of entries.entries()) {
    const path = ['tools', index];
    if (index === MOST_TOOLS) {
      notes.add(path, `entries after the first ${MOST_TOOLS} are not looked at`, entries.length - MOST_TOOLS);
      break;
    }
    if (!isObject(entry)) {
      notes.add(path, `it is ${kindOf(entry)}, not an object`);
      continue;
    }
    const { excess, characters } = measure(entry, Math.min(MOST.characters, room));
    room -= characters;
    const tool = excess === null ? toolOf(entry, index) : null;
    if (excess !== null) notes.add(path, excess);
    else if (tool === null) notes.add(path, `its name is ${kindOf(own(entry, 'name'))}, not a string`);
    else tools.push(tool);
  }
  return tools;
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
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

/** How large an object is, and in what it is larger than what is looked at. Without recursion: it may nest at any depth. */
function measure(object: JsonObject, mostCharacters: number): { excess: string | null; characters: number } {
  let characters = 0;
  let values = 0;
  let level: unknown[] = [object];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST.depth) return { excess: `it is nested deeper than ${MOST.depth} levels`, characters };
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string') characters += value.length;
      else if (Array.isArray(value)) for (const item of value) below.push(item);
      else if (isObject(value)) {
        for (const key of Object.keys(value)) {
          characters += key.length;
          below.push(value[key]);
        }
      }
      if (characters > mostCharacters) return { excess: `it is longer than ${mostCharacters} characters`, characters };
      if (values + below.length > MOST.values) return { excess: `it has more than ${MOST.values} values`, characters };
    }
    values += below.length;
    level = below;
  }
  return { excess: null, characters };
}
