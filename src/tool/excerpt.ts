const LONGEST = 200;
const BEFORE = 40;

/** What a terminal obeys or a reader cannot see: controls, formats, private and lone code points, marks in piles, odd spaces. */
const UNSHOWN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?<=\p{M}{3})\p{M}|(?! )\p{Zs}/gu;

/** A text of at most 200 characters, each of which is shown: others as `\u{…}`. */
export function escaped(text: string): string {
  const shown = text
    .slice(0, LONGEST)
    .replace(UNSHOWN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return shown.length <= LONGEST && text.length <= LONGEST
    ? shown
    : `${shown.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What stands at a place of a text, and a little before and after it; escaped. */
export function excerpt(text: string, start: number, length: number): string {
  const from = Math.max(0, start - BEFORE);
  const part = text
    .slice(from, Math.max(start + Math.min(length, LONGEST - BEFORE), from + LONGEST - BEFORE))
    .replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  return escaped(`${from > 0 ? '…' : ''}${part.replace(/[ \t\n\r]+/g, ' ')}`);
}
