import type { Kind } from '../kind.ts';
import type { NameSays } from '../name.ts';

/** A text within a value that may be a secret. */
export interface Part {
  /** What it is called there: a key, a query parameter; else the name of the whole. */
  name: string;
  text: string;
  /** What its place says of it, whatever its name says: the password of a URL is one. Null: nothing, its form alone counts. */
  says?: NameSays | null;
  /** What its place says of its kind, where it has no form of its own. */
  kind?: Partial<Kind>;
  /** The host that is opened with it, where its place says so. */
  host?: string | null;
  /** The variable of that name is passed on: its text is none that stands there. */
  isPassedOn?: true;
}

export const PASSWORD: NameSays = {
  class: 'password',
  strength: 'password',
  isPublic: false,
  administers: 'unknown',
  longLived: 'unknown',
};
export const TOKEN: NameSays = { ...PASSWORD, class: 'token', strength: 'key' };

/** Percent signs of a URL read; the text itself where they are wrong. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
