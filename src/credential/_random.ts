export const REDACTED = '<redacted>';

/** Prefixes of tokens that providers document; the token is the prefix and what follows without a space. */
const TOKEN =
  /\b(?:gh[pousr]_|github_pat_|glpat-|gldt-|glcbt-|xox[abeprs]-|xapp-|sk-|sk_live_|sk_test_|rk_live_|AKIA|ASIA|AIza|ya29\.|GOCSPX-|npm_|pypi-|dckr_pat_|hf_|lin_api_|ntn_|secret_|figd_|SG\.|vercel_|dapi|hvs\.|hvb\.|tskey-|shpat_|eyJ)[A-Za-z0-9_\-.=]{8,}/g;

/** Long, of mixed letters and digits, without the shape of a path, name or version: most likely a key. */
export function looksRandom(text: string): boolean {
  if (text.length < 20 || !/^[A-Za-z0-9+/=_-]+$/.test(text)) return false;
  if (/^[A-Za-z0-9]+$/.test(text) && /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text)) return true;
  const digits = text.replace(/[^0-9]/g, '').length;
  const words = text.split(/[-_/]/).filter((word) => /^[a-z]+$/i.test(word) && word.length < 16).length;
  return text.length >= 24 && digits >= 3 && /[a-z]/i.test(text) && words < 3;
}

/** A path, name or version without the segments that are most likely keys, and without tokens of a known form. */
export function withoutTokens(text: string): string {
  const segments = text.split('/').map((segment) => {
    const isKey = /^bot\d{5,}:/i.test(segment) || segment.split(/[:.~%,;@\\]/).some(looksRandom);
    return isKey ? REDACTED : segment;
  });
  return segments.join('/').replace(TOKEN, REDACTED);
}
