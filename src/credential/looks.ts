const SEQUENCE = 0.7;

/** The share of neighbours that are equal or follow each other (`aaaa`, `1234`, `abcd`): near 0 in a random text. */
export function isSequence(text: string): boolean {
  if (text.length < 4) return false;
  let runs = 0;
  for (let index = 1; index < text.length; index++) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1);
    if (step === 0 || step === 1) runs++;
  }
  return runs / (text.length - 1) >= SEQUENCE;
}

/** Names and numbers with signs between them, such as `claude-sonnet-4-20250514` and `svc_account_01`. */
const PIECE = '(?:(?:[a-z]{1,20}|[A-Z]{1,20}|[A-Z][a-z]{1,20})\\d{0,3}|\\d{1,8})';
const NAME_LIKE = new RegExp(`^${PIECE}(?:[-_.:/@+]${PIECE})+$`);

/** `random`: most likely made by a machine. `mixed`: short, of letters and digits. `word`: anything else. */
export function looks(text: string): 'random' | 'mixed' | 'word' {
  if (/\s/.test(text) || NAME_LIKE.test(text)) return 'word';
  const distinct = new Set(text.toLowerCase()).size;
  const hasDigit = /\d/.test(text);
  const hasLetter = /[a-z]/i.test(text);
  const isMixedCase = /[a-z][A-Z]|[A-Z]{2}[a-z]/.test(text);
  const isOpaque = (hasDigit && hasLetter) || (isMixedCase && text.length >= 20) || (hasDigit && text.length >= 20);
  if (!isOpaque || distinct < 6) return 'word';
  return text.length >= 16 && distinct >= 8 ? 'random' : text.length >= 8 ? 'mixed' : 'word';
}

const LONGEST_PATH = 4_096;
const KEPT_IN_FILE = /\.(?:json|pem|key|ya?ml|txt|env|p8|p12|pfx|crt|cer|toml|ini)$/i;

/** A path of a file system. A random text of base 64 may begin with a slash, so its segments have to look like names. */
export function looksLikePath(text: string): boolean {
  if (text.length > LONGEST_PATH || /\s{2}|[=+]/.test(text)) return false;
  if (/^(?:~|\.{1,2}|[A-Za-z]:|%[A-Z]{1,20}%)[\\/]/.test(text) || /^\\\\[\w.-]/.test(text)) return true;
  if (!text.startsWith('/') && !KEPT_IN_FILE.test(text)) return false;
  return text
    .split(/[\\/]/)
    .every((segment) => segment.length < 20 || ![/\d/, /[A-Z]/, /[a-z]/].every((one) => one.test(segment)));
}
