import { isObject, type JsonObject, type Path } from '../json.ts';
import { keepLast } from '../keep-last.ts';
import type { Tool } from '../tool.ts';

export interface SchemaPlace {
  schema: JsonObject;
  path: Path;
}

/** Every object inside a tool's two schemas with its place; bounded as the tool itself is. */
export const schemasOf: (tool: Tool) => readonly SchemaPlace[] = keepLast(({ definition }) => {
  const open: SchemaPlace[] = [];
  const found: SchemaPlace[] = [];
  const enter = (value: unknown, path: Path): void => {
    if (isObject(value)) open.push({ schema: value, path });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) enter(item, [...path, index]);
  };
  enter(definition['outputSchema'], ['outputSchema']);
  enter(definition['inputSchema'], ['inputSchema']);
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    found.push(place);
    const { schema, path } = place;
    for (const key of Object.keys(schema)) {
      if (typeof schema[key] === 'object') enter(schema[key], [...path, key]);
    }
  }
  return found;
});
