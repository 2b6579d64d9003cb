import { isObject, type JsonObject } from '../json.ts';
import type { Tool } from '../tool.ts';

export interface SchemaPlace {
  schema: JsonObject;
  path: readonly (string | number)[];
}

/** Every object inside a tool's two schemas with its place; bounded as the tool itself is. */
export function* schemasOf({ definition }: Tool): Generator<SchemaPlace> {
  const open: SchemaPlace[] = [];
  const enter = (value: unknown, path: readonly (string | number)[]): void => {
    if (isObject(value)) open.push({ schema: value, path });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) enter(item, [...path, index]);
  };
  enter(definition['outputSchema'], ['outputSchema']);
  enter(definition['inputSchema'], ['inputSchema']);
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    yield place;
    for (const [key, value] of Object.entries(place.schema)) enter(value, [...place.path, key]);
  }
}
