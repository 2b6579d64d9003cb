/** Parsed data of a stranger's, of any shape. */
export type Data = Readonly<Record<string, unknown>>;

export function dataIn(value: unknown): Data | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : null;
}

/** The value of an own key. */
export function own(data: Data, key: string): unknown {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

/** Most items of one list that are looked at. */
const MOST = 1000;

/** A list of texts: empty where there is none, null where it is anything else. */
export function textsIn(value: unknown): string[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > MOST) return null;
  return value.every((one): one is string => typeof one === 'string') ? value : null;
}

/** A text: undefined where there is none, null where it is anything else. Numbers count as they are written. */
export function textIn(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

export function booleanIn(value: unknown): boolean | null | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'boolean' ? value : null;
}

export function countIn(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
