import { isObject, own, ownObject, ownText, type JsonObject, type Path } from './json.ts';
import { keepLast } from './keep-last.ts';

/** One tool of a list, as its server describes it: hostile text, with every key it came with. */
export interface Tool {
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly name: string;
  /** What is shown instead of the name: `title`, else that of the annotations. */
  readonly title: string | null;
  /** `''` when there is none. */
  readonly description: string;
  /** Hints of the server about itself, which nobody has verified. */
  readonly annotations: JsonObject;
  /** Null when it is no object, which the specification does not allow. */
  readonly inputSchema: JsonObject | null;
  /** The whole entry as received. */
  readonly definition: JsonObject;
}

/** An entry that is no tool, or is too large to be looked at; or what is around the list, where that is too large. */
export interface Unread {
  /** Keys and indexes from the list on. */
  path: Path;
  why: string;
}

/** A prompt, a resource or a template of resources: hostile text as a tool is, with every key it came with. */
export interface Item {
  /** Its place in its list, from 0. */
  readonly index: number;
  readonly definition: JsonObject;
}

/** The lists beside the tools, by their keys. */
export const ITEM_LISTS = ['prompts', 'resources', 'resourceTemplates'] as const;

export interface ToolList {
  /** `serverInfo`: who the server says it is. */
  readonly server: JsonObject | null;
  /** What the server tells the model about itself. */
  readonly instructions: string | null;
  /** In the order of the list; of a repeated name every one. */
  readonly tools: readonly Tool[];
  readonly prompts: readonly Item[];
  readonly resources: readonly Item[];
  readonly resourceTemplates: readonly Item[];
  /** The first of them; `unreadCount` is how many there are. */
  readonly unread: readonly Unread[];
  readonly unreadCount: number;
  /** Keys that stand twice in one object of the text, from the list on: the first of them; `repeatedCount` is how many there are. */
  readonly repeatedKeys: readonly Path[];
  readonly repeatedCount: number;
  /** True where it is an outline by somebody else, such as an extension's manifest: names and descriptions without schemas. */
  readonly isOutline: boolean;
}

export const EMPTY_LIST: ToolList = {
  server: null,
  instructions: null,
  tools: [],
  prompts: [],
  resources: [],
  resourceTemplates: [],
  unread: [],
  unreadCount: 0,
  repeatedKeys: [],
  repeatedCount: 0,
  isOutline: false,
};

/** A tool that stands alone, such as one of an inventory; null when it has no name. */
export function toolOf(definition: JsonObject, index: number): Tool | null {
  const name = ownText(definition, 'name');
  if (name === null) return null;
  const annotations = ownObject(definition, 'annotations') ?? {};
  return {
    index,
    name,
    title: ownText(definition, 'title') ?? ownText(annotations, 'title'),
    description: ownText(definition, 'description') ?? '',
    annotations,
    inputSchema: ownObject(definition, 'inputSchema'),
    definition,
  };
}

/** One argument of a tool. */
export interface Parameter {
  readonly name: string;
  readonly schema: JsonObject;
  /** Keys from the tool on. */
  readonly path: readonly string[];
}

const MOST_PARAMETERS = 1_000;

/** The arguments of a tool, and those inside an argument that is an object: some servers wrap all in one. */
export function parametersOf({ inputSchema }: Pick<Tool, 'inputSchema'>): readonly Parameter[] {
  return inputSchema === null ? [] : parametersIn(inputSchema);
}

const parametersIn = keepLast((inputSchema: JsonObject): readonly Parameter[] => {
  const outer = propertiesOf(inputSchema, ['inputSchema']);
  return [...outer, ...outer.flatMap(({ schema, path }) => propertiesOf(schema, path))].slice(0, MOST_PARAMETERS);
});

function propertiesOf(schema: JsonObject, path: readonly string[]): Parameter[] {
  const properties = own(schema, 'properties');
  if (!isObject(properties)) return [];
  return Object.entries(properties)
    .slice(0, MOST_PARAMETERS)
    .map(([name, value]) => ({ name, schema: isObject(value) ? value : {}, path: [...path, 'properties', name] }));
}
