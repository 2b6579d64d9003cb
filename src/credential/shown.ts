import { REDACTED } from './_random.ts';
import { FORMATS } from './formats/index.ts';

const LONGEST = 200;

/** A word of a name: letters of one case, or of several words that begin with a capital each; digits at an end. */
const WORD = /^\d?(?:[A-Z]{1,24}|[A-Z]{0,6}[a-z]{2,24}\d?(?:(?:[A-Z][a-z]{2,24}|Id|Db|[A-Z]{2,4}(?![a-z])))*)\d{0,4}$/;
/** Too short to be a secret: `E2B`, `K8S`, `a`. */
const SHORT = 3;
/** Numbers of accounts and dates. */
const NUMBER = /^\d{1,12}$/;
/** What an address in a store ends with: `#token`, `?attribute=otp`. */
const FIELD = /[#?][A-Za-z_]{1,40}(?:=[A-Za-z_]{1,40})?$/;

/**
 * The name of a credential or of what it refers to, for people to find it by: shown where each of its words is one that
 * people write, for a secret may stand in its place. Else `<redacted>`, all of it.
 */
export function shownName(text: string): string {
  const name = text.trim().slice(0, LONGEST);
  const bare = name.replace(FIELD, '').replace(/(?<=[\\/])@/g, '');
  const isPlain = /^[\w./\\~: -]*$/.test(bare) && text.trim().length <= LONGEST;
  const words = name.split(/[^A-Za-z0-9]+/);
  const ends = [...name.matchAll(/[/:\s]+/g)].map(({ index, 0: sign }) => name.slice(index + sign.length));
  const isToken = [name, ...ends].some((one) => FORMATS.some(({ pattern }) => pattern.test(one)));
  return isPlain && !isToken && words.every((word) => word.length <= SHORT || WORD.test(word) || NUMBER.test(word))
    ? name
    : REDACTED;
}
