const LONGEST_NAME = 200;

/** Of the identifiers that were last asked about: each is asked about many times. */
const kept = new Map<string, readonly string[]>();
const MOST_KEPT = 2_000;

/** The words of an identifier in lower case: `getHTMLPage`, `get_html-page` and `get.html.page` have the same. */
export function wordsOf(identifier: string): readonly string[] {
  const name = identifier.slice(0, LONGEST_NAME);
  const known = kept.get(name);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const words = split(name);
  kept.set(name, words);
  return words;
}

function split(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** What a verb may be the form of: `creates`, `creating` and `created` of `create`; the word itself comes first. */
export function baseForms(word: string): string[] {
  const stem = /^(.{2,}?)(?:s|es|ed|ing)$/.exec(word)?.[1];
  if (stem === undefined) return [word];
  const single = /([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  const y = stem.endsWith('i') ? [`${stem.slice(0, -1)}y`] : stem.endsWith('ie') ? [`${stem.slice(0, -2)}y`] : [];
  return [word, stem, `${stem}e`, ...single, ...y];
}
