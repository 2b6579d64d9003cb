import { isObject, type JsonObject } from './json.ts';

/** Of one entry: nesting, values, and characters of its keys and strings. The largest real tool has 40,000 characters. */
export const MOST = { depth: 100, values: 50_000, characters: 2_000_000 };
/** Of one key, since places are told by their keys. */
const LONGEST_KEY = 1_000;

/** How large an object is, and in what it is larger than what is looked at. Without recursion: it may nest at any depth. */
export function measure(object: JsonObject, mostCharacters: number): { excess: string | null; characters: number } {
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
          if (key.length > LONGEST_KEY)
            return { excess: `it has a key of more than ${LONGEST_KEY} characters`, characters };
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
