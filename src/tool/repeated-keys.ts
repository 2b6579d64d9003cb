import type { Path } from './json.ts';

/** Keys that stand more than once in one object: the first of them, and how many there are. */
export interface RepeatedKeys {
  paths: Path[];
  count: number;
}

const MOST_PATHS = 100;
/** Levels that are looked at; an entry that is nested deeper is not read at all. */
const MOST_DEPTH = 200;
/** Keys of one object that are compared one by one; more are kept in a set. */
const FEW = 12;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** An object or array that is not closed yet. */
interface Level {
  isObject: boolean;
  /** Where an object's keys begin in the list of all open ones. */
  base: number;
  /** The keys of an object that has many. */
  many: Set<string> | null;
  /** Of an array the index, of an object the key that the reader is at. */
  key: string;
  index: number;
}

/** Offset of the quote that ends the string whose first character is at `start`; the text's length when none does. */
function endOfString(text: string, start: number): number {
  for (let from = start; ;) {
    const end = text.indexOf('"', from);
    if (end === -1) return text.length;
    let slashes = 0;
    while (end - slashes > start && text.charCodeAt(end - slashes - 1) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
    from = end + 1;
  }
}

/** A key as it is meant: `n\u0061me` is `name`. */
function decoded(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

/**
 * Finds the keys that a JSON text repeats within one object, by which it can show a reviewer one thing and a client another
 * (RFC 8259, section 4): parsers keep the last, the first, or refuse. One pass, linear; on a text that is no JSON it ends, too.
 */
export function repeatedKeys(text: string): RepeatedKeys {
  const found: RepeatedKeys = { paths: [], count: 0 };
  const levels: Level[] = [];
  const keys: string[] = [];
  let top: Level | undefined;
  let excess = 0;
  /** Whether the next string is a key. */
  let isKeyDue = false;

  const isNew = (level: Level, key: string): boolean => {
    if (level.many !== null) return level.many.size < level.many.add(key).size;
    for (let at = level.base; at < keys.length; at += 1) if (keys[at] === key) return false;
    keys.push(key);
    if (keys.length - level.base > FEW) {
      level.many = new Set(keys.slice(level.base));
      keys.length = level.base;
    }
    return true;
  };
  const note = (): void => {
    found.count += 1;
    if (found.paths.length < MOST_PATHS)
      found.paths.push(levels.map(({ isObject, key, index }) => (isObject ? key : index)));
  };

  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at + 1);
      if (isKeyDue && top !== undefined && excess === 0) {
        const key = decoded(text.slice(at + 1, end));
        top.key = key;
        if (!isNew(top, key)) note();
      }
      isKeyDue = false;
      at = end;
    } else if (code === COMMA) {
      if (excess > 0 || top === undefined) continue;
      if (top.isObject) isKeyDue = true;
      else top.index += 1;
    } else if (code === OPENING_BRACE || code === OPENING_BRACKET) {
      if (levels.length >= MOST_DEPTH) {
        excess += 1;
        continue;
      }
      top = { isObject: code === OPENING_BRACE, base: keys.length, many: null, key: '', index: 0 };
      levels.push(top);
      isKeyDue = top.isObject;
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) {
      isKeyDue = false;
      if (excess > 0) excess -= 1;
      else {
        const closed = levels.pop();
        keys.length = closed?.base ?? 0;
        top = levels.at(-1);
      }
    }
  }
  return found;
}
