import { scalarOf } from '../gate/yaml-scalar.ts';

/** What an entry of a policy is made of. */
export type YamlValue = string | readonly string[] | YamlMap;
export interface YamlMap {
  readonly [key: string]: YamlValue | undefined;
}

/** Parsers take longer keys for none; with room for an indent. */
const LONGEST_KEY = 1000;

/** Whether a text can be a key on one line. */
export function canBeKey(text: string): boolean {
  return scalarOf(text, 'plain').length <= LONGEST_KEY;
}

const isList = (value: YamlValue): value is readonly string[] => Array.isArray(value);

function memberLines(key: string, value: YamlValue, indent: string): string[] {
  const name = `${indent}${scalarOf(key, 'plain')}:`;
  if (typeof value === 'string') return [`${name} ${scalarOf(value, 'plain')}`];
  if (isList(value)) return [`${name} [${value.map((one) => scalarOf(one, 'quoted')).join(', ')}]`];
  const inner = yamlLines(value, `${indent}  `);
  return inner.length === 0 ? [`${name} {}`] : [name, ...inner];
}

/** The members of a map as lines of block YAML, each text so that every parser reads it as that text. */
export function yamlLines(map: YamlMap, indent: string): string[] {
  return Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : memberLines(key, value, indent)));
}
