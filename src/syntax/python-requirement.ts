/** What asks for a distribution, as written. Source: PEP 508. */
export interface WrittenRequirement {
  name: string;
  extras: string[];
  /** `>=1.2,<2`, without the brackets that may stand around it; `''` for any version. */
  specifier: string;
  /** What stands behind `@` instead of a version, or null. */
  url: string | null;
  /** The condition behind `;`, or null. */
  marker: string | null;
}

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/;
const EXTRAS = /^\s*\[([^\]]*)\]/;

/** The name and extras that a text begins with, and what follows them; null where it begins with no name. */
export function readNameAndExtras(text: string): { name: string; extras: string[]; rest: string } | null {
  const [name] = NAME.exec(text) ?? [];
  if (name === undefined) return null;
  const behind = text.slice(name.length);
  const [brackets = '', listed = ''] = EXTRAS.exec(behind) ?? [];
  const extras = listed.split(',').map((extra) => extra.trim());
  return { name, extras: extras.filter((extra) => extra !== ''), rest: behind.slice(brackets.length).trim() };
}

/** A requirement in its parts (`name[extra]>=1 ; marker`, `name @ url`); null without a name. The parts are not checked. */
export function splitRequirement(text: string): WrittenRequirement | null {
  const read = readNameAndExtras(text.trim());
  if (read === null) return null;
  const { name, extras, rest } = read;
  if (rest.startsWith('@')) {
    // A URL may hold a semicolon: the marker's needs a space before it.
    const [url, marker] = splitAt(rest.slice(1), /\s;/);
    return { name, extras, specifier: '', url, marker: marker?.replace(/^;/, '').trim() ?? null };
  }
  const [asked, marker] = splitAt(rest, /;/);
  return { name, extras, specifier: asked.replace(/^\((.*)\)$/s, '$1').trim(), url: null, marker };
}

/** The text before and behind the first of a separator, trimmed; the second is null where there is none. */
function splitAt(text: string, separator: RegExp): [string, string | null] {
  const index = text.search(separator);
  return index === -1 ? [text.trim(), null] : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}
