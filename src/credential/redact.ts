import { looksRandom, REDACTED, withoutTokens } from './_random.ts';
import { redactUrl, SCHEME } from './_url.ts';

/*
 * Removal of what looks like a secret from a command line before it enters the model. It removes too much rather than too
 * little: the text is for people to recognise the line, nothing is computed from it.
 */

export { redactUrl } from './_url.ts';
export { REDACTED } from './_random.ts';

/** Option, variable and header names whose value is a secret. */
const SECRET_NAME =
  /token|secret|pass|pwd|keys?\d*$|api[-_.]?key|access[-_.]?key|private[-_.]?key|cred|auth|cookie|session|bearer|jwt|signature|dsn|conn(?:ection)?[-_.]?str|^-*conn(?:ection)?$|database[-_.]?url|webhook|\b(?:pat|pin|otp|sig|sas)\b|[-_.](?:pat|pin|otp|sig|sas)$|^-*u(?:ser)?$|userpwd|proxy-user/i;

/** A variable for what is started (`env NAME=…`, `docker run -eNAME=…`): whatever it is called, its value may be a secret. */
const VARIABLE = /^(?:-e)?[A-Z_][A-Z0-9_]*$/;

/** Options whose value is a header: its name is kept. */
const HEADER_OPTION = /^(?:-H|--?[\w-]*headers?)$/i;

/** How many words are kept, and how much of one. */
const MOST = { words: 200, length: 1000 };
/** Levels of quotes inside quotes. */
const MAX_DEPTH = 4;

/** A command line with every value that may be a secret replaced by `<redacted>`; bounded in words and length. */
export function redactCommandLine(words: readonly string[], most = MOST): string[] {
  return redactWords(words, { depth: 0, most });
}

/** One word of a command line without what may be a secret in it. */
export function redactArgument(word: string): string {
  return redactWords([word], { depth: 0, most: MOST }).join(' ');
}

/** How deep in quotes a text stands, and how much of it is kept. */
interface Level {
  depth: number;
  most: typeof MOST;
}

function redactWords(words: readonly string[], level: Level): string[] {
  const { most } = level;
  const result: string[] = [];
  let next: 'plain' | 'secret' | 'header' | 'variable' = 'plain';
  for (const whole of words.slice(0, most.words)) {
    const word = whole.length > most.length ? `${whole.slice(0, most.length)}…` : whole;
    const assigned = next === 'variable' ? /^[\w.-]+=/.exec(word)?.[0] : undefined;
    if (next === 'header') result.push(redactHeader(word));
    else if (next === 'secret') result.push(REDACTED);
    else result.push(assigned === undefined ? redactWord(word, level) : `${assigned}${REDACTED}`);
    // The value of a secret may itself look like an option, and what should be a value may be an option.
    if (HEADER_OPTION.test(word)) next = 'header';
    else if (word === '-e' || word === '--env') next = 'variable';
    else if (announces(word) || (next !== 'plain' && /[:=]$/.test(word))) next = 'secret';
    else next = 'plain';
  }
  if (words.length > most.words) result.push('…');
  return result;
}

/** True for a word after which a secret follows. */
function announces(word: string): boolean {
  const bare = withoutQuotes(word);
  if (/(?:^|[:=\s])(?:bearer|basic)$/i.test(bare)) return true;
  const isName = bare.startsWith('-') ? !bare.includes('=') : /^[A-Z][A-Z0-9_]*$|^[A-Za-z][\w.-]*[:=]$/.test(bare);
  return isName && SECRET_NAME.test(bare.replace(/[:=]$/, ''));
}

function redactHeader(word: string): string {
  const bare = withoutQuotes(word);
  if (bare.startsWith('{')) return redactJson(bare);
  const [, name] = /^([A-Za-z][\w-]{0,60})\s?[:=]/.exec(bare) ?? [];
  return name === undefined ? REDACTED : `${name}: ${REDACTED}`;
}

function redactWord(whole: string, level: Level): string {
  const word = withoutQuotes(whole);
  if (/^[[{]/.test(word)) return redactJson(word);
  const [, header = ''] = /^([A-Za-z][\w-]{0,60}):\s/.exec(word) ?? [];
  if (header !== '') return `${header}: ${REDACTED}`;
  const [, name = ''] = /^(\/?[\w.-]{1,100}):./.exec(word) ?? [];
  if (name !== '' && SECRET_NAME.test(name) && !SCHEME.test(word)) return `${name}: ${REDACTED}`;
  const equals = word.indexOf('=');
  const space = word.search(/\s/);
  if (space >= 0 && (equals < 0 || space < equals || !/^--?[\w.-]+=/.test(word))) return redactPhrase(word, level);
  if (SCHEME.test(word)) return redactUrl(word);
  const query = word.indexOf('?');
  if (query >= 0 && (equals < 0 || query < equals)) return redactUrl(word);
  if (equals >= 0) return redactPair(word.slice(0, equals), word.slice(equals + 1), level);
  return redactPlain(word);
}

/** `name=value`: the value goes when its name is that of a secret, and all of it when there is no plain name. */
function redactPair(name: string, value: string, level: Level): string {
  if (!/^[\w.-]+$/.test(name) || looksRandom(name)) return REDACTED;
  // `name==1.2.3`, as Python's tools pin.
  if (/^=\d[\w.!+*-]{0,60}$/.test(value) && !SECRET_NAME.test(name) && !looksRandom(value)) return `${name}=${value}`;
  if (value === '' || /^=+$/.test(value)) return name.startsWith('-') && value === '' ? `${name}=` : REDACTED;
  if (HEADER_OPTION.test(name)) return `${name}=${redactHeader(value)}`;
  if (VARIABLE.test(name)) return `${name}=${REDACTED}`;
  const isWhole = SCHEME.test(value) || /^["'\\]*[[{]/.test(value);
  // A list of pairs (`Server=db;Pwd=x`) is no value of its own.
  if (SECRET_NAME.test(name) || (value.includes('=') && !isWhole && !value.includes('?'))) return `${name}=${REDACTED}`;
  return `${name}=${redactWord(value, { ...level, depth: level.depth + 1 })}`;
}

function redactPlain(word: string): string {
  if (word.includes('"') || looksRandom(word)) return REDACTED;
  const scheme = word.indexOf('://');
  if (scheme >= 0) {
    let start = scheme;
    while (start > 0 && /[\w+.-]/.test(word[start - 1] ?? '')) start--;
    return `${start > 0 ? REDACTED : ''}${redactUrl(word.slice(start))}`;
  }
  // `user:password@host`; an alias or a scoped package after `npm:` is none.
  if (isDrivePath(word)) return withoutTokens(word);
  const [, rest] = /^(?!(?:npm|file|git|github|workspace):)[^\s@/:]+:.*@(.*)$/.exec(word) ?? [];
  if (rest !== undefined) return `${REDACTED}@${redactPlain(rest)}`;
  return withoutTokens(word);
}

/** A path on a Windows drive in which `@` only begins names, as scopes of npm do. */
function isDrivePath(word: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(word) && !/[^\\/]@/.test(word);
}

/** A shell string: judged word by word, what it quotes as one word. */
function redactPhrase(phrase: string, level: Level): string {
  if (level.depth >= MAX_DEPTH) return REDACTED;
  const words = phrase.match(/(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"'])+/g) ?? [];
  return redactWords(words, { ...level, depth: level.depth + 1 }).join(' ');
}

/** JSON keeps its keys; text that only begins like it goes as a whole. */
function redactJson(text: string): string {
  try {
    const keepSwitches = (_: string, value: unknown): unknown =>
      typeof value === 'string' || typeof value === 'number' ? REDACTED : value;
    return withoutTokens(JSON.stringify(JSON.parse(text), keepSwitches));
  } catch {
    return REDACTED;
  }
}

/** The word without the quotes around it, and the backslashes that a shell line puts before those. */
function withoutQuotes(word: string): string {
  if (!/["']/.test(word)) return word.trim();
  const isQuote = (character: string | undefined): boolean => character !== undefined && /["'\\\s]/.test(character);
  let start = 0;
  let end = word.length;
  while (isQuote(word[start])) start++;
  while (end > start && isQuote(word[end - 1])) end--;
  return word.slice(start, end);
}
