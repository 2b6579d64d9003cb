import type { Document, Format } from './document.ts';
import { parseJson } from './json.ts';
import { MAX_BYTES } from './limits.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

const PARSERS: Readonly<Record<Format, (text: string) => Document>> = {
  json: parseJson,
  toml: parseToml,
  yaml: parseYaml,
};

/**
 * Reads a text into a tree with places; JSON may hold comments and trailing commas. Never throws: what is wrong is in
 * `problems`, and the tree holds what could be read around it. Bounded in depth, count and time. An empty text has no
 * root (in TOML an empty table) and no problem.
 */
export { readEnvFile, type FileVariable } from './env-file.ts';
export function parse(text: string, format: Format): Document {
  const start = { line: 1, column: 1 };
  if (text.length > MAX_BYTES[format]) {
    const message = `longer than ${MAX_BYTES[format]} characters: it was not read`;
    return { root: null, problems: [{ message, at: start, limit: true }] };
  }
  try {
    const { root, problems } = PARSERS[format](text.replace(/^\uFEFF/, ''));
    return { root, problems: problems.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column) };
  } catch {
    // A parser's own fault on a hostile text; its message may quote the text.
    return { root: null, problems: [{ message: `not valid ${format.toUpperCase()}`, at: start }] };
  }
}

export type { Document, Format, Member, Node, Position, Problem } from './document.ts';
export { parseIni, PLAIN_INI, PYTHON_INI, type IniDialect, type Setting } from './ini.ts';
export { MAX_BYTES } from './limits.ts';
export { duplicates, find, lookup, pointer, toData, type Duplicate, type Found } from './tree.ts';
