/** What a file on PyPI could have for a version before PEP 440: no space, no wildcard. */
const SHAPE = /^[a-z0-9.+:_~!-]+$/;

const FINAL = '*final';
const FINAL_HYPHEN = '*final-';
const ZERO = '00000000';

/** What stands for a part in the order. */
const SYNONYMS = new Map([
  ['pre', 'c'],
  ['preview', 'c'],
  ['rc', 'c'],
  ['-', 'final-'],
  ['dev', '@'],
]);

/**
 * A version that PEP 440 does not know, as parts that compare as text; null when it is none at all. Source: setuptools'
 * `pkg_resources.parse_version` before version 8, kept in packaging's `LegacyVersion` until version 22.
 */
export function parseLegacyPythonVersion(text: string): string[] | null {
  const written = text.trim().toLowerCase();
  if (!SHAPE.test(written)) return null;
  const parts: string[] = [];
  for (const part of [...written.split(/(\d+|[a-z]+|\.|-)/), 'final']) {
    if (part === '' || part === '.') continue;
    if (/^\d/.test(part)) {
      parts.push(part.padStart(ZERO.length, '0'));
      continue;
    }
    const word = `*${SYNONYMS.get(part) ?? part}`;
    // A hyphen before a prerelease and zeros before any word say nothing.
    if (word < FINAL) while (parts.at(-1) === FINAL_HYPHEN) parts.pop();
    while (parts.at(-1) === ZERO) parts.pop();
    parts.push(word);
  }
  return parts;
}

/** A shorter one before its continuation. */
export function compareLegacyPythonVersions(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (part !== other) return part < other ? -1 : 1;
  }
  return a.length - b.length;
}
