import { isObject, own, ownText, type JsonObject } from '../tool/json.ts';
import { behindBar } from './_visible.ts';

/** Columns that a level of nesting is set in, and how many levels are. */
const STEP = 2;
const DEEPEST = 10;

/** Keys of a definition that have a place of their own. */
const PLACED: ReadonlySet<string> = new Set(['name', 'title', 'description', 'inputSchema', 'annotations']);

/** `string`, `string | null`; any other way to say it stays JSON. */
function typeIn(schema: JsonObject): string {
  const type = own(schema, 'type');
  if (type === undefined) return 'any';
  return typeof type === 'string'
    ? type
    : Array.isArray(type) && type.every((one) => typeof one === 'string')
      ? type.join(' | ')
      : JSON.stringify(type);
}

/** What is required and is no property; all of what is no list of names. */
function oddRequired(schema: JsonObject, properties: JsonObject): unknown {
  const required = own(schema, 'required');
  if (!Array.isArray(required)) return required;
  const odd = required.filter((name) => typeof name !== 'string' || !Object.hasOwn(properties, name));
  return odd.length === 0 ? undefined : odd;
}

/** Every key of a schema: its arguments one by one, what describes them as text, all else as JSON. */
function schemaLines(schema: JsonObject, width: number, depth: number): string[] {
  const indent = Math.min(depth, DEEPEST) * STEP;
  const inner = own(schema, 'properties');
  const properties = isObject(inner) ? inner : {};
  const required = own(schema, 'required');
  const names = new Set(Array.isArray(required) ? required : []);
  const description = ownText(schema, 'description');
  const odd = oddRequired(schema, properties);
  const rest = Object.keys(schema).filter(
    (key) =>
      key !== 'type' &&
      key !== 'required' &&
      !(key === 'properties' && isObject(inner)) &&
      !(key === 'description' && description !== null),
  );
  return [
    ...(description === null ? [] : behindBar(description, width, indent)),
    ...rest.flatMap((key) => behindBar(`${key}: ${JSON.stringify(schema[key])}`, width, indent)),
    ...(odd === undefined ? [] : behindBar(`required: ${JSON.stringify(odd)}`, width, indent)),
    ...Object.keys(properties).flatMap((name) =>
      parameterLines(name, properties[name], { isRequired: names.has(name), width, depth }),
    ),
  ];
}

function parameterLines(
  name: string,
  schema: unknown,
  { isRequired, width, depth }: { isRequired: boolean; width: number; depth: number },
): string[] {
  const indent = Math.min(depth, DEEPEST) * STEP;
  const shown = JSON.stringify(name).slice(1, -1);
  if (!isObject(schema)) return behindBar(`${shown}: ${JSON.stringify(schema)}`, width, indent);
  const head = `${shown}: ${typeIn(schema)}${isRequired ? ', required' : ''}`;
  return [...behindBar(head, width, indent), ...schemaLines(schema, width, depth + 1)];
}

/**
 * A whole definition for a person to read: each value of it stands somewhere, none is cut, and all of it stands behind a bar.
 * Headings are our own.
 */
export function definitionPage(definition: JsonObject, width: number): string[] {
  const section = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`  ${heading}`, ...lines];
  const text = (key: string): string[] => {
    const value = own(definition, key);
    if (value === undefined) return [];
    return behindBar(typeof value === 'string' ? value : JSON.stringify(value), width);
  };
  const schema = own(definition, 'inputSchema');
  const annotations = own(definition, 'annotations');
  const type = isObject(schema) ? own(schema, 'type') : undefined;
  const rest = Object.keys(definition).filter((key) => !PLACED.has(key));
  return [
    ...section('title', text('title')),
    ...section('description', text('description')),
    ...section(
      'parameters',
      isObject(schema)
        ? [
            ...(type === undefined || type === 'object' ? [] : behindBar(`type: ${JSON.stringify(type)}`, width)),
            ...schemaLines(schema, width, 0),
          ]
        : text('inputSchema'),
    ),
    ...section(
      'hints, unverified',
      isObject(annotations)
        ? Object.keys(annotations).flatMap((key) => behindBar(`${key}: ${JSON.stringify(annotations[key])}`, width))
        : text('annotations'),
    ),
    ...section(
      'further keys',
      rest.flatMap((key) => behindBar(`${key}: ${JSON.stringify(definition[key])}`, width)),
    ),
  ];
}
