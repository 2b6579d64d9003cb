/**
 * What a terminal obeys, or a reader cannot see: controls, bidirectional and other formats, zero-width and tag
 * characters, lone surrogates, private glyphs, line and paragraph separators, the braille blank; and every mark after
 * the third on one letter, because a tall stack of marks paints over the lines around it.
 */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?<=\p{M}{3})\p{M}/gu;

/** The same, but for the line ends that lay out a JSON text: inside its strings they are escaped already. */
const DECEPTIVE_IN_JSON = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Spaces of any width: they become plain ones, at which a line can break. */
const SPACES = /\p{Zs}/gu;

const visible = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

const jsonEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** At most `length` UTF-16 units; what was cut shows as `…`. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** One line of text that a terminal shows and does not obey: deceptive characters as `\u{…}`, at most `length` units. */
export function escapeLine(text: string, length = 2000): string {
  return clip(
    text
      .slice(0, length + 1)
      .replace(SPACES, ' ')
      .replace(DECEPTIVE, visible),
    length,
  );
}

/**
 * A SARIF message: one escaped line without links, which viewers would make clickable (SARIF 2.1.0, 3.11.6).
 * Braces stay single: no message here has arguments, so nothing is substituted.
 */
export function escapeMessage(text: string, length = 2000): string {
  return escapeLine(text, length).replaceAll('](', '] (');
}

/** Text as GitHub Flavored Markdown that renders to just this text: no markup, links, images, mentions or HTML. */
export function escapeMarkdown(text: string, length = 2000): string {
  return escapeLine(text, length).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** JSON that parses to exactly `value` and that a terminal can show: deceptive characters as `\uXXXX`. One line with an `indent` of 0. */
export function stringify(value: unknown, indent = 2): string {
  const json = JSON.stringify(value, null, indent);
  // Without the `u` flag `[^]` is one UTF-16 unit, as JSON escapes count.
  return `${json.replace(DECEPTIVE_IN_JSON, (found) => found.replace(/[^]/g, jsonEscape))}\n`;
}
