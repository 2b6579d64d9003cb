/**
 * Removal of what looks like a secret from a command line or URL before it enters the model. It removes too much rather
 * than too little: the text is for people to recognise the line, nothing is computed from it.
 */
export const REDACTED = '<redacted>';

/** Prefixes of tokens that providers document; the token is the prefix and what follows without a space. */
const TOKEN =
  /\b(?:gh[pousr]_|github_pat_|glpat-|gldt-|glcbt-|xox[abeprs]-|xapp-|sk-|sk_live_|sk_test_|rk_live_|AKIA|ASIA|AIza|ya29\.|GOCSPX-|npm_|pypi-|dckr_pat_|hf_|lin_api_|ntn_|secret_|figd_|SG\.|vercel_|dapi|hvs\.|hvb\.|tskey-|shpat_|eyJ)[A-Za-z0-9_\-.=]{8,}/g;

/** Option, variable and header names whose value is a secret. */
const SECRET_NAME =
  /(?:token|secret|passw(?:or)?d|passphrase|api[-_]?key|apikey|access[-_]?key|private[-_]?key|credential|authorization|auth|cookie|session|bearer|dsn|connection[-_]?string|database[-_]?url|\bpat\b|[-_]pat$|[-_]key$|^-*key$|^-*pass$)/i;

const URL_START = /^[a-z][a-z0-9+.-]*:\/\//i;

/** A URL without user, password, query values and fragment; other text unchanged. */
export function redactUrl(text: string): string {
  if (!URL_START.test(text)) return text;
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is.exec(text) ?? [];
  const [beforeFragment = ''] = rest.split('#', 1);
  const [location = '', ...query] = beforeFragment.split('?');
  const slash = location.indexOf('/');
  const authority = slash < 0 ? location : location.slice(0, slash);
  const path = slash < 0 ? '' : location.slice(slash);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const names = query
    .join('?')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? `${pair.slice(0, pair.indexOf('='))}=${REDACTED}` : REDACTED));
  const segments = path
    .split('/')
    .map((segment) => (looksRandom(segment) ? REDACTED : segment))
    .join('/');
  return `${scheme}${host}${segments.replace(TOKEN, REDACTED)}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

/** Long, of mixed letters and digits, without the shape of a path, name or version: most likely a key. */
function looksRandom(text: string): boolean {
  if (text.length < 24 || !/^[A-Za-z0-9+/=_-]+$/.test(text)) return false;
  const digits = text.replace(/[^0-9]/g, '').length;
  const words = text.split(/[-_/]/).filter((word) => /^[a-z]+$/i.test(word) && word.length < 16).length;
  return digits >= 3 && /[a-z]/i.test(text) && words < 3;
}

function redactWord(word: string): string {
  if (URL_START.test(word)) return redactUrl(word);
  const equals = word.indexOf('=');
  if (equals > 0) {
    const name = word.slice(0, equals);
    if (SECRET_NAME.test(name)) return `${name}=${REDACTED}`;
    return `${name}=${redactWord(word.slice(equals + 1))}`;
  }
  // A header as one word: `Authorization: Bearer …`.
  const colon = /^([A-Za-z][A-Za-z0-9-]*):\s*\S/.exec(word);
  if (colon?.[1] && SECRET_NAME.test(colon[1])) return `${colon[1]}: ${REDACTED}`;
  if (looksRandom(word)) return REDACTED;
  return word.replace(TOKEN, REDACTED).replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, `$1`);
}

const MAX_WORDS = 200;
const MAX_LENGTH = 1000;

/** A command line with every value that may be a secret replaced by `<redacted>`; bounded in words and length. */
export function redactCommandLine(words: readonly string[]): string[] {
  const result: string[] = [];
  let secretNext = false;
  for (const whole of words.slice(0, MAX_WORDS)) {
    const word = whole.length > MAX_LENGTH ? `${whole.slice(0, MAX_LENGTH)}…` : whole;
    const isOption = word.startsWith('-');
    if (secretNext && !isOption) {
      result.push(REDACTED);
      secretNext = false;
      continue;
    }
    // `--token X`: the value is the next word. A header option is judged by the header's own name.
    secretNext = isOption && !word.includes('=') && SECRET_NAME.test(word);
    result.push(word.includes(' ') ? redactPhrase(word) : redactWord(word));
  }
  if (words.length > MAX_WORDS) result.push('…');
  return result;
}

/** Words inside one argument (a shell string, a header): judged one by one, headers as a whole. */
function redactPhrase(phrase: string): string {
  const header = /^([A-Za-z][A-Za-z0-9-]*):\s/.exec(phrase);
  if (header) return redactWord(phrase);
  return redactCommandLine(phrase.split(/\s+/)).join(' ');
}
