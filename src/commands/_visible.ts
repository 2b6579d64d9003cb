/** What a terminal obeys or a reader cannot see, spaces of other widths, marks in piles; and what would look like our own word for it. */
const UNSHOWN =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?<=\p{M}{3})\p{M}|(?! )\p{Zs}|<(?=U\+[\dA-F])/gu;

const codePoint = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

/** A line of any text, each character of which is shown: others as `<U+202E>`. Nothing is left out. */
export function visible(text: string): string {
  return text.replace(UNSHOWN, codePoint);
}

/** Every character beyond ASCII as its code point, `''` where there is none: for names, whose letters may not be what they look like. */
export function codePointsOf(text: string): string {
  const found = [...new Set([...text].filter((character) => (character.codePointAt(0) ?? 0) > 0x7e))];
  return found.map((character) => `${visible(character)} ${codePoint(character).slice(1, -1)}`).join(', ');
}

/** Columns at most: whether a terminal shows a character in one or in two is its own matter. */
const widthOf = (character: string): number => ((character.codePointAt(0) ?? 0) > 0x7e ? 2 : 1);

/** Text pushes what stands behind it out of sight; so many empty lines or spaces are told instead. */
const MOST_EMPTY = 2;
const MOST_SPACES = 12;

/** Lines of at most `width` columns, broken at spaces where there are some. */
function wrap(line: string, width: number): string[] {
  const lines = [''];
  let used = 0;
  for (const word of line.match(/ +|[^ ]+/g) ?? []) {
    const length = [...word].reduce((sum, character) => sum + widthOf(character), 0);
    if (used > 0 && used + length > width) {
      lines.push('');
      used = 0;
      if (word.startsWith(' ')) continue;
    }
    for (const character of word) {
      if (used + widthOf(character) > width) {
        lines.push('');
        used = 0;
      }
      lines[lines.length - 1] += character;
      used += widthOf(character);
    }
  }
  return lines;
}

/** A text of any length and kind as lines for a terminal of `width` columns: all of it, and nothing that it could obey. */
export function visibleLines(text: string, width: number): string[] {
  const room = Math.max(10, width);
  const lines: string[] = [];
  let empty = 0;
  const tellEmpty = (): void => {
    if (empty > MOST_EMPTY) lines.push(`<${empty} empty lines>`);
    else for (let left = empty; left > 0; left -= 1) lines.push('');
    empty = 0;
  };
  for (const line of text.split(/\r\n|\n/)) {
    if (/^ *$/.test(line)) {
      empty += 1;
      continue;
    }
    tellEmpty();
    const spaced = visible(line).replace(/ +/g, (spaces) =>
      spaces.length > MOST_SPACES ? ` <${spaces.length} spaces> ` : spaces,
    );
    lines.push(...wrap(spaced, room));
  }
  tellEmpty();
  return lines;
}

/** What is not our own stands behind a bar, so that none of it can look like a question or an answer of ours. */
export function behindBar(text: string, width: number, indent = 0): string[] {
  const lead = `  │ ${' '.repeat(indent)}`;
  return visibleLines(text, width - lead.length - 1).map((line) => `${lead}${line}`.trimEnd());
}
