/** Characters that show nothing or move what others show: controls, bidi marks, fillers, tags. Source: UAX #9, UTS #39. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/gu;

/** Joiners have work to do inside some scripts and emoji, never beside an ASCII character or at an end. */
const JOINER = /(?<=^|[\u0000-\u007f])[\u200c\u200d]|[\u200c\u200d](?=$|[\u0000-\u007f])/gu;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Invisible or reordering characters of a text, as `U+202E`, each once, in the order they stand. */
export function unseenCharacters(text: string): string[] {
  const found = [...text.matchAll(UNSEEN), ...text.matchAll(JOINER)].sort((a, b) => a.index - b.index);
  return [...new Set(found.map(([character]) => codePoint(character)))];
}

/** Cyrillic and Greek letters that stand in one word with ASCII letters, as `U+0456`, each once. */
export function mixedLetters(text: string): string[] {
  const words = [...text.matchAll(WORD)].map(([word]) => word).filter((word) => /[A-Za-z]/.test(word));
  const foreign = words.flatMap((word) => word.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu) ?? []);
  return [...new Set(foreign.map(codePoint))];
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
