/** A JSON object as it came, of any keys: nothing in it is trusted. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an own key; what stands on `Object.prototype` is none of the text's. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function ownText(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'string' ? value : null;
}

export function ownObject(object: JsonObject, key: string): JsonObject | null {
  const value = own(object, key);
  return isObject(value) ? value : null;
}

/** Keys and indexes from a value on. */
export type Path = readonly (string | number)[];

const LONGEST_POINTER = 1_000;

/** JSON pointer of a path; one that nobody would follow, of more than 1,000 characters, is cut. Source: RFC 6901, section 3. */
export function pointer(path: Path): string {
  const whole = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return whole.length <= LONGEST_POINTER ? whole : `${whole.slice(0, LONGEST_POINTER - 1)}…`;
}
