import type { Offering } from '../model/offering.ts';
import type { Hints, Tool } from '../model/tool.ts';
import { definitionText } from './definition-hash.ts';
import { inspect, type InspectedTool } from './inspect.ts';
import { own, ownText, type JsonObject } from './json.ts';
import { parametersOf, type Tool as Definition, type ToolList } from './tool.ts';

/** How much of a text is kept; a hash says whether the rest is the same. */
const MOST_TEXT = 2_000;
const MOST_DEFINITION = 100_000;
const MOST_PARAMETERS = 200;

const clip = (text: string): string => text.slice(0, MOST_TEXT);

function hintsOf(annotations: JsonObject): Hints {
  const hint = (key: string): boolean | null => {
    const value = own(annotations, key);
    return typeof value === 'boolean' ? value : null;
  };
  return {
    readOnly: hint('readOnlyHint'),
    destructive: hint('destructiveHint'),
    idempotent: hint('idempotentHint'),
    openWorld: hint('openWorldHint'),
  };
}

/** `string`, `string | null`, or `any` where a schema does not say. */
function typeOf(schema: JsonObject): string {
  const type = own(schema, 'type');
  const types = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string');
  return types.length === 0 ? 'any' : types.slice(0, 8).join(' | ').slice(0, 100);
}

function requiredIn(schema: JsonObject | null): ReadonlySet<unknown> {
  const required = schema === null ? null : own(schema, 'required');
  return new Set(Array.isArray(required) ? required : []);
}

function asTool(definition: Definition, { annotations, hash, ...inspected }: InspectedTool): Tool {
  const text = hash === null ? null : definitionText(definition);
  const required = requiredIn(definition.inputSchema);
  return {
    ...inspected,
    title: definition.title === null ? null : clip(definition.title),
    description: clip(definition.description),
    parameters: parametersOf(definition)
      .slice(0, MOST_PARAMETERS)
      .map(({ name, schema, path }) => ({
        name,
        type: typeOf(schema),
        // Of nested ones only the outer object's word is known.
        isRequired: path.length === 3 && required.has(name),
      })),
    hints: hintsOf(annotations),
    hash,
    definition: text === null || text.length > MOST_DEFINITION ? null : text,
  };
}

/** What a list of tools says, for the inventory; where the list comes from is the caller's to say. */
export function offeringOf(
  list: ToolList,
  from: Pick<Offering, 'source' | 'file'> & Partial<Omit<Offering, 'tools' | 'findings'>>,
): Offering {
  const inspected = inspect(list);
  return {
    era: null,
    protocolVersion: null,
    serverName: list.server === null ? null : (ownText(list.server, 'name')?.slice(0, 200) ?? null),
    serverVersion: list.server === null ? null : (ownText(list.server, 'version')?.slice(0, 200) ?? null),
    instructions: list.instructions === null ? null : clip(list.instructions),
    tools: list.tools.flatMap((tool, index) => {
      const found = inspected.tools[index];
      return found === undefined ? [] : asTool(tool, found);
    }),
    prompts: list.prompts.length,
    resources: list.resources.length + list.resourceTemplates.length,
    findings: inspected.findings,
    shift: null,
    containment: [],
    notes: [],
    ...from,
    isComplete: (from.isComplete ?? true) && list.unreadCount === 0 && list.repeatedCount === 0,
  };
}
