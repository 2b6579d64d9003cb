import { isSequence } from './looks.ts';
import { isProviderWord } from './providers.ts';
import { wordsOf } from './words.ts';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that only a text to be replaced has. */
const TELLING = set(
  'your yours changeme placeholder redacted removed masked dummy fake xxx insert replace replaceme todo tbd fixme sample example fill paste enter provide generate generated',
);

/** `change-in-production`, `CHANGE_ME_DB_PASSWORD`. */
const CHANGE = /\bchange (?:me|this|it|in|before|for|to)\b/;

/** Texts that are nobody's secret. */
const WHOLE = set(
  'none null nil undefined na n/a string value text optional required default test testing foo bar baz foobar hello abc abc123 abc123xyz 123abc test123 password secret token key apikey api_key api-key pass change_me change-me changeit xyz todo empty unset blank here somevalue mytoken mykey mysecret mypassword mypass not-needed not_needed notneeded unused ignored no-key no_key nokey ollama lm-studio',
);

/** Of these alone a text to be replaced is made: `my-api-key`, `github_token_here`. */
const FILLERS = set(
  'my the a an own our new some real actual this that here goes test dev demo local api key keys token tokens secret secrets password pass passwd access auth bearer personal private public client app bot user admin account service id value string number from to with in of for and or if set put use get env variable config super long random secure valid strong generated project org organization team workspace database db url uri integration webhook server mcp',
);
const NOUNS = set('key keys token tokens secret secrets password pass passwd pat apikey value');

const inBrackets =
  /^(?:<[^<>]{1,200}>|\[[^[\]]{1,200}\]|\{[A-Za-z _-]{1,100}\}|\{\{[^{}]{0,200}\}\}|__[A-Z_]{2,100}__|#\{[^{}]{1,100}\}#?|\(\(?[a-z _-]{2,60}\)?\))$/i;

/** Longer than any text that a person writes to be replaced. */
const LONGEST = 300;
/** Shorter than anybody's secret. */
const SHORTEST = 3;

/**
 * True for a text that somebody was to replace with a secret, or that documentation shows. `body` is what follows the public
 * beginning of a token's form: there only what a random text cannot hold counts.
 */
export function isPlaceholder(text: string, body: string | null = null): boolean {
  if (body !== null) return isFiller(body);
  if (text.length > LONGEST) return false;
  if (text.length < SHORTEST) return true;
  const bare = text.toLowerCase().replace(/[.!]$/, '');
  if (inBrackets.test(text) || WHOLE.has(bare) || /\.{3}|…|\*{3}|•{3}|_{4}|-{5}|<[\w -]{2,60}>/.test(text)) return true;
  if (isFiller(text.replace(/^[A-Za-z]{2,8}[-_]/, '')) || isFiller(text)) return true;
  const words = wordsOf(text).flatMap((word) => word.replace(/\d{1,3}$/, '') || []);
  if (words.some((word) => TELLING.has(word) || /^x{3,}$/.test(word)) || CHANGE.test(words.join(' '))) return true;
  return (
    words.length > 1 &&
    words.some((word) => NOUNS.has(word)) &&
    words.every((word) => FILLERS.has(word) || isProviderWord(word))
  );
}

function isFiller(text: string): boolean {
  return (
    isSequence(text) ||
    (text.length >= 8 && new Set(text.toLowerCase()).size <= 3) ||
    /example|placeholder|changeme|redacted|your[-_]?(?:token|key|api|secret|actual|own|password)|token[-_]?here|key[-_]?here|x{6}|0{10}/i.test(
      text,
    )
  );
}
