import { FileError, type Files } from '../../io/index.ts';
import { parse, toData } from '../../syntax/index.ts';

/** Plain data of a TOML table, objects without a prototype. */
export type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The table at a path of keys; an empty one where there is none. */
export function tableAt(root: unknown, ...keys: string[]): Table {
  let value: unknown = root;
  for (const key of keys) value = isTable(value) ? value[key] : undefined;
  return isTable(value) ? value : {};
}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textsOf = (value: unknown): string[] => listOf(value).filter((item) => typeof item === 'string');
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Longest project file that is read. */
const MAX_BYTES = 512 * 1024;

/** A TOML file as plain data; null when there is none. Throws `FileError`, also for one that is no TOML. */
export function readToml(
  files: Files,
  path: string,
  reduce = (text: string): string => text,
  maxBytes = MAX_BYTES,
): Table | null {
  if (files.kind(path) === null) return null;
  const { root, problems } = parse(reduce(files.readText(path, maxBytes)), 'toml');
  const data = root === null ? null : toData(root);
  if (problems.length > 0 || !isTable(data)) throw new FileError('failed', 'is not valid TOML');
  return data;
}
