/** A map of an indented text: keys to texts, lists are left out. */
export type Branch = Map<string, string | Branch>;

const MAX_DEPTH = 16;

/** A scalar without its quotes; escapes are none of what names, versions and ranges are made of. */
function unquoted(text: string): string {
  const first = text[0];
  return (first === '"' || first === "'") && text.length > 1 && text.endsWith(first) ? text.slice(1, -1) : text;
}

/** Key and value of a line: `key: value`, `"key": value`, and yarn classic's `key "value"`; null for anything else. */
function pairOf(line: string): [string, string] | null {
  const isQuoted = line.startsWith('"') || line.startsWith("'");
  const end = isQuoted ? line.indexOf(line[0] ?? '', 1) + 1 : line.search(/:(?= |$)| /);
  // A heading; yarn classic has several names in one, each with quotes of its own.
  if (line.endsWith(':') && end !== line.length - 1) return [line.slice(0, -1), ''];
  if (end <= 0) return null;
  return [unquoted(line.slice(0, end)), line.slice(end).replace(/^:?\s*/, '')];
}

/**
 * Reads the part of YAML, and of yarn classic's own format, that lockfiles are written in: maps by indentation with plain or
 * quoted texts. Lists, flow maps and comments are passed over. Linear in the text; never throws.
 */
export function readIndented(text: string): Branch {
  const root: Branch = new Map();
  const open: Array<{ indent: number; branch: Branch }> = [{ indent: -1, branch: root }];
  for (const line of text.split(/\r?\n/)) {
    const body = line.trimStart();
    if (body === '' || body.startsWith('#') || body.startsWith('- ') || body === '---') continue;
    const indent = line.length - body.length;
    while (open.length > 1 && (open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const branch = open.at(-1)?.branch ?? root;
    const pair = pairOf(body.trimEnd());
    if (pair === null) continue;
    const [key, value] = pair;
    if (value !== '' && value !== '{}') branch.set(key, unquoted(value));
    else if (open.length < MAX_DEPTH) {
      const inner: Branch = new Map();
      branch.set(key, inner);
      if (value === '') open.push({ indent, branch: inner });
    }
  }
  return root;
}

/** A map within a map; empty when there is none. */
export function branchAt(branch: Branch, ...keys: string[]): Branch {
  let at = branch;
  for (const key of keys) {
    const next = at.get(key);
    if (!(next instanceof Map)) return new Map();
    at = next;
  }
  return at;
}

/** A text within a map, or null. */
export function textAt(branch: Branch, key: string): string | null {
  const value = branch.get(key);
  return typeof value === 'string' ? value : null;
}
