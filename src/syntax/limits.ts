import type { Format, Position, Problem } from './document.ts';

/** Deepest nesting that is read; a client's config needs about eight levels. */
export const MAX_DEPTH = 200;

/** Most values read from one text, so that a dense text of the full size costs about a second. */
export const MAX_VALUES = 1_000_000;

/** Longest text that is read, in bytes: what each parser can take in about a second at its worst. */
export const MAX_BYTES: Readonly<Record<Format, number>> = {
  json: 12 * 1024 * 1024,
  toml: 512 * 1024,
  yaml: 512 * 1024,
};

const MAX_PROBLEMS = 50;

/** Collects problems up to a bound; a text that is not of its format at all would give one per word. */
export class Problems {
  readonly list: Problem[] = [];

  add(message: string, at: Position): void {
    if (this.list.length < MAX_PROBLEMS) this.list.push({ message, at });
  }

  /** A bound was met: always kept, whatever else there is. */
  stop(message: string, at: Position): void {
    this.list.push({ message, at, limit: true });
  }
}

/** Thrown inside a parser's callback to stop it; never leaves this room. */
export class Stop extends Error {}
