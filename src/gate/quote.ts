import { withoutTokens } from '../credential/_random.ts';
import { SCHEME, redactUrl } from '../credential/_url.ts';

const LONGEST = 40;
/** More than the longest that is shown: what looks like a secret has to be seen as a whole. */
const MOST_READ = 1000;

/**
 * Text of a policy file as a message shows it: in quotes, its first 40 characters, without what looks like a secret,
 * for the wrong file may have been named.
 */
export function quote(text: string): string {
  const words = text.slice(0, MOST_READ).split(/(\s+)/);
  const characters = [...words.map((word) => (SCHEME.test(word) ? redactUrl(word) : withoutTokens(word))).join('')];
  const shown = characters.slice(0, LONGEST).join('');
  return JSON.stringify(characters.length > LONGEST ? `${shown}…` : shown);
}
